using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>
/// What the places of memory are called in kernels: constants whose names tell what begins there. One name has one value in a cell; where
/// two programs put the same thing at different places, the second name gets a number.
/// </summary>
internal sealed class PlaceNames
{
    /// <summary>Names may be long, and what they are strung together to has to fit a line.</summary>
    private const int MostNames = 2;

    private readonly List<Offset.Number> _all = [];
    private readonly Dictionary<(string Wanted, int Value), Offset.Number> _known = [];
    private readonly HashSet<string> _taken = [];

    /// <summary>In the order of first use.</summary>
    public IReadOnlyList<Offset.Number> All => _all;

    /// <summary>Where a copy of a parameter begins among packed weights.</summary>
    public Offset OfCopy(int start, Value parameter) => Of("Copy", start, parameter.Name);

    /// <summary>Where a parameter begins among all.</summary>
    public Offset OfParameter(int start, Value parameter) => Of("", start, parameter.Name);

    /// <summary>Where a panel begins among packed weights.</summary>
    public Offset OfPanel(Panel panel, EquatableArray<Value> parameters) => Of("Panel", panel.Offset, Of(panel, parameters));

    /// <summary>Where the sums of a panel of gradients begin.</summary>
    public Offset OfGradients(Panel panel, EquatableArray<Value> parameters) => Of("Gradients", panel.Offset, Of(panel, parameters));

    /// <summary>Where a sum over rows begins among those of gradients.</summary>
    public Offset OfGradients(GradientSum sum, EquatableArray<Value> parameters) =>
        Of("Gradients", sum.AreaOffset, parameters[sum.Parameter].Name);

    /// <summary>The parameters that it holds: two of them, or the first.</summary>
    private static string[] Of(Panel panel, EquatableArray<Value> parameters)
    {
        string[] names = [.. panel.Segments.SelectMany(s => s.Weights).Select(w => parameters[w.Parameter].Name).Distinct()];
        return names.Length > MostNames ? [names[0], "AndMore"] : names;
    }

    /// <param name="kind">A word for the kind of memory: <c>Scratch</c>; parameters have none.</param>
    /// <param name="names">What lies there; several are strung together.</param>
    public Offset Of(string kind, int value, params string[] names)
    {
        if (value == 0) return Offset.Zero;
        string wanted = kind + string.Concat(names.Select(Capitalized));
        if (_known.TryGetValue((wanted, value), out Offset.Number? known)) return known;
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++) name = KernelSpelling.Numbered(wanted + "_", i);
        var number = new Offset.Number(value) { Name = name };
        _all.Add(number);
        return _known[(wanted, value)] = number;
    }

    private static string Capitalized(string name)
    {
        string text = Names.Identifier(name);
        return char.ToUpperInvariant(text[0]) + text.Substring(1);
    }
}
