using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.OneRow;

/// <summary>
/// The sums of products of a kernel of one row, as its local variables. Where they are too few to hide the latency of a multiply-add, each
/// is gathered in several partial sums, which are added before the equations: <c>zf, zfPart1, zfPart2, zfPart3</c>.
/// </summary>
internal sealed class OneRowSums
{
    /// <summary>An element of a vector in all lanes, the next one where weights come in pairs, and a pair of weights.</summary>
    public const string Element = "s", SecondElement = "s2", Pair = "w";

    /// <summary>Where one of several vectors begins, and how far behind the first.</summary>
    public const string Vector = "vector", NextVector = "next";

    /// <summary>What the kernel calls its other variables.</summary>
    private static readonly string[] s_reserved = ["k", Element, SecondElement, Pair, Vector, NextVector];

    private readonly Dictionary<(int Block, int Accumulator), string[]> _parts = [];
    private readonly HashSet<string> _begun = [];

    /// <param name="scope">Of the kernel; the sums take names there.</param>
    public OneRowSums(Stage.Map stage, Schedule.OneRow schedule, NameScope scope)
    {
        Blocks = stage.Blocks;
        foreach (string taken in s_reserved) scope.Fresh(taken);
        for (int b = 0; b < Blocks; b++)
            for (int a = 0; a < stage.Accumulators.Count; a++) _parts[(b, a)] = NamesOf(stage, a, b, schedule.PartialSums[a], scope);
    }

    /// <summary>Vectors of units side by side: each accumulator is there once for each.</summary>
    public int Blocks { get; }

    /// <summary>The variables of the kernel, for the names of equations to keep away from.</summary>
    public IEnumerable<string> Taken => _parts.Values.SelectMany(parts => parts).Concat(s_reserved);

    /// <summary>The sum of an accumulator: its first part, which has the others in it after <see cref="Join"/>.</summary>
    public string this[int block, int accumulator] => _parts[(block, accumulator)][0];

    /// <summary>Declares what products need beside their sums: one variable for all elements, each of which is read at once.</summary>
    public static void DeclareElements(Stage.Map stage, Statements to)
    {
        Panel[] some = [.. stage.Panels.Where(p => p.JoinedSegments().Any(s => OneRowProduct.HasVariables(p, s, stage.Blocks)))];
        if (some.Length == 0) return;
        var names = new List<string> { Element };
        // The pair of a vector of one element has no second one.
        if (some.Any(p => p.Paired && p.JoinedSegments().Any(s => s.Length > 1))) names.Add(SecondElement);
        if (some.Any(p => p.Paired)) names.Add(Pair);
        to.Add(new Statement.DefineVectors(names.Select(name => new VectorDefinition(name, null)).ToEquatableArray()));
    }

    /// <summary>Declares an accumulator; its other parts begin with what is added to them first.</summary>
    public void Declare(int block, int accumulator, VectorExpression start, Statements to)
    {
        string[] parts = _parts[(block, accumulator)];
        to.Add(new Statement.DefineVectors(
            parts.Select((part, i) => new VectorDefinition(part, i == 0 ? start : null)).ToEquatableArray()));
        _begun.Add(parts[0]);
    }

    /// <summary>Begins all parts that a segment is added to, because a loop cannot begin any.</summary>
    public void Begin(Panel panel, PanelSegment segment, Statements to)
    {
        foreach (int accumulator in segment.Accumulators)
            for (int b = 0; b < Blocks; b++)
                foreach (string part in _parts[(b, panel.First + accumulator)])
                    if (_begun.Add(part)) to.Add(new Statement.AssignVector(part, VectorExpression.Zero));
    }

    /// <summary>The part of an accumulator that an element is added to.</summary>
    /// <param name="turn">The number of the element, or of the pair of elements.</param>
    public string Part(int block, int accumulator, int turn)
    {
        string[] parts = _parts[(block, accumulator)];
        return parts[turn % parts.Length];
    }

    /// <summary>Adds a product to a part, or begins the part with it.</summary>
    public void Add(string part, VectorExpression left, VectorExpression right, Statements to) =>
        to.Add(new Statement.AssignVector(part, _begun.Add(part)
            ? BodyBuilder.Apply(PointwiseFunction.Multiply, left, right)
            : new VectorExpression.MultiplyAdd(left, right, new VectorExpression.Variable(part))));

    /// <summary>
    /// Adds the parts of the sums of some panels in pairs. All have begun: the longest vector of each accumulator has two elements for each
    /// part.
    /// </summary>
    public void Join(IEnumerable<Panel> panels, Statements to)
    {
        int[] accumulators = [.. panels.SelectMany(panel => Enumerable.Range(panel.First, panel.Width)).Distinct()];
        string[][] sums = [.. Enumerable.Range(0, Blocks).SelectMany(block => accumulators.Select(a => _parts[(block, a)]))];
        for (int width = sums.Max(parts => parts.Length) / 2; width > 0; width /= 2)
            foreach (string[] parts in sums.Where(parts => parts.Length >= 2 * width))
                for (int i = 0; i < width; i++)
                    to.Add(new Statement.AddToVector(parts[i], new VectorExpression.Variable(parts[i + width])));
    }

    /// <summary>An accumulator is called by the sum that it becomes, with the number of its block where there are several.</summary>
    private string[] NamesOf(Stage.Map stage, int accumulator, int block, int count, NameScope scope)
    {
        var parts = new string[count];
        string name = Names.Identifier(stage.Accumulators[accumulator].Result.Name);
        if (Blocks > 1) name = Names.Numbered(name, block);
        for (int i = 0; i < parts.Length; i++) parts[i] = Names.Escape(scope.Fresh(i == 0 ? name : $"{name}Part{i}"));
        return parts;
    }
}
