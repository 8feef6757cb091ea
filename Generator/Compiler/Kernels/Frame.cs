using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>
/// How a kernel reaches a tensor: the name its reference is derived from, elements from row to row, and where its row starts.
/// </summary>
internal sealed record FrameEntry(string Name, int Stride, int Base, bool Padded)
{
    /// <summary>Parameters copied into the packed weights: the same for every row.</summary>
    public static FrameEntry Weights { get; } = new("weights", 0, 0, true) { Rows = "weights", Row = "weights" };

    /// <summary>The parameter of a kernel that takes many rows.</summary>
    public string Rows { get => field ??= Name + "Rows"; private init; }

    /// <summary>The row at hand.</summary>
    public string Row { get => field ??= Name + "Row"; private init; }
}

/// <summary>Maps the plan's regions to what a kernel receives.</summary>
internal sealed class Frame
{
    private readonly Dictionary<(Region Region, int Index), FrameEntry> _entries = [];
    private readonly KernelSet _kernels;
    private readonly StepFunction _step;
    private readonly Program _program;
    private readonly PrivatePlaces _private;
    private EquatableArray<Location> _ofAllRows = [];
    private Dictionary<string, int> _bases = [];
    private Stage? _pass;

    private Frame(KernelSet kernels, StepFunction step, Program program) =>
        (_kernels, _step, _program, _private) = (kernels, step, program, new PrivatePlaces(program));

    /// <summary>The memory that is the same for every row.</summary>
    public SharedLengths Shared { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Names that the method around a kernel has given away.</summary>
    public IReadOnlyList<string> Locals { get; private set; } = [];

    /// <summary>Kernels over rows of a sequence: every tensor is an argument of its own.</summary>
    /// <param name="parameters">Elements of all parameters.</param>
    public static Frame Sequence(KernelSet kernels, CellPlan plan, Program program, int parameters) =>
        Sequence(kernels, plan.Adjoint, plan.Saved.Stride, program, parameters);

    /// <summary>Kernels of one row whose inputs are parameters.</summary>
    public static Frame Precomputing(KernelSet kernels, Precomputation precomputation, Program program) =>
        Sequence(kernels, precomputation.Function, 0, program, 0);

    private static Frame Sequence(KernelSet kernels, AdjointFunction adjoint, int savedStride, Program program, int parameters)
    {
        StepFunction step = adjoint.Forward;
        var frame = new Frame(kernels, step, program)
        {
            Shared = new SharedLengths(program.Packed.Length, program.Gradients.Length, parameters, 0),
        };
        frame.Add(Region.Input, step.Inputs, v => Names.Identifier(v.Name));
        frame.Add(Region.Previous, step.Previous, v => Names.Identifier(v.Name.TrimEnd('\'')) + "Prev");
        frame.Add(Region.Next, step.Previous, v => Names.Identifier(v.Name.TrimEnd('\'')));
        frame.Add(Region.OutputSeed, adjoint.OutputSeeds, v => Names.Identifier(v.Name));
        frame.Add(Region.NextSeed, step.Previous, v => "d" + Names.Identifier(v.Name.TrimEnd('\'')));
        frame.Add(Region.PreviousAdjoint, step.Previous, v => "d" + Names.Identifier(v.Name.TrimEnd('\'')) + "Prev");
        frame.Add(Region.InputAdjoint, step.Inputs, v => "d" + Names.Identifier(v.Name));
        for (int i = 0; i < step.Outputs.Count; i++)
        {
            string name = adjoint.OutputSeeds[i].Name is { Length: > 1 } seed
                ? "out_" + Names.Identifier(seed.TrimStart('d'))
                : $"out_{i}";
            frame._entries[(Region.Output, i)] = new FrameEntry(name, step.Outputs[i].Shape.Length, 0, false);
        }
        frame._entries[(Region.Saved, 0)] = new FrameEntry("saved", savedStride, 0, true);
        frame._entries[(Region.Work, 0)] = new FrameEntry("work", program.WorkStride, 0, true);
        frame._entries[(Region.Scratch, 0)] = new FrameEntry("scratch", program.ScratchStride, 0, true);
        frame.MakeDistinct();
        return frame;
    }

    /// <summary>The reference to the states, and that to the old elements of those that a step copies.</summary>
    public const string Held = "held", Before = "before";

    /// <summary>The streaming kernels: all states of a bank behind one reference; other rows follow each other without gaps.</summary>
    public static Frame Streaming(KernelSet kernels, CellPlan plan, Program program, int[] stateOffsets)
    {
        int lanes = kernels.Lanes;
        int states = plan.Step.Previous.Select((state, i) => stateOffsets[i] + state.Shape.Length).DefaultIfEmpty(0).Max();
        // Behind each bank lies other memory of the state, of one vector at least: what is read there stays in the lanes of padding.
        int bank = (states / lanes + 2) * lanes;
        StateBanks banks = program.Banks!;
        StepFunction step = plan.Streamed;
        var frame = new Frame(kernels, step, program) { Shared = new SharedLengths(program.Packed.Length, 0, 0, bank) };
        frame.Add(Region.Input, step.Inputs, v => Names.Identifier(v.Name));
        for (int i = 0; i < step.Outputs.Count; i++)
            frame._entries[(Region.Output, i)] = new FrameEntry($"output{i}", step.Outputs[i].Shape.Length, 0, false);
        // An input of such a name would otherwise be taken for the state, or for the kernels' own memory.
        frame.MakeDistinct(Held, Before, "work", "scratch");
        for (int i = 0; i < step.Previous.Count; i++)
        {
            frame._entries[(Region.Previous, i)] = new FrameEntry(banks.Copies(i) ? Before : Held, 0, stateOffsets[i], true);
            frame._entries[(Region.Next, i)] = new FrameEntry(Held, 0, stateOffsets[i], true);
        }
        frame._entries[(Region.Work, 0)] = new FrameEntry("work", program.WorkStride, 0, true);
        frame._entries[(Region.Scratch, 0)] = new FrameEntry("scratch", program.ScratchStride, 0, true);
        frame.Locals = ["steps", "t", Held, Before, "spare", "copies", "direction", "scratch", "work", "sums",
            .. step.Inputs.SelectMany((_, i) => new[] { frame[(Region.Input, i)].Row, $"input{i}", $"inputStride{i}" }),
            .. step.Outputs.SelectMany((_, o) => new[] { $"output{o}", $"outputStride{o}" })];
        return frame;
    }

    public FrameEntry this[Location location] =>
        location.Region == Region.Copy ? FrameEntry.Weights : _entries[(location.Region, location.Index)];

    public FrameEntry this[(Region Region, int Index) key] => _entries[key];

    /// <summary>The same for a kernel whose rows share some places, those of the first of them.</summary>
    public Frame Sharing(EquatableArray<Location> places)
    {
        var frame = (Frame)MemberwiseClone();
        frame._ofAllRows = places;
        return frame;
    }

    /// <summary>
    /// Where what a pass over matrices is given begins: at the first element that it touches, so that passes over memories of one shape,
    /// as those of heads, are one kernel. Others are given whole rows.
    /// </summary>
    public int Base(Stage stage, (Region Region, int Index) region)
    {
        if (stage is not Stage.Matrix { Shape.Rows: > 1 }) return 0;
        if (!ReferenceEquals(stage, _pass))
        {
            // It is asked for each place of a pass, which may have many.
            _pass = stage;
            _bases = Places.Read(stage).Concat(Places.Written(stage)).Where(l => l.Region != Region.Copy)
                .GroupBy(l => this[l].Row, l => this[l].Base + l.Offset).ToDictionary(row => row.Key, row => row.Min());
        }
        return _bases[this[region].Row];
    }

    /// <summary>The row at hand of a value.</summary>
    public Address Row(Location location, Value? value = null) =>
        new(IsOfAllRows(location) ? this[location].Rows : this[location].Row, Start(location, value));

    private bool IsOfAllRows(Location location) => _ofAllRows.Count > 0 && _ofAllRows.Any(location.Overlaps);

    /// <summary>The first of all rows of a value.</summary>
    public Address Rows(Location location, Value? value = null) => new(this[location].Rows, Start(location, value));

    /// <summary>Where a value begins in its row, by name where the row holds several.</summary>
    /// <param name="value">The value, where it is at hand: others may take its place before or after.</param>
    public Offset Start(Location location, Value? value = null)
    {
        if (location.Region == Region.Copy) return StartOfCopy(location);
        if (location.Region.IsPrivate())
        {
            Value? named = value is not null && _private.Has(location, value) ? value : _private.OnlyOne(location);
            return named is not null && _kernels.Locals.OfOneValue(named) is { } name
                ? _kernels.Places.Of(location.Region.ToString(), location.Offset, name) : location.Offset;
        }
        FrameEntry entry = this[location];
        return entry.Base == 0
            ? location.Offset
            : Offset.Add(_kernels.Places.Of("State", entry.Base, _step.Previous[location.Index].Name.TrimEnd('\'')), location.Offset);
    }

    /// <summary>Where the weights of a panel begin.</summary>
    public Offset Start(Panel panel) => _kernels.Places.OfPanel(panel, _step.Parameters);

    /// <summary>Where the sums of the gradients of a panel begin.</summary>
    public Offset StartOfGradients(Panel panel) => _kernels.Places.OfGradients(panel, _step.Parameters);

    /// <summary>Where a sum over rows begins.</summary>
    public Offset Start(GradientSum sum) => _kernels.Places.OfGradients(sum, _step.Parameters);

    /// <summary>Where a parameter begins among all, and so its gradient.</summary>
    /// <param name="start">The number of elements before it.</param>
    public Offset StartOfParameter(int parameter, int start) => _kernels.Places.OfParameter(start, _step.Parameters[parameter]);

    private Offset StartOfCopy(Location location)
    {
        int start = _program.Packed.Copies.FirstOrDefault(c => c.Parameter == location.Index)?.Offset ?? location.Offset;
        return Offset.Add(_kernels.Places.OfCopy(start, _step.Parameters[location.Index]), location.Offset - start);
    }

    /// <summary>The tensors that a stage touches, in a fixed order; parameters copied into the weights are not counted.</summary>
    public static List<(Region Region, int Index)> Regions(Stage stage) => Places.Tensors(stage);

    public static List<(Region Region, int Index)> Sorted(IEnumerable<Location> locations) => Places.Tensors(locations);

    private void Add(Region region, IReadOnlyList<Value> values, System.Func<Value, string> name)
    {
        for (int i = 0; i < values.Count; i++) _entries[(region, i)] = new FrameEntry(name(values[i]), values[i].Shape.Length, 0, false);
    }

    /// <summary>Two tensors whose names fall together get numbers.</summary>
    private void MakeDistinct(params string[] reserved)
    {
        // "gradientsStart" is an argument of the backward pass.
        var taken = new HashSet<string>(reserved) { "gradients" };
        foreach (var key in _entries.Keys.OrderBy(k => k.Region).ThenBy(k => k.Index).ToList())
        {
            string name = _entries[key].Name;
            for (int i = 2; !taken.Add(name); i++) name = $"{_entries[key].Name}_{i}";
            _entries[key] = _entries[key] with { Name = name };
        }
    }
}
