using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>
/// What the attribute's <c>Layers</c> and <c>Bidirectional</c> make of a cell: layers that hand their outputs on, each in one direction or
/// in both. A layer in both directions hands on what both halves do, the one forward first.
/// </summary>
internal sealed class LayerStack
{
    private readonly InnerCell _cell;
    private readonly CellNetwork _network;
    private readonly LayerArguments _layers;

    private LayerStack(InnerCell cell, LayerArguments layers)
    {
        (_cell, _layers) = (cell, layers);
        CellSyntax inner = cell.Syntax;
        _network = new CellNetwork(new CellSyntax(
            inner.Definition with { Cells = default }, default, inner.Constants, inner.Inputs, default, default, default, default,
            IsComplete: true));
    }

    /// <param name="cell">One cell: those inside have been put in.</param>
    /// <param name="text">Of the book.</param>
    public static CellSyntax Apply(CellSyntax cell, CellRequest request, string text, DiagnosticBag diagnostics)
    {
        LayerArguments layers = request.Layers;
        if (layers.Count is < 1 or > Limits.Layers)
        {
            diagnostics.ReportArgument(Rules.WrongCount, "Layers", "Layers", Text(layers.Count), Text(Limits.Layers));
            return cell;
        }
        if (layers.IsOne) return cell;
        int errors = diagnostics.ErrorCount;
        CellBinder.Check(cell, request, text, place: null, diagnostics);
        // What is wrong with the cell has been said: nothing is said of layers of it.
        if (diagnostics.ErrorCount > errors || !cell.IsComplete) return cell with { IsComplete = false };
        var inner = new InnerCell(cell, request.Target.Name);
        if (inner.CannotStack is not { } reason)
        {
            var stack = new LayerStack(inner, layers);
            if (stack._network.HasRoomFor(inner, layers.Bidirectional ? 2 * layers.Count : layers.Count)) return stack.Build();
            string argument = layers.Count > 1 ? "Layers" : "Bidirectional";
            diagnostics.ReportArgument(Rules.TooManyEquations, argument, Text(Limits.NetworkEquations), CellNetwork.WithCells);
            return cell with { IsComplete = false };
        }
        diagnostics.ReportArgument(Rules.NoStack, layers.Bidirectional ? "Bidirectional" : "Layers", inner.Display, reason);
        return cell;
    }

    private CellSyntax Build()
    {
        CellSyntax inner = _cell.Syntax;
        IReadOnlyList<CellInstance> last = [];
        ExpressionSyntax arguments = Name(inner.Inputs[0].Name.Text);
        for (int i = 1; i <= _layers.Count; i++)
        {
            string name = "layer" + Text(i);
            last = _layers.Bidirectional
                ? [Layer(name + ".forward", i), Layer(name + ".backward", i)]
                : [Layer(name, i)];
            if (_layers.Bidirectional) last[1].IsReversed = true;
            foreach (CellInstance instance in last)
            {
                _network.Add(instance);
                _network.Run(instance, [arguments], SyntaxText.Of);
            }
            arguments = Values(last, _cell.Main!);
        }
        var outputs = inner.Outputs.Count > 0 ? inner.Outputs.Select(output => output.Name.Text) : [_cell.Main!];
        return _network.Build(outputs.Select(output => Output(output, Values(last, output))).ToEquatableArray());
    }

    private CellInstance Layer(string name, int number)
    {
        var instance = new CellInstance(name, _cell, default, null);
        if (number > 1) instance.Following.UnionWith(InstanceSettings.InputSizes(_cell));
        foreach (string size in _cell.Sizes.Select(size => size.Name.Text))
            if (!instance.Following.Contains(size)) instance.Sizes.Add(size, new SizeSyntax.Name(default, size));
        foreach (string constant in _cell.Constants) instance.SharedConstants.Add(constant, constant);
        return instance;
    }

    /// <summary>A value of a layer: of both directions one behind the other.</summary>
    private static ExpressionSyntax Values(IReadOnlyList<CellInstance> layer, string value) => layer.Count == 1
        ? Name(layer[0].Value(value))
        : new ExpressionSyntax.Join(default, layer.Select(half => Name(half.Value(value))).ToEquatableArray());

    private static OutputSyntax Output(string name, ExpressionSyntax value) =>
        new(new DefinitionName(name, default), value, $"{name} = {SyntaxText.Of(value)}", IsWrong: false);

    private static ExpressionSyntax Name(string name) => new ExpressionSyntax.Name(default, name, IsPrevious: false);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
