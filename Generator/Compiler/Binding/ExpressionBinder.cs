using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>Gives names and operators of expressions their meaning and finds their shapes.</summary>
internal sealed class ExpressionBinder(Scope scope, SizeTable sizes, Excerpts excerpts, NumberRange range, DiagnosticBag diagnostics)
{
    private ExpressionSyntax? _current;
    private Products? _products;

    public ShapeSolver Solver => sizes.Solver;

    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>The extents that follow from what values meet.</summary>
    public List<OpenExtent> Open { get; } = [];

    public Products Products => _products ??= new Products(this, scope);

    public TypedExpression Bind(ExpressionSyntax syntax) => syntax switch
    {
        ExpressionSyntax.Number number => BindNumber(number),
        ExpressionSyntax.Name name => BindName(name),
        ExpressionSyntax.Negate negate => Apply(Operators.Get(Operators.Negation), negate, negate.Operator, [Bind(negate.Operand)]),
        ExpressionSyntax.Binary binary => BindBinary(binary),
        ExpressionSyntax.Comparison comparison => BindMisplaced(comparison),
        ExpressionSyntax.Call call => BindCall(call),
        ExpressionSyntax.Join join => new JoinBinder(this).Bind(join, join.Items.Select(Bind).ToList()),
        ExpressionSyntax.Slice slice => BindSlice(slice),
        _ => TypedExpression.Error(syntax),
    };

    /// <summary>A parameter's shape is about to be inferred from the expression that is being bound.</summary>
    public void Learned(SymbolicShape.Unknown unknown)
    {
        if (scope.Find(unknown.Parameter) is { Origin: "" } parameter && _current is not null)
        {
            parameter.Origin = $" (inferred from '{TextOf(_current)}')";
            if (_current is ExpressionSyntax.Binary { Symbol: "*" } product) Products.Learned(unknown.Parameter, product);
        }
    }

    /// <summary>The text of an expression, its shape, and where that comes from.</summary>
    public string[] Describe(TypedExpression expression) =>
        [TextOf(expression.Syntax), Solver.Display(expression.Shape), OriginOf(expression.Syntax)];

    public string TextOf(ExpressionSyntax syntax) => excerpts.Of(syntax.Span);

    private string OriginOf(ExpressionSyntax syntax) =>
        syntax is ExpressionSyntax.Name name && scope.Find(name.Identifier) is { } symbol ? symbol.Origin : "";

    /// <summary>The number that an expression is: one that is written, a constant, or the negative of these.</summary>
    public double? NumberOf(ExpressionSyntax syntax) => syntax switch
    {
        ExpressionSyntax.Number literal => literal.Value,
        ExpressionSyntax.Negate negate => -NumberOf(negate.Operand),
        ExpressionSyntax.Name name when scope.Find(name.Identifier) is { Kind: SymbolKind.Constant } constant => constant.Number,
        _ => null,
    };

    private TypedExpression BindNumber(ExpressionSyntax.Number number)
    {
        range.Check(number.Value, number.Span, number.Text);
        return new(number, SymbolicShape.Scalar, _ => new BoundExpression.Number(number.Value));
    }

    private TypedExpression BindName(ExpressionSyntax.Name name)
    {
        if (scope.Resolve(name) is not { } symbol || symbol.Shape is SymbolicShape.Erroneous) return TypedExpression.Error(name);
        if (symbol.Kind == SymbolKind.Constant) return new(name, symbol.Shape, _ => new BoundExpression.Number(symbol.Number));
        return new(name, symbol.Shape, numbers =>
            new BoundExpression.Read(name.Identifier, name.IsPrevious, numbers.Shape(symbol.Shape, name.Span, $"'{name.Identifier}'")));
    }

    private TypedExpression BindBinary(ExpressionSyntax.Binary binary)
    {
        if (scope.Unknown.TryReportStepBefore(binary)) return TypedExpression.Error(binary);
        TypedExpression[] operands = [Bind(binary.Left), Bind(binary.Right)];
        TypedExpression value = Apply(Operators.Get(binary.Symbol), binary, binary.Operator, operands);
        if (binary.Symbol == Operators.Product && value.Shape.IsScalar) Products.AddScalar(binary);
        return value;
    }

    private TypedExpression BindMisplaced(ExpressionSyntax.Comparison comparison)
    {
        diagnostics.Report(Rules.MisplacedComparison, comparison.Operator);
        Bind(comparison.Left);
        Bind(comparison.Right);
        return TypedExpression.Error(comparison);
    }

    private TypedExpression BindCall(ExpressionSyntax.Call call)
    {
        if (call.Function == Operators.Where) return BindWhere(call);
        if (call.Sizes.Count > 0 || SizedFunctions.Sizes(call.Function) > 0) return new PartBinder(this, sizes).Bind(call);
        if (NoiseFunctions.Operands(call.Function) > 0) return new NoiseBinder(this, scope).Bind(call);
        if (TryReportStep(call)) return TypedExpression.Error(call);
        var operands = call.Arguments.Select(Bind).ToList();
        if (call.Function == Operators.Split)
            diagnostics.Report(Rules.MisplacedSplit, call.FunctionSpan);
        else if (Operators.Function(call.Function) is not { } function)
            scope.Unknown.Report(call);
        else if (CheckCount(call, function.MinimumArity, function.MaximumArity))
            return Apply(function, call, call.FunctionSpan, operands);
        return TypedExpression.Error(call);
    }

    /// <summary>h(t - 1) and prev(h): what stands in parentheses has no meaning of its own.</summary>
    private bool TryReportStep(ExpressionSyntax.Call call)
    {
        if (call.Arguments.Count != 1) return false;
        if (scope.Unknown.TryReportStep(call.Function, StepNames.IsPreviousTime(call.Arguments[0]), call.Span)) return true;
        return call.Arguments[0] is ExpressionSyntax.Name { IsPrevious: false } name && scope.Find(call.Function) is null
            && StepNames.IsFunction(call.Function) && scope.Unknown.TryReportStep(name.Identifier, isPrevious: true, call.Span);
    }

    /// <param name="more">What else may follow, as messages say it.</param>
    public bool CheckCount(ExpressionSyntax.Call call, int minimum, int maximum, string more = "")
    {
        int count = call.Arguments.Count;
        if (count >= minimum && count <= maximum) return true;
        string needed = minimum == maximum ? Concretion.Text(minimum) : $"{Concretion.Text(minimum)} or {Concretion.Text(maximum)}";
        needed += maximum == 1 ? " argument" : " arguments";
        diagnostics.Report(Rules.WrongArgumentCount, call.FunctionSpan, call.Function, needed + more, Concretion.Text(count));
        return false;
    }

    private TypedExpression Apply(Operator row, ExpressionSyntax syntax, TextSpan operatorSpan, IReadOnlyList<TypedExpression> operands)
    {
        SymbolicShape shape = ShapeOf(row.Rule, row.Display, syntax, operatorSpan, operands);
        if (shape is SymbolicShape.Erroneous) return TypedExpression.Error(syntax);
        return new(syntax, shape, numbers =>
        {
            var built = operands.Select(operand => operand.Build(numbers)).ToEquatableArray();
            if (row.Rule == ShapeRules.Power)
                built = EquatableArray.Of<BoundExpression>(built[0], new BoundExpression.Number(NumberOf(operands[1].Syntax)!.Value));
            return new BoundExpression.Apply(row.Name, built, numbers.Shape(shape, syntax.Span, $"'{TextOf(syntax)}'"));
        });
    }

    public SymbolicShape ShapeOf(
        ShapeRule rule, string display, ExpressionSyntax syntax, TextSpan operatorSpan, IReadOnlyList<TypedExpression> operands)
    {
        ExpressionSyntax? outer = _current;
        _current = syntax;
        SymbolicShape shape = rule(new OperandList(this, display, syntax, operatorSpan, operands));
        _current = outer;
        return shape;
    }

    /// <summary>where(a &lt; b, then, else): its four operands have one shape.</summary>
    private TypedExpression BindWhere(ExpressionSyntax.Call call)
    {
        if (!CheckCount(call, 3, 3)) return BindAll(call);
        if (call.Arguments[0] is not ExpressionSyntax.Comparison comparison)
        {
            if (call.Arguments[0] is not ExpressionSyntax.Missing)
                diagnostics.Report(Rules.MissingComparison, call.Arguments[0].Span);
            return BindAll(call);
        }
        ExpressionSyntax[] parts = [comparison.Left, comparison.Right, call.Arguments[1], call.Arguments[2]];
        var operands = parts.Select(Bind).ToList();
        SymbolicShape shape = ShapeOf(ShapeRules.Elementwise, call.Function, call, call.FunctionSpan, operands);
        if (shape is SymbolicShape.Erroneous) return TypedExpression.Error(call);
        return new(call, shape, numbers => new BoundExpression.Where(
            comparison.Symbol,
            operands.Select(operand => operand.Build(numbers)).ToEquatableArray(),
            numbers.Shape(shape, call.Span, $"'{TextOf(call)}'")));
    }

    /// <summary>Reports what is wrong with the arguments of a call that is wrong itself.</summary>
    public TypedExpression BindAll(ExpressionSyntax.Call call)
    {
        foreach (ExpressionSyntax argument in call.Arguments)
        {
            if (argument is ExpressionSyntax.Comparison comparison)
            {
                Bind(comparison.Left);
                Bind(comparison.Right);
            }
            else Bind(argument);
        }
        return TypedExpression.Error(call);
    }

    private TypedExpression BindSlice(ExpressionSyntax.Slice slice)
    {
        if (TryReportStep(slice)) return TypedExpression.Error(slice);
        TypedExpression operand = Bind(slice.Operand);
        SizePolynomial? start = sizes.Bind(slice.Start);
        SizePolynomial? end = slice.End is null ? null : sizes.Bind(slice.End);
        if (operand.IsError || start is null || (slice.End is not null && end is null)) return TypedExpression.Error(slice);
        return new SliceBinder(this).Bind(slice, operand, start, end);
    }

    /// <summary>h[t - 1], where t is no size.</summary>
    private bool TryReportStep(ExpressionSyntax.Slice slice) =>
        slice is { End: null, Operand: ExpressionSyntax.Name { IsPrevious: false } name }
        && !sizes.NamesIn(slice.Start).Any(sizes.Contains)
        && scope.Unknown.TryReportStep(name.Identifier, StepNames.IsPreviousTime(slice.Start), slice.Span);
}
