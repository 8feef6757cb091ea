using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>Hands out the private memory of one program: scratch, work, packed weights and gradient areas.</summary>
internal sealed class ProgramMemory
{
    private readonly PackedMemory _packed;
    private readonly List<Panel> _gradientPanels = [];
    private readonly List<GradientSum> _gradientSums = [];
    private readonly List<Location> _workSlots = [], _freeWork = [];
    private readonly HashSet<string> _stages = [];
    private readonly ProgramVectors _vectors;
    private readonly int _lanes;
    private int _scratch, _work, _gradient;

    private ProgramMemory(PackedMemory packed, ProgramVectors vectors, ValueSupply values) =>
        (_packed, _vectors, _lanes, Values) = (packed, vectors, vectors.Lanes, values);

    /// <param name="paired">Weights of products rounded to bfloat16, two in the place of one.</param>
    /// <param name="precomputed">
    /// Where the parameters lie that are made of others; null where there are none, or they lie among all.
    /// </param>
    /// <param name="isBackward">Whether what leads back from these lies there too.</param>
    public ProgramMemory(
        ProgramVectors vectors, EquatableArray<Value> parameters, ValueSupply values, bool paired = false,
        PrecomputedMemory? precomputed = null, bool isBackward = false)
        : this(
            new PackedMemory(
                vectors.Lanes, parameters, paired, precomputed, (isBackward ? precomputed?.End : precomputed?.ForwardEnd) ?? 0),
            vectors, values)
    {
    }

    /// <summary>Memory for a program that reads the packed weights of this one.</summary>
    public ProgramMemory Beside() => new(_packed, _vectors, Values);

    /// <summary>The same with a list of packed weights of its own: what a program would add to it does not stay.</summary>
    public ProgramMemory Trial() => new(_packed.Copied(), _vectors, Values);

    /// <summary>Elements of the packed weights.</summary>
    public int PackedLength => _packed.Length;

    /// <summary>For values that only the plan has.</summary>
    public ValueSupply Values { get; }

    /// <summary>The name of a stage that nobody has yet: the second of its like is numbered.</summary>
    public string StageName(string title)
    {
        string name = title;
        for (int number = 2; !_stages.Add(name); number++) name = $"{title}{number}";
        return name;
    }

    public Location Scratch(int length) => Private(Region.Scratch, ref _scratch, length);

    public Location Work(int length)
    {
        int free = _freeWork.FindIndex(s => s.Length == length);
        if (free >= 0)
        {
            Location again = _freeWork[free];
            _freeWork.RemoveAt(free);
            return again;
        }
        Location slot = Private(Region.Work, ref _work, length);
        _workSlots.Add(slot);
        return slot;
    }

    /// <summary>Nothing reads these rows any more: a later sweep may leave something else there.</summary>
    public void Release(Location work) => _freeWork.Add(work);

    public Location Copy(int parameter) => _packed.Copy(parameter);

    /// <summary>Whether vectors have more than one element.</summary>
    public bool HasLanes => _lanes > 1;

    /// <summary>Whether so many units are taken side by side in a stream.</summary>
    public bool AreFew(int units) => KernelTable.AreFew(units, _lanes);

    /// <summary>Whether a stage of one row gathers the sums that are wanted first before the others.</summary>
    /// <param name="first">How many are wanted first.</param>
    public bool InTurns(int units, int first, int sums) => HasLanes && KernelTable.InTurns(units, _lanes, first, sums);

    /// <summary>Whether a row of so many elements is whole vectors at every width.</summary>
    public bool IsWhole(int length) => length % _lanes == 0;

    /// <summary>Vectors of units that a stage of these sums takes side by side.</summary>
    public int Blocks(EquatableArray<Accumulator> accumulators, int units, PanelForm form)
    {
        if (accumulators.Count == 0) return 1;
        if (form == PanelForm.Batch) return _vectors.BlocksOfBatch(accumulators.Count, units);
        int products = accumulators.Sum(sum => sum.Terms.Sum(term => term.Weights.Length));
        return _vectors.BlocksOfRow(accumulators.Count, units, products, _packed.IsPaired);
    }

    /// <summary>
    /// Whether a stage of one row has more weights than stay in the first-level cache, and more than one bundle of units.
    /// </summary>
    public bool BackAndForth(int units, int blocks, IEnumerable<Panel> panels) =>
        units > blocks * _lanes && panels.Sum(p => (long)p.Length) * _vectors.ElementSize > KernelTable.FirstLevelCache / 2;

    public Panel Panel(int units, int first, int width, int blocks, EquatableArray<PanelSegment> segments) =>
        _packed.Panel(units, first, width, blocks, segments);

    public Panel GradientPanel(int units, int width, EquatableArray<PanelSegment> segments)
    {
        var panel = new Panel(_gradientPanels.Count, units, 0, width, _vectors.BlocksOfBatch(width, units), segments, Paired: false, 0, 0);
        panel = PackedMemory.Place(panel, _lanes, ref _gradient);
        _gradientPanels.Add(panel);
        return panel;
    }

    public GradientSum GradientSum(Value value, int parameter, int offset)
    {
        var sum = new GradientSum(value, parameter, offset, _gradient, value.Shape.Length);
        _gradient += Padding.RoundUp(value.Shape.Length, _lanes);
        _gradientSums.Add(sum);
        return sum;
    }

    public Program Program(string name, IEnumerable<Sweep> sweeps, bool oneRow = false) => new(
        name, sweeps.ToEquatableArray(),
        new PackedWeights(_packed.Panels.ToEquatableArray(), _packed.Copies.ToEquatableArray(), _packed.Length),
        new PackedGradients(_gradientPanels.ToEquatableArray(), _gradientSums.ToEquatableArray(), _gradient),
        _scratch, KernelTable.RowStride(_work, _lanes), oneRow);

    /// <summary>A program that leaves what it can in place of what was saved.</summary>
    public Program BackwardProgram(string name, IReadOnlyList<Sweep> sweeps, IEnumerable<Location> saved, bool oneRow)
    {
        List<Sweep> placed = InPlaceWork.Apply(sweeps, saved, _workSlots, _lanes, ref _work);
        return Program(name, placed, oneRow) with { IsBackward = true };
    }

    private Location Private(Region region, ref int end, int length)
    {
        var location = new Location(region, 0, end, length, Padded: true);
        end += Padding.RoundUp(length, _lanes);
        return location;
    }
}
