using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Shapes;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// Binds a cell: names, then shapes with sizes as symbols, then the numbers of this cell. Each step reports what it alone can see, and
/// the next one says nothing of what is in error already.
/// </summary>
public sealed class CellBinder
{
    private readonly CellSyntax _syntax;
    private readonly CellRequest _request;

    /// <summary>The cell is one that others run: who does gives the values that it leaves open.</summary>
    private readonly bool _isInner;

    private readonly DiagnosticBag _diagnostics;
    private readonly ShapeSolver _solver = new();
    private readonly SizeTable _sizes;
    private readonly Scope _scope;
    private readonly NumberRange _range;
    private readonly ExpressionBinder _expressions;
    private TextSpan _firstLine;

    private CellBinder(CellSyntax syntax, CellRequest request, string text, bool isInner, DiagnosticBag diagnostics)
    {
        _syntax = syntax;
        _isInner = isInner;
        _request = request;
        _diagnostics = diagnostics;
        _sizes = new SizeTable(syntax, request, _solver, diagnostics);
        _scope = new Scope(syntax, _sizes, diagnostics);
        _range = new NumberRange(request.Element, diagnostics);
        _expressions = new ExpressionBinder(_scope, _sizes, new Excerpts(text), _range, diagnostics);
        _firstLine = FirstLine(text);
    }

    /// <summary>Null where the cell has errors, which are all reported.</summary>
    /// <param name="syntax">One cell: those inside have been put in.</param>
    /// <param name="text">The definition's text, and those of the cells inside.</param>
    public static BoundCell? Bind(CellSyntax syntax, CellRequest request, string text, DiagnosticBag diagnostics) =>
        new CellBinder(syntax, request, text, isInner: false, diagnostics).Bind();

    /// <summary>Reports what is wrong with a cell whatever the values of its sizes and constants are: one that others run.</summary>
    /// <param name="place">Where it stands; null where the text begins with it.</param>
    internal static void Check(CellSyntax syntax, CellRequest request, string text, TextSpan? place, DiagnosticBag diagnostics)
    {
        var inner = new CellBinder(syntax, request with { Sizes = default, Constants = default }, text, isInner: true, diagnostics);
        if (place is { } known) inner._firstLine = known;
        inner.BindSymbols();
    }

    private BoundCell? Bind()
    {
        var (equations, outputs) = BindSymbols();
        _sizes.Finish(_request);
        return _diagnostics.HasErrors || !_sizes.IsDecided ? null : Concretize(equations, outputs);
    }

    private (List<TypedEquation> Equations, List<TypedOutput> Outputs) BindSymbols()
    {
        new DeclarationBinder(_syntax, _request, _isInner, _sizes, _scope, _range, _diagnostics).Bind();
        int errors = _diagnostics.ErrorCount;
        var equationBinder = new EquationBinder(_scope, _solver, _expressions, _diagnostics);
        var equations = _syntax.Equations.Select(equationBinder.Bind).ToList();
        var outputs = new OutputBinder(_syntax, _request, _scope, _expressions, _diagnostics).Bind();
        CheckStates();
        InitialStateBinder.Check(_scope, _solver, _range, _diagnostics);
        bool equationsAreGood = _diagnostics.ErrorCount == errors && _syntax.IsComplete;
        if (equationsAreGood) equationsAreGood = _sizes.CheckInner();
        if (equationsAreGood) DirectionCheck.Check(_syntax, _scope.Of(SymbolKind.State), _diagnostics);
        CheckParameters(equationsAreGood);
        if (equationsAreGood && _diagnostics.ErrorCount == errors) OpenExtent.Check(_expressions, _diagnostics);
        // Where a name could not be read, the symbol that it meant only seems to be unused.
        if (equationsAreGood) CheckUnused();
        if (_syntax.Outputs.Count == 0 && _syntax.States.Count == 0 && _syntax.IsComplete)
            _diagnostics.Report(Rules.NothingComputed, _firstLine);
        return (equations, outputs);
    }

    private static TextSpan FirstLine(string text)
    {
        int start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        int end = start;
        while (end < text.Length && text[end] is not ('\n' or '\r')) end++;
        return TextSpan.FromBounds(start, end);
    }

    private void CheckStates()
    {
        var locals = _scope.Of(SymbolKind.Local).Select(local => local.Name).ToList();
        foreach (Symbol state in _scope.Of(SymbolKind.State))
            if (!state.IsAssigned && _syntax.IsComplete)
                _diagnostics.Report(Rules.StateNeverAssigned, state.Span, state.Name,
                    UnknownNames.SuggestTarget(state.Name, locals));
    }

    private void CheckParameters(bool equationsAreGood)
    {
        foreach (Symbol parameter in _scope.Of(SymbolKind.Parameter))
        {
            InitializerBinder.Check(parameter, _solver, _range, _diagnostics);
            bool isKnown = _solver.Resolve(parameter.Shape) switch
            {
                SymbolicShape.Known known => !known.Extents.SelectMany(extent => extent.Symbols).Any(ShapeSolver.IsUnknown),
                SymbolicShape.Unknown => false,
                _ => true,
            };
            if (isKnown || !equationsAreGood) continue;
            string reason = !parameter.IsRead ? ", as no equation reads it"
                : _solver.Resolve(parameter.Shape) is SymbolicShape.Unknown ? " by its use"
                : $", only as {_solver.Display(parameter.Shape)}{parameter.Origin}";
            _diagnostics.Report(Rules.UndeterminedShape, parameter.Span, parameter.Name, reason, Declaration(parameter));
            _sizes.IsPoisoned = true;
        }
    }

    /// <summary>", such as 'V: [output, hidden]'", where the rank is known; the missing size is most often that of an output.</summary>
    private string Declaration(Symbol parameter)
    {
        if (_solver.Resolve(parameter.Shape) is not SymbolicShape.Known known) return "";
        string size = _sizes.Names.Contains("output") || _syntax.Outputs.Count == 0 ? "n" : "output";
        var extents = known.Extents.Select(extent => extent.Symbols.Any(ShapeSolver.IsUnknown) ? size : _solver.Display(extent));
        return $", such as '{parameter.Name}: [{string.Join(", ", extents)}]'";
    }

    private void CheckUnused()
    {
        // A name that begins with '_' says itself that nothing reads it: split gives values that are not needed.
        bool isNothing = _syntax.Outputs.Count == 0 && _syntax.States.Count == 0;
        foreach (Symbol local in _scope.Of(SymbolKind.Local))
            if (!isNothing && !local.IsRead && local.Name[0] != '_' && !IsOfInner(local))
                _diagnostics.Report(Rules.UnusedLocal, local.Span, local.Name);
        foreach (Symbol parameter in _scope.Of(SymbolKind.Parameter))
            if (!parameter.IsRead && !IsOfInner(parameter) && _solver.Resolve(parameter.Shape) is SymbolicShape.Known)
                _diagnostics.Report(Rules.UnusedParameter, parameter.Span, parameter.Name);
        foreach (Symbol input in _scope.Of(SymbolKind.Input))
            if (!input.IsRead) _diagnostics.Report(Rules.UnusedInput, input.Span, input.Name);
    }

    /// <summary>An inner cell has been looked at by itself, and not all that it offers is needed here.</summary>
    private static bool IsOfInner(Symbol symbol) => symbol.Name.IndexOf('.') >= 0;

    private BoundCell? Concretize(List<TypedEquation> equations, List<TypedOutput> outputs)
    {
        var numbers = new Concretion(_sizes, _diagnostics);
        CheckRequirements(numbers);
        var inputs = _scope.Of(SymbolKind.Input).Select(symbol => Concretize(symbol, numbers)).ToEquatableArray();
        var states = _scope.Of(SymbolKind.State).Select(symbol => Concretize(symbol, numbers)).ToEquatableArray();
        var parameters = _scope.Of(SymbolKind.Parameter).Select(symbol => Concretize(symbol, numbers)).ToEquatableArray();
        CheckTotal(parameters);
        if (_diagnostics.HasErrors) return null;
        var boundEquations = equations.Select(equation => Concretize(equation, numbers)).ToEquatableArray();
        var boundOutputs = outputs.Select(output => Concretize(output, numbers)).ToEquatableArray();
        CheckOperations(boundEquations, boundOutputs);
        if (_diagnostics.HasErrors) return null;
        DefinitionHead said = _syntax.Definition.Head;
        string title = said.Title?.Value.Trim() is { Length: > 0 } named ? named : _request.Target.Name;
        var constants = _scope.Of(SymbolKind.Constant).Select(constant => new BoundConstant(constant.Name, constant.Number));
        return new BoundCell(
            new BoundHead(title, said.About?.Value.Trim(), said.Source?.Value.Trim()), _sizes.Bound,
            constants.ToEquatableArray(), parameters, inputs, states, boundEquations, boundOutputs);
    }

    private BoundOutput Concretize(TypedOutput output, Concretion numbers)
    {
        numbers.Begin();
        BoundExpression built = output.Value.Build(numbers);
        return new BoundOutput(Slot(output.Symbol, numbers), built, output.Syntax.Text);
    }

    private BoundSymbol Concretize(Symbol symbol, Concretion numbers)
    {
        numbers.Begin();
        return Slot(symbol, numbers);
    }

    private BoundSymbol Slot(Symbol symbol, Concretion numbers)
    {
        TextSpan span = symbol.Declaration?.Shape?.Span ?? symbol.Span;
        string kind = symbol.Kind.ToString().ToLowerInvariant();
        Shape shape = numbers.Shape(symbol.Shape, span, $"The {kind} '{symbol.Name}'");
        BoundInitializer? initializer = symbol.Kind == SymbolKind.Parameter ? InitializerBinder.Bind(symbol, shape.IsMatrix) : null;
        if (initializer is not null && symbol.Declaration?.Blocks is { } blocks && _sizes.Bind(blocks) is { } count)
            initializer = initializer with { Blocks = (int)numbers.Evaluate(count) };
        if (initializer is not null)
        {
            initializer = initializer with { Seed = symbol.Declaration?.Seed };
            InitializerBinder.CheckShape(symbol, shape, initializer.Blocks, _diagnostics);
        }
        return new BoundSymbol(symbol.Name, shape, _solver.Display(symbol.Shape), initializer)
        {
            IsConstant = symbol.Declaration is { IsConstant: true },
            Lowest = symbol.Declaration?.Clip?.Lowest ?? double.NegativeInfinity,
            Highest = symbol.Declaration?.Clip?.Highest ?? double.PositiveInfinity,
            Initial = symbol.Kind == SymbolKind.State ? InitialStateBinder.Bind(symbol, _scope) : null,
            IsReversed = symbol.Declaration is { IsReversed: true },
            IsRestart = symbol.Declaration is { IsRestart: true },
        };
    }

    private static BoundEquation Concretize(TypedEquation equation, Concretion numbers)
    {
        numbers.Begin();
        BoundExpression value = equation.Value!.Build(numbers);
        var targets = equation.Syntax.Targets.Zip(equation.Shapes, (target, shape) =>
            new BoundTarget(target.Name, numbers.Shape(shape, target.Span, $"'{target.Name}'"))).ToEquatableArray();
        return new BoundEquation(targets, value, equation.Syntax.Text);
    }

    private void CheckRequirements(Concretion numbers)
    {
        foreach (RequirementSyntax requirement in _syntax.Requirements)
        {
            if (_sizes.Bind(requirement.Left) is not { } left || _sizes.Bind(requirement.Right) is not { } right) continue;
            if (numbers.Evaluate(left) == numbers.Evaluate(right)) continue;
            string? argument = left.Symbols.Concat(right.Symbols).Select(_sizes.ArgumentOf).FirstOrDefault(name => name is not null);
            DiagnosticPlace place = argument is null
                ? new DiagnosticPlace.Definition(requirement.Span)
                : new DiagnosticPlace.Argument(argument);
            _diagnostics.Report(Rules.RequirementFails, place, requirement.Text, numbers.Values(left, right));
        }
    }

    /// <summary>Reports the equation or output with which the code becomes too much.</summary>
    private void CheckOperations(EquatableArray<BoundEquation> equations, EquatableArray<BoundOutput> outputs)
    {
        int total = 0;
        for (int i = 0; i < equations.Count; i++)
        {
            total += CodeSize.Of(equations[i].Value) + CodeSize.Pointwise * (equations[i].Targets.Count - 1);
            if (IsTooMuch(_syntax.Equations[i].Targets[0].Span)) return;
        }
        for (int i = 0; i < outputs.Count; i++)
        {
            total += CodeSize.Of(outputs[i].Value);
            if (IsTooMuch(_syntax.Outputs[i].Name.Span)) return;
        }

        bool IsTooMuch(TextSpan place)
        {
            if (total <= Limits.Operations) return false;
            _diagnostics.Report(Rules.TooManyOperations, place, Concretion.Text(total), Concretion.Text(Limits.Operations),
                Concretion.Text(CodeSize.Product), Concretion.Text(CodeSize.Pointwise));
            return true;
        }
    }

    private void CheckTotal(EquatableArray<BoundSymbol> parameters)
    {
        BigInteger total = parameters.Aggregate(BigInteger.Zero, (sum, parameter) => sum + parameter.Shape.Length);
        if (total <= Limits.Elements) return;
        BoundSymbol largest = parameters.OrderByDescending(parameter => parameter.Shape.Length).First();
        _diagnostics.Report(Rules.CellTooLarge, _scope.Find(largest.Name)!.Span, "The parameters have together",
            Concretion.Text(total), Concretion.Text(Limits.Elements));
    }
}
