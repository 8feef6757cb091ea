using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning;

/// <summary>
/// A plan as text for people and tests: programs, sweeps, stages, panels and memory. Without names, values, parameters and tensors are
/// numbered by their first appearance, so that two plans that differ in names only print alike.
/// </summary>
public sealed class PlanText
{
    private readonly CellPlan _plan;
    private readonly bool _withNames;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _numbers = [];
    private readonly Dictionary<char, int> _last = [];

    private PlanText(CellPlan plan, bool withNames) => (_plan, _withNames) = (plan, withNames);

    /// <param name="memory">The private memory of the same plan.</param>
    public static string Print(CellPlan plan, CellMemory memory, bool withNames = true)
    {
        var printer = new PlanText(plan, withNames);
        foreach (Program program in plan.Streams.Concat(plan.TapePrograms)) printer.Print(program);
        if (plan.Lanes is { } lanes) printer.Print(lanes);
        if (plan.Precomputation is { } once) foreach (Program program in once.Programs) printer.Print(program);
        foreach (MissingForm missing in plan.Missing) printer.Line($"without {missing.Form}: {missing.Why}");
        foreach (UnrollRefusal refusal in plan.Refusals)
            printer.Line($"a loop stays: {refusal.Found} {refusal.Unit}, where {refusal.Budget} are the most");
        if (plan.Flushed.Count > 0)
            printer.Line($"flushed {List(plan.Flushed, state => printer.Tensor(Region.Next, state))}");
        if (plan.Overwritten.Count > 0)
            printer.Line($"overwritten where nothing is saved {printer.States(plan.Overwritten)}"
                + (plan.Stretch == 1 ? "" : $", else in stretches of {plan.Stretch} steps"));
        printer.Print(memory);
        printer.Line($"saved {List(plan.Saved.Values, printer.Name)}, {plan.Saved.Stride} a row");
        return printer._text.ToString();
    }

    /// <summary>The private memory; where tensors lie that users see is in the order in which they are declared.</summary>
    private void Print(CellMemory memory)
    {
        TapeMemory tape = memory.Tape;
        if (memory is { Precomputed: { } packed, PrecomputedInLanes: { } behind })
            Line($"precomputed: {List(packed.Results, Of)} or {List(behind.Results, Of)}, scratch {Of(packed.Scratch)}, to {packed.End}");
        Line($"tape: weights {Part(tape.Weights)}, zeros {Part(tape.Zeros)}, work {Part(tape.Work)}");
        Line($"  carries {List(tape.Carries, c => $"{c.Features} at {Extent(c.Start)}, {c.Pitch} apart")}");
        if (tape is { Records: { } training, InferenceRecords: { } inference }) Line($"  records {Part(training)} or {Part(inference)}");
        ShardMemory shard = memory.Shard;
        Line($"shard: gradients {Of(shard.Gradients)}, sums {Of(shard.Sums)}, scratch {Of(shard.Scratch)}, unwanted {Of(shard.Unwanted)}"
            + (shard.Again.Length == 0 ? "" : $", states again {Of(shard.Again)}"));
        StateMemory state = memory.State;
        Line($"state: {state.Rows} rows, scratch {Of(state.Scratch)}, work {Of(state.Work)}, sums {Of(state.Sums)}, "
            + $"inputs {Of(state.Inputs)}");
        if (memory.Pool is { } pool)
            Line($"pool: {pool.Rows} rows, {pool.TimeSteps} steps, weights {Of(pool.Weights)}, work {Of(pool.Work)}"
                + (pool.InLanes is { } inLanes ? $"; in lanes weights {Of(inLanes.Weights)}, records {Of(inLanes.Records)}" : ""));

        static string Of(Part part) => $"{part.Length} at {part.Start}";

        static string Part(TapePart part) => $"{Extent(part.Length)} at {Extent(part.Start)}";

        static string Extent(TapeExtent extent) =>
            $"{extent.Fixed} + {extent.PerSequence} B + {extent.PerRow} TB + {extent.PerRecord} (T + 1)"
            + (extent.OfStrip is { } strip ? $" + {strip.PerStep} a step of {strip.Steps}" : "");
    }

    private void Print(LanePlan lanes)
    {
        Line($"lanes: {lanes.Vectors} vectors of a group");
        Print("training", lanes.Training);
        Print("inference", lanes.Inference);
        foreach (Program program in lanes.Programs.All) Print(program);
    }

    private void Print(string kind, LaneRecord record) =>
        Line($"  record for {kind}: {record.Length}, {List(record.Slots, s => $"{Tensor(s.Region, s.Index)} at {s.Offset}")}");

    private string Memory(Program program) =>
        $"packed {program.Packed.Length}, scratch {program.ScratchStride}, work {program.WorkStride}, "
        + $"gradients {program.Gradients.Length}";

    private void Print(Program program)
    {
        Line($"program {program.Name}: {Memory(program)}{(program.OneRow ? ", one row" : "")}, {program.Chunk} at a time");
        foreach (Sweep sweep in program.Sweeps)
        {
            Line($"  sweep {sweep.Kind}{(sweep.OnlyInputAdjoints ? ", input adjoints only" : "")}"
                + $"{(sweep.IsUnrolled ? ", written out" : "")}{(sweep.IsOneKernel ? ", one kernel" : "")}"
                + (sweep.Again.Count == 0 ? "" : $", {sweep.Again.Count} stages again")
                + (sweep.Blocks.Count == 0 ? "" : $", {List(sweep.Blocks, Text)}"));
            foreach (StretchComponent component in sweep.Components)
                Line($"    back over {List(component.Stages, s => $"{s}")} with {List(component.States, Text)} made again "
                    + $"by {List(component.Again, s => $"{s}")}, carried {List(component.Carried, Text)}");
            foreach (Stage stage in sweep.AllStages)
            {
                Print(stage);
                Line($"      {ScheduleText.Of(stage)}");
            }
        }
        foreach (SweepStrips strips in program.Strips)
            Line($"  strips of {strips.Rows} rows: sweeps {strips.First} to {strips.First + strips.Count - 1}"
                + (strips.HoldWork ? ", with work of a strip" : ""));
        if (program.Banks is { } banks)
        {
            string where = banks.AtAnyWidth ? "always" : List(banks.Bundles, g => $"{g.Units} by {g.Blocks}");
            Line($"  banks: {List(banks.Copied, state => $"{state}")} copied {where}");
        }
        Line($"  copies {List(program.Packed.Copies, copy => $"{Parameter(copy.Parameter)} {copy.Length} at {copy.Offset}")}");
    }

    private string States(IEnumerable<int> states) =>
        List(states.Select(state => Tensor(Region.Next, state)).OrderBy(name => name, StringComparer.Ordinal), name => name);

    private string Text(StatePart part) => $"{Tensor(Region.Next, part.State)} {part.Start} + {part.Length} at {part.At}";

    private static string Text(RowBlocks blocks) => $"{blocks.Side} of {blocks.Rows} rows of {List(blocks.Stages, s => $"{s}")}";

    private void Print(Stage stage)
    {
        switch (stage)
        {
            case Stage.Series series:
                Line($"    series{(series.OldStates == OldStates.InCopy ? "" : $", old states {series.OldStates}")}");
                foreach (SeriesMember member in series.Members)
                {
                    Print(member.Map);
                    foreach (HeldNumber held in member.Numbers) Line($"      {Name(held.Value)} is {Name(held.Number)} in a register");
                    Line($"      {ScheduleText.Of(member.Map)}");
                }
                Line($"      of all rows {List(series.OfAllRows, Place)}");
                break;
            case Stage.Map map:
                Line($"    map of {map.Units}, {map.Blocks} blocks side by side{(map.BackAndForth ? ", back and forth" : "")}"
                    + (map.OldStates == OldStates.InCopy ? "" : $", old states {map.OldStates}"));
                foreach (Accumulator accumulator in map.Accumulators) Line($"      {Name(accumulator.Result)} = {Sum(accumulator)}");
                foreach (Panel panel in map.Panels) Print(panel);
                if (map.GoesAcross) Line($"      across rows of {List(map.Products.Rows, Place)}");
                foreach (Load load in map.Loads)
                    Line($"      {Name(load.Value)} from {Place(load.Location)}{(load.IsBroadcast ? " repeated" : "")}");
                foreach (Equation equation in map.Equations) Print(equation);
                foreach (RowReduction reduction in map.Reductions)
                {
                    Print(reduction.Equation);
                    if (reduction.Result is { } result) Line($"        to {Place(result)}");
                }
                foreach (Store store in map.Stores) Line(
                        $"      {Name(store.Value)} to {Place(store.Location)}{(store.OnlyToSave ? ", if that is to be saved" : "")}");
                foreach (GradientSum sum in map.Gradients) Print(sum);
                break;
            case Stage.Matrix matrix: Print(matrix); break;
            case Stage.General general:
                Line("    general");
                Print(general.Equation);
                Line($"      from {List(general.Operands, Place)} to {Place(general.Result)}");
                break;
            case Stage.Outer outer:
                Line($"    outer of {outer.Units} with {List(outer.Adjoints, Place)}"
                    + (outer.Sums.Count == 0 ? "" : $", sums of {List(outer.Sums, s => $"{s.Accumulator} at {s.AreaOffset}")}"));
                Print(outer.Panel);
                break;
            case Stage.ParameterOuter outer:
                Line($"    outer of {outer.Units} in place");
                foreach (OuterTerm term in outer.Terms)
                    Line($"      {Place(term.Adjoint)} with {Place(term.Source)} into {Part(term.Weights)}");
                break;
            default:
                throw new InvalidOperationException($"There is no text for {stage}.");
        }
    }

    private void Print(Stage.Matrix stage)
    {
        MatrixBody body = stage.Body;
        Line($"    matrix {stage.Shape} by {(stage.ByColumns ? "columns" : "rows")}");
        foreach (MatrixOperand operand in body.Operands)
            Line($"      {Name(operand.Value)} from {Place(operand.Location)} along {operand.Along}");
        foreach (Equation equation in body.Equations) Print(equation);
        foreach (MatrixSum sum in body.Sums)
        {
            string scale = sum.Scale is { } value ? $" by {Name(value)}" : "";
            Line($"      {Name(sum.Result)} of {sum.Of} = {sum.Reduction} {List(sum.Factors, Name)}{scale}");
            Line($"        to {Place(sum.Location)}");
        }
        foreach (Store store in body.Stores) Line($"      {Name(store.Value)} to {Place(store.Location)}");
        foreach (GradientSum sum in body.Gradients) Print(sum);
    }

    private void Print(GradientSum sum)
    {
        string parameter = $"{Parameter(sum.Parameter)} {sum.ParameterOffset}";
        Line($"      {Name(sum.Value)} into {parameter} + {sum.Length} by {sum.AreaOffset}");
    }

    private void Print(Panel panel)
    {
        Line($"      panel {panel.Index}: {panel.Units} units, {panel.Width} from {panel.First}, {panel.Length} at {panel.Offset}");
        foreach (PanelSegment segment in panel.Segments)
        {
            string sums = List(segment.Accumulators, a => $"{a}");
            Line($"        {segment.Length} of {Place(segment.Source)} for {sums} by {List(segment.Weights, Part)}");
        }
    }

    private void Print(Equation equation)
    {
        Spelling[] operands = equation.Operands.Select(operand => new Spelling(Name(operand), Precedence.Primary)).ToArray();
        Line($"      {Name(equation.Result)}{equation.Result.Shape} = {OperationText.Of(equation.Operation, operands).Text}");
    }

    private string Sum(Accumulator accumulator) => string.Join(" + ", accumulator.Terms
        .Select(term => $"{Part(term.Weights)} @ {Place(term.Source)}")
        .Concat(accumulator.Bias is { } bias ? [Place(bias.Location)] : []));

    private string Part(Submatrix part) =>
        $"{Parameter(part.Parameter)}({part.Offset}: {part.Units} by {part.UnitStride}, {part.Length} by {part.SourceStride})";

    private string Place(Location location) =>
        $"{Tensor(location.Region, location.Index)} {location.Offset} + {location.Length}{(location.Padded ? " padded" : "")}";

    private string Tensor(Region region, int index) => region switch
    {
        Region.Copy => $"{region} {Parameter(index)}",
        _ when region.IsPrivate() => region.ToString(),
        _ => $"{region} {Number('t', region.ToString() + index, index.ToString())}",
    };

    private string Parameter(int index) => Number('p', "parameter " + index, _plan.Step.Parameters[index].Name);

    private string Name(Value value) => Number('v', "value " + value.Id, value.Name);

    private string Number(char kind, string key, string name)
    {
        if (_withNames) return name;
        if (_numbers.TryGetValue(key, out string? number)) return number;
        _last[kind] = _last.TryGetValue(kind, out int last) ? last + 1 : 1;
        return _numbers[key] = $"{kind}{_last[kind]}";
    }

    private static string List<T>(IEnumerable<T> items, Func<T, string> text) => $"[{string.Join(", ", items.Select(text))}]";

    private void Line(string line) => _text.Append(line).Append('\n');
}
