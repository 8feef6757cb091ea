using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The nested types that users meet: parameters, packed weights, state and tape, with members as the equations spell them.
/// </summary>
internal sealed class SurfaceEmitter(CellModel model, IReadOnlyList<string> derived, CodeWriter writer)
{
    private readonly string _t = model.T;
    private readonly CellSignature _signature = model.Signature;

    public void Emit()
    {
        Info();
        Parameters();
        Weights();
        State();
        Tape();
    }

    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A line of the equations, as one or more literals that follow each other.</summary>
    private static IEnumerable<string> Literals(string equation)
    {
        string[] parts = KernelContext.Wrap(equation, 110).ToArray();
        return parts.Select((part, i) => i < parts.Length - 1
            ? "    " + FreeText.Literal(part.TrimStart() + " ")
            : "    " + FreeText.Literal(part.TrimStart() + "\n"));
    }

    private void Info()
    {
        writer.Line("/// <summary>Tensors, sizes and costs of the cell.</summary>");
        using (writer.Block("public static CellInfo Info { get; } = new CellInfo", "};"))
        {
            writer.Line($"Name = {FreeText.Literal(model.Name)},");
            writer.Line($"ElementSize = sizeof({_t}),");
            Slots("Parameters", _signature.Parameters, model.Memory.Parameters);
            Slots("Inputs", _signature.Inputs, model.Memory.Inputs);
            Slots("States", _signature.States, model.Memory.States);
            Slots("Outputs", _signature.Outputs, model.Memory.Outputs);
            writer.Line("Initializers = new Initializer[]");
            writer.Line("{");
            foreach (SlotSignature slot in _signature.Parameters) writer.Line($"    {Initializer(slot.Initializer)},");
            writer.Line("},");
            Text("Equations", _signature.EquationTexts);
            Text("DerivedEquations", derived);
            writer.Line($"FlopsPerStep = {model.Flops},");
            writer.Line($"WeightBytesPerStep = {(long)model.Plan.Streaming.PackedLength * model.ElementSize},");
            long tape = (long)model.Plan.SavedStride + model.Plan.Tapes.First().Backward.WorkStride;
            writer.Line($"TapeBytesPerStep = {tape * model.ElementSize},");
        }
    }

    private void Text(string name, IReadOnlyList<string> lines)
    {
        writer.Line($"{name} =");
        writer.Line(lines.Count == 0 ? "    \"\"," : string.Join(" +\n", lines.SelectMany(Literals)) + ",");
    }

    private void Slots(string name, EquatableArray<SlotSignature> slots, EquatableArray<Part> parts)
    {
        writer.Line($"{name} = new Slot[]");
        writer.Line("{");
        for (int i = 0; i < slots.Count; i++)
        {
            SlotSignature slot = slots[i];
            string extents = slot.Shape.Rank switch
            {
                0 => "",
                1 => $", {slot.Shape.Rows}",
                _ => $", {slot.Shape.Rows}, {slot.Shape.Columns}",
            };
            string kind = slot.Shape.Rank switch { 0 => "Scalar", 1 => "Vector", _ => "Matrix" };
            writer.Line($"    Slot.{kind}({FreeText.Literal(slot.Name)}, {parts[i].Start}{extents}), // {slot.ShapeText}");
        }
        writer.Line("},");
    }

    private static string Initializer(InitializerSignature? initializer)
    {
        string name = "Initializer." + (initializer?.Kind ?? InitializerKind.Zeros);
        return initializer?.Kind switch
        {
            InitializerKind.Constant => $"{name}({Number(initializer.First)})",
            InitializerKind.Uniform or InitializerKind.Normal => $"{name}({Number(initializer.First)}, {Number(initializer.Second)})",
            _ => name,
        };
    }

    private static string Number(double value) => KernelContext.Number(ElementType.Double, value);

    private void Parameters()
    {
        writer.Line();
        writer.Line("/// <summary>The parameters, or gradients of their shapes: row-major tensors in one buffer.</summary>");
        using (writer.Block($"public sealed class Parameters : CellParameters<{_t}>"))
        {
            writer.Line("/// <summary>Parameters, all zero.</summary>");
            writer.Line($"public Parameters() : base({model.Name}.Info) {{ }}");
            for (int i = 0; i < _signature.Parameters.Count; i++)
            {
                SlotSignature slot = _signature.Parameters[i];
                writer.Line();
                writer.Line($"/// <summary>{slot.Name} {Xml(slot.ShapeText)} = {slot.Shape}, row-major.</summary>");
                string values = $"Values.Slice({model.Memory.Parameters[i].Start}, {slot.Shape.Length})";
                writer.Line($"public Span<{_t}> {Names.Escape(slot.Name)} => {values};");
            }
            writer.Line();
            writer.Line("/// <summary>"
                + "A packed copy for <c>Step</c> and <c>Run</c>; refresh it with <see cref=\"Weights.Update\"/>.</summary>");
            using (writer.Block("public Weights Pack()"))
            {
                writer.Line("var weights = new Weights();");
                writer.Line("weights.Update(this);");
                writer.Line("return weights;");
            }
        }
    }

    private void Weights()
    {
        writer.Line();
        writer.Line("/// <summary>"
            + "Parameters packed for the streaming kernels; read-only for them, so that any number of threads may share it.</summary>");
        using (writer.Block($"public sealed class Weights : CellWeights<{_t}>"))
        {
            int length = model.Plan.Streaming.PackedLength + KernelTable.Lanes(model.ElementSize);
            writer.Line($"internal Weights() : base({model.Name}.Info, {length}) {{ }}");
            writer.Line();
            writer.Line("/// <summary>Packs the parameters again, without allocation. Nobody may read these weights meanwhile.</summary>");
            using (writer.Block("public void Update(Parameters parameters)"))
                Dispatch(writer, model, v => $"PackStep<{v}>(ref parameters.Start, ref Start);");
        }
    }

    /// <summary>One statement per vector width; the tests are constants for the JIT.</summary>
    public static void Dispatch(CodeWriter writer, CellModel model, System.Func<string, string> call)
    {
        string head = "";
        foreach ((string type, string? guard) in model.Widths())
        {
            writer.Line($"{head}{(guard is null ? "" : $"if ({guard})")}".TrimEnd());
            writer.Line("    " + call(type).Replace("\n", "\n    "));
            head = "else ";
        }
    }

    private void State()
    {
        writer.Line();
        writer.Line("/// <summary>The state of one running sequence.</summary>");
        using (writer.Block($"public sealed class State : CellState<{_t}>"))
        {
            writer.Line("/// <summary>A state at its initial value, zero.</summary>");
            writer.Line($"public State() : base({model.Name}.Info, {model.Memory.State.Length}) {{ }}");
            for (int i = 0; i < _signature.States.Count; i++)
            {
                SlotSignature slot = _signature.States[i];
                writer.Line();
                writer.Line($"/// <summary>{slot.Name} {Xml(slot.ShapeText)} = {slot.Shape}: "
                    + "its current values, in memory that stays where it is.</summary>");
                writer.Line($"public Span<{_t}> {Names.Escape(slot.Name)} => State({i});");
            }
        }
    }

    private void Tape()
    {
        writer.Line();
        writer.Line("/// <summary>"
            + "All memory of a training step over B sequences of T steps; with <see cref=\"Adjoint.None\"/> of inference.</summary>");
        using (writer.Block($"public sealed class Tape : CellTape<{_t}>"))
        {
            TapeConstructor();
            for (int i = 0; i < _signature.Inputs.Count; i++)
            {
                Tensor(_signature.Inputs[i].Name, "[T, B, ", _signature.Inputs[i], "read by <c>Forward</c>", $"Input({i})");
                Tensor(model.Names.Adjoint(_signature.Inputs[i].Name), "[T, B, ", _signature.Inputs[i],
                    "overwritten by <c>Backward</c>", $"InputAdjoint({i})");
            }
            for (int i = 0; i < _signature.States.Count; i++)
            {
                SlotSignature slot = _signature.States[i];
                string initial = TapeNames.Initial(slot.Name), final = TapeNames.Final(slot.Name);
                // A state that is an output too is one tensor; its seeds come under the flag for outputs.
                int output = _signature.Outputs.ToList().FindIndex(o => o.Name == slot.Name);
                Tensor(slot.Name, "[T, B, ", slot, "after each step", $"State({i})");
                Tensor(initial, "[B, ", slot, "before the first step, read by <c>Forward</c>", $"InitialState({i})");
                Tensor(final, "[B, ", slot, "after the last step", $"FinalState({i})");
                Tensor(model.Names.Adjoint(slot.Name), "[T, B, ", slot, "seed after each step, read by <c>Backward</c>",
                    output >= 0 ? $"OutputAdjoint({output})" : $"StateAdjoint({i})");
                Tensor(model.Names.Adjoint(final), "[B, ", slot, "seed after the last step, read by <c>Backward</c>",
                    $"FinalStateAdjoint({i})");
                Tensor(model.Names.Adjoint(initial), "[B, ", slot, "adjoint of the initial state, overwritten by <c>Backward</c>",
                    $"InitialStateAdjoint({i})");
            }
            for (int i = 0; i < _signature.Outputs.Count; i++)
            {
                SlotSignature slot = _signature.Outputs[i];
                if (_signature.States.Any(s => s.Name == slot.Name)) continue;
                Tensor(slot.Name, "[T, B, ", slot, "written by <c>Forward</c>", $"Output({i})");
                Tensor(model.Names.Adjoint(slot.Name), "[T, B, ", slot, "seed, read by <c>Backward</c>", $"OutputAdjoint({i})");
            }
        }
        PrivateMemory();
    }

    private void Tensor(string name, string shape, SlotSignature slot, string what, string access)
    {
        string features = slot.Shape.Rank switch { 0 => "1", 1 => $"{slot.Shape.Rows}", _ => $"{slot.Shape.Rows}, {slot.Shape.Columns}" };
        writer.Line();
        writer.Line($"/// <summary>{name} {shape}{features}]: {what}.</summary>");
        writer.Line($"public Span<{_t}> {Names.Escape(name)} => {access};");
    }

    private void TapeConstructor()
    {
        int? steps = model.Request.TimeSteps, batch = model.Request.Batch;
        var parameters = new List<string>();
        writer.Line("/// <summary>Allocates everything, all zero.</summary>");
        if (steps is null) { parameters.Add("int timeSteps"); writer.Line("/// <param name=\"timeSteps\">T, at least 1.</param>"); }
        if (batch is null) { parameters.Add("int batch = 1"); writer.Line("/// <param name=\"batch\">B, at least 1.</param>"); }
        parameters.Add("Adjoint adjoints = Adjoint.Training");
        parameters.Add("int threads = 1");
        writer.Line("/// <param name=\"adjoints\">The adjoint tensors to hold.</param>");
        writer.Line("/// <param name=\"threads\">"
            + "How many threads a pass may use, at least 1; more than there are sequences do nothing.</param>");
        writer.Line(KernelContext.List("public Tape", parameters, ""));
        string t = steps is { } fixedSteps ? KernelContext.Text(fixedSteps) : "timeSteps";
        string b = batch is { } fixedBatch ? KernelContext.Text(fixedBatch) : "batch";
        bool inLanes = model.Plan.Lanes is not null;
        string stride = KernelContext.Text(model.Plan.SavedStride);
        string saved = inLanes && model.Plan.SavedStride > 0 ? $"UsesLanes({b}) ? 0 : {stride}" : stride;
        writer.Line($"    : base({model.Name}.Info, {t}, {b}, adjoints, {saved},");
        writer.Line($"        {model.Name}.PrivateLength({t}, {b}{(inLanes ? ", adjoints" : "")}), threads, {model.Memory.Shard.Length})");
        using (writer.Block("")) { }
    }

    private void PrivateMemory()
    {
        TapeMemory memory = model.Memory.Tape;
        writer.Line();
        writer.Line("// Elements of the kernels' private memory on a tape.");
        string rows = Length(memory.RowLength(model.Lanes));
        if (model.Plan.Lanes is { } inLanes) LaneMemory(inLanes, rows);
        else writer.Line(KernelContext.Member("private static long PrivateLength(int timeSteps, int batch)", rows));
    }

    private static string Length(TapeExtent extent)
    {
        string sequences = extent.PerSequence == 0 ? "" : $"{extent.PerSequence}L * Math.Max(batch, 0)";
        string rows = extent.PerRow == 0 ? "" : $"{extent.PerRow}L * Math.Max(timeSteps, 0) * Math.Max(batch, 0)";
        string records = extent.PerRecord == 0
            ? "" : $"{extent.PerRecord}L * (Math.Max(timeSteps, 0) + 1L) * ((Math.Max(batch, 0) + 15L) / 16)";
        return KernelContext.Sum($"{extent.Fixed}L", sequences, rows, records);
    }

    /// <summary>Records of groups of rows take the place of work for rows.</summary>
    private void LaneMemory(LanePlan plan, string rows)
    {
        writer.Line("// Sequences lie in the lanes of vectors where that makes fewer vectors.");
        writer.Line(KernelContext.Member("private static bool UsesLanes(int batch)",
            $"{RuntimeNames.Width}.Use512 && {KernelTable.LaneGain}L * batch >= {plan.Vectors} * ((batch + 15L) / 16)"));
        writer.Line();
        TapeMemory memory = model.Memory.Tape;
        using (writer.Block("private static long PrivateLength(int timeSteps, int batch, Adjoint adjoints)"))
        {
            StepFunction step = model.Plan.Step;
            Wrapped($"if (!UsesLanes(batch)) return {rows};");
            IEnumerable<int> widths = step.Inputs.Concat(step.Previous).Concat(step.Outputs).Select(v => v.Shape.Length);
            foreach (int width in widths.Distinct().OrderBy(n => n)) writer.Line($"{RuntimeNames.LaneRows}.Prepare({width});");
            writer.Line("if (adjoints == Adjoint.None)");
            Wrapped($"    return {Length(memory.InferenceRecords!.End + new TapeExtent(model.Lanes))};");
            Wrapped($"return {Length(memory.Records!.End + new TapeExtent(model.Lanes))};");
        }

        void Wrapped(string statement)
        {
            foreach (string line in KernelContext.Wrap(statement, 110)) writer.Line(line);
        }
    }
}
