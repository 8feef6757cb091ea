using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>Lays out packed weights. Programs that share them ask for the same panel twice and get it once.</summary>
/// <param name="precomputed">Where the last of the parameters lie that are precomputed; null where there are none.</param>
/// <param name="start">Where panels and copies begin.</param>
internal sealed class PackedMemory(
    int lanes, EquatableArray<Value> parameters, bool paired, PrecomputedMemory? precomputed = null, int start = 0)
{
    private readonly List<Panel> _panels = [];
    private readonly Dictionary<int, ParameterCopy> _copies = [];
    private int _length = start;

    public int Length => _length;

    public IReadOnlyList<Panel> Panels => _panels;

    public IEnumerable<ParameterCopy> Copies => _copies.Values.OrderBy(c => c.Offset);

    /// <summary>Whether each element holds two weights.</summary>
    public bool IsPaired => paired;

    /// <summary>As it is so far.</summary>
    public PackedMemory Copied()
    {
        var copy = new PackedMemory(lanes, parameters, paired, precomputed, _length);
        copy._panels.AddRange(_panels);
        foreach (var entry in _copies) copy._copies.Add(entry.Key, entry.Value);
        return copy;
    }

    public Location Copy(int parameter)
    {
        int length = parameters[parameter].Shape.Length, given = parameters.Count - (precomputed?.Results.Count ?? 0);
        if (precomputed is not null && parameter >= given)
            return new Location(Region.Copy, parameter, precomputed.Results[parameter - given].Start, length, Padded: true);
        if (!_copies.TryGetValue(parameter, out ParameterCopy? copy))
        {
            // One vector of slack: a part of a parameter may be read in whole vectors.
            _copies[parameter] = copy = new ParameterCopy(parameter, _length, length);
            _length += Padding.RoundUp(length, lanes) + lanes;
        }
        return new Location(Region.Copy, parameter, copy.Offset, length, Padded: true);
    }

    public Panel Panel(int units, int first, int width, int blocks, EquatableArray<PanelSegment> segments)
    {
        var panel = new Panel(_panels.Count, units, first, width, blocks, segments, paired, 0, 0);
        if (_panels.Find(p => HoldsSame(p, panel)) is { } known)
            return panel with { Index = known.Index, Offset = known.Offset, Length = known.Length };
        panel = Place(panel, lanes, ref _length);
        _panels.Add(panel);
        return panel;
    }

    public static Panel Place(Panel panel, int lanes, ref int end)
    {
        Panel placed = panel with { Offset = end, Length = Padding.RoundUp(panel.Units, lanes) * panel.Vectors };
        end += Padding.RoundUp(placed.Length, lanes);
        return placed;
    }

    /// <summary>Whether the packed weights of both programs are the same, wherever they are read.</summary>
    public static bool IsSame(Program a, Program b) => IsSame(a.Packed, b.Packed);

    private static bool IsSame(PackedWeights a, PackedWeights b) =>
        a.Length == b.Length && a.Copies == b.Copies && a.Panels.Count == b.Panels.Count
        && a.Panels.Zip(b.Panels, (p, q) => p.Offset == q.Offset && p.Paired == q.Paired && HoldsSame(p, q)).All(same => same);

    /// <summary>The same weights in the same order, whatever vectors they meet.</summary>
    private static bool HoldsSame(Panel a, Panel b) =>
        a.Units == b.Units && a.Width == b.Width && a.Blocks == b.Blocks && a.Segments.Count == b.Segments.Count
        && a.Segments.Zip(b.Segments, (s, t) => s.Length == t.Length && s.Accumulators == t.Accumulators && s.Weights == t.Weights)
            .All(same => same);
}
