using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>A checked definition that others run: no cell is inside it any more.</summary>
/// <param name="Display">What people call it: the name of a zoo cell, a file, or that of the inner cell where it stands in place.</param>
internal sealed record InnerCell(CellSyntax Syntax, string Display)
{
    private static readonly string[] ImplicitSizes = ["input", "hidden", "output"];

    /// <summary>What may be read of it: states and outputs.</summary>
    public IEnumerable<string> Members => States.Concat(Syntax.Outputs.Select(output => output.Name.Text)).Distinct();

    public IEnumerable<string> States => Syntax.States.Select(state => state.Name.Text);

    /// <summary>What a layer hands on: its first output, or its first state where it has none.</summary>
    public string? Main => Syntax.Outputs.Count > 0 ? Syntax.Outputs[0].Name.Text : States.FirstOrDefault();

    /// <summary>Why its copies cannot hand their values to each other, as people read it; null where they can.</summary>
    public string? CannotStack => (Syntax.Inputs.Count, Main) switch
    {
        (1, not null) => null,
        (1, null) => "neither a state nor an output",
        (0, _) => "no input",
        var (inputs, _) => $"{inputs.ToString(CultureInfo.InvariantCulture)} inputs",
    };

    public IEnumerable<string> Constants => Syntax.Constants.Select(constant => constant.Name.Text);

    /// <summary>The sizes that have a value around it: those that it declares, or those that its shapes use.</summary>
    public EquatableArray<SizeDefinition> Sizes { get; } = Syntax.Definition.Sizes ?? Used(Syntax);

    private static EquatableArray<SizeDefinition> Used(CellSyntax syntax)
    {
        var used = new HashSet<string>();
        var names = new SyntaxNames(value => value, Note);
        foreach (TensorSyntax tensor in syntax.Inputs.Concat(syntax.States).Concat(syntax.Parameters)) names.Rename(tensor);
        foreach (RequirementSyntax requirement in syntax.Requirements) names.Rename(requirement);
        foreach (EquationSyntax equation in syntax.Equations) names.Rename(equation);
        foreach (ExpressionSyntax output in syntax.Outputs.Select(output => output.Value).OfType<ExpressionSyntax>()) names.Rename(output);
        foreach (SizeSyntax inner in syntax.InnerSizes.Select(size => size.Value).OfType<SizeSyntax>()) names.Rename(inner);
        return ImplicitSizes.Where(used.Contains)
            .Select(name => new SizeDefinition(new DefinitionName(name, default), null)).ToEquatableArray();

        string Note(string size)
        {
            used.Add(size);
            return size;
        }
    }
}
