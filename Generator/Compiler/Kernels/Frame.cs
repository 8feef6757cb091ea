using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
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

    /// <summary>The memory that is the same for every row.</summary>
    public SharedLengths Shared { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Names that the method around a kernel has given away.</summary>
    public IReadOnlyList<string> Locals { get; private set; } = [];

    /// <summary>Kernels over rows of a sequence: every tensor is an argument of its own.</summary>
    /// <param name="parameters">Elements of all parameters.</param>
    public static Frame Sequence(CellPlan plan, Program program, int parameters) =>
        Sequence(plan.Adjoint, plan.Saved.Stride, program, parameters);

    /// <summary>Kernels of one row whose inputs are parameters.</summary>
    public static Frame Precomputing(Precomputation precomputation, Program program) => Sequence(precomputation.Function, 0, program, 0);

    private static Frame Sequence(AdjointFunction adjoint, int savedStride, Program program, int parameters)
    {
        var frame = new Frame { Shared = new SharedLengths(program.Packed.Length, program.Gradients.Length, parameters, 0) };
        StepFunction step = adjoint.Forward;
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
    /// <param name="lanes">Elements of the widest vector.</param>
    public static Frame Streaming(CellPlan plan, Program program, int lanes, int[] stateOffsets)
    {
        int states = plan.Step.Previous.Select((state, i) => stateOffsets[i] + state.Shape.Length).DefaultIfEmpty(0).Max();
        // Behind each bank lies other memory of the state, of one vector at least: what is read there stays in the lanes of padding.
        int bank = (states / lanes + 2) * lanes;
        StateBanks banks = program.Banks!;
        var frame = new Frame { Shared = new SharedLengths(program.Packed.Length, 0, 0, bank) };
        StepFunction step = plan.Streamed;
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
