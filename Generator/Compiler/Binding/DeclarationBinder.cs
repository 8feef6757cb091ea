using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>Puts what a definition declares into its scope: inputs, states, parameters, constants.</summary>
internal sealed class DeclarationBinder(
    CellSyntax syntax, CellRequest request, bool isInner, SizeTable sizes, Scope scope, NumberRange range, DiagnosticBag diagnostics)
{
    public void Bind()
    {
        foreach (RequirementSyntax requirement in syntax.Requirements) BindRequirement(requirement);
        BindTensors(SymbolKind.Input, syntax.Inputs, "inputs");
        BindTensors(SymbolKind.State, syntax.States, "states");
        BindTensors(SymbolKind.Parameter, syntax.Parameters, "parameters");
        BindTensors(SymbolKind.Local, syntax.Arguments, "inputs");
        foreach (ConstantSyntax constant in syntax.Constants) BindConstant(constant);
        CheckConstantArguments();
    }

    /// <summary>Reports a name that the generated code has as a member.</summary>
    public static void CheckMember(DefinitionName name, CellRequest request, DiagnosticBag diagnostics)
    {
        if (MemberNames.IsReserved(Paths.Last(name.Text), request.Target.Name)) diagnostics.Report(Rules.MemberClash, name.Span, name.Text);
    }

    private void BindRequirement(RequirementSyntax requirement)
    {
        SizePolynomial? left = sizes.Bind(requirement.Left);
        SizePolynomial? right = sizes.Bind(requirement.Right);
        if (left is null || right is null) return;
        // A size that is to follow from the use of an inner cell follows from what it requires, too.
        bool isOpen = left.Symbols.Concat(right.Symbols).Any(ShapeSolver.IsUnknown);
        if (!(isOpen ? sizes.Solver.Unify(left, right) : sizes.Solver.Require(left, right)))
            diagnostics.Report(Rules.WrongRequirement, requirement.Span, requirement.Text);
    }

    private void BindTensors(SymbolKind kind, EquatableArray<TensorSyntax> tensors, string section)
    {
        foreach (TensorSyntax tensor in tensors)
        {
            SymbolicShape shape = tensor switch
            {
                { IsWrong: true } => SymbolicShape.Error,
                { Shape: { } written } => BindShape(written),
                _ => new SymbolicShape.Unknown(tensor.Name.Text),
            };
            string origin = tensor.Shape is null ? "" : $" (declared under {section})";
            scope.TryAdd(new Symbol(kind, tensor.Name.Text, tensor.Name.Span, shape, origin) { Declaration = tensor });
            CheckMember(tensor.Name, request, diagnostics);
        }
    }

    private SymbolicShape BindShape(ShapeSyntax shape)
    {
        var extents = shape.Extents.Select(sizes.Bind).ToList();
        return extents.Contains(null) ? SymbolicShape.Error : new SymbolicShape.Known(extents.OfType<SizePolynomial>().ToEquatableArray());
    }

    private void BindConstant(ConstantSyntax constant)
    {
        string name = constant.Name.Text;
        ConstantArgument? argument = request.Constants.FirstOrDefault(set => set.Name == name);
        double? value = argument?.Value ?? constant.Value?.Value;
        if (argument is not null)
            range.Check(argument.Value, new DiagnosticPlace.Argument(argument.Argument), Text(argument.Value));
        else if (constant.Value is { } number) range.Check(number.Value, number.Span, number.Text);
        var symbol = new Symbol(SymbolKind.Constant, name, constant.Name.Span, SymbolicShape.Scalar, "") { Number = value ?? 0 };
        scope.TryAdd(symbol);
        // Of a cell inside this one it has been said where that is declared.
        bool isOpen = isInner || Paths.CellOf(name).Length > 0;
        if (value is null && !constant.IsWrong && !isOpen) diagnostics.Report(Rules.MissingConstant, constant.Name.Span, name);
    }

    /// <summary>The constant that was meant, unless it is set already.</summary>
    private EquatableArray<Fix> FixArgument(ConstantArgument argument, IEnumerable<string> names) =>
        Spelling.Nearest(argument.Name, names) is { } meant && request.Constants.All(set => set.Name != meant)
            ? Fix.Rename(argument.Argument, meant)
            : default;

    private void CheckConstantArguments()
    {
        var names = syntax.Constants.Select(constant => constant.Name.Text).ToList();
        var seen = new HashSet<string>();
        foreach (ConstantArgument argument in request.Constants)
        {
            if (!names.Contains(argument.Name) && syntax.IsComplete)
                diagnostics.ReportArgument(Rules.UnknownConstant, argument.Argument, FixArgument(argument, names),
                    argument.Name, Spelling.Suggest(argument.Name, names));
            if (!seen.Add(argument.Name))
                diagnostics.ReportArgument(Rules.SetTwice, argument.Argument, "constant", argument.Name);
            if (double.IsNaN(argument.Value) || double.IsInfinity(argument.Value))
                diagnostics.ReportArgument(Rules.ConstantNotFinite, argument.Argument, argument.Name, Text(argument.Value));
        }
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
