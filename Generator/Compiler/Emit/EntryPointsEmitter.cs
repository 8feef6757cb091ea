using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Emit;

/// <summary>Step, Run, Forward and Backward as users call them, and the explicit implementation of the generic interface.</summary>
internal sealed class EntryPointsEmitter
{
    private readonly CellModel _model;
    private readonly CodeWriter _writer;
    private readonly string _t;
    private readonly string[] _inputs, _outputs;
    private readonly string _weights, _state;

    public EntryPointsEmitter(CellModel model, CodeWriter writer)
    {
        (_model, _writer, _t) = (model, writer, model.T);
        // Locals of the entry points, and the types whose members they call.
        var scope = new NameScope(["steps", "inputs", "outputs", "inputStride", "outputStride", "Unsafe", "MemoryMarshal", "Math",
            "ArgumentNullException", "nameof",
            RuntimeNames.Rows, RuntimeNames.Panels, RuntimeNames.LaneRows, RuntimeNames.Errors, RuntimeNames.Width]);
        _inputs = model.Signature.Inputs.Select(s => Names.Escape(scope.Fresh(s.Name))).ToArray();
        _outputs = model.Signature.Outputs.Select(s => Names.Escape(scope.Fresh(
            model.Signature.States.Any(x => x.Name == s.Name) ? s.Name + "Output" : s.Name))).ToArray();
        (_weights, _state) = (scope.Fresh("weights"), scope.Fresh("state"));
    }

    public void Emit()
    {
        Step();
        Run();
        Forward();
        Backward();
        Interface();
    }

    private IEnumerable<string> Arguments(bool sequence, string lead) =>
        new[] { $"Weights {_weights}" }.Concat(_inputs.Select(i => $"ReadOnlySpan<{_t}> {i}")).Concat([$"State {_state}"])
            .Concat(lead.Length > 0 ? [lead] : []).Concat(_outputs.Select(o => $"Span<{_t}> {o}"));

    private static string Text(SlotSignature slot) => slot.Shape.Rank == 0 ? "[]" : slot.ShapeText;

    private void Step()
    {
        _writer.Line();
        _writer.Line("/// <summary>One time step of one sequence. Allocates nothing; "
            + "outputs may overlap inputs, and inputs may lie in the state.</summary>");
        Documents("");
        _writer.Line($"/// <exception cref=\"ArgumentException\">A length is wrong{OrInState}.</exception>");
        using (_writer.Block(KernelContext.List("public static void Step", Arguments(false, ""), "")))
        {
            RequireArguments(_weights, _state);
            foreach ((string name, SlotSignature slot) in Spans())
            {
                _writer.Line($"if ({name}.Length != {slot.Shape.Length}) "
                    + $"CellErrors.WrongLength(nameof({name}), {name}.Length, {slot.Shape.Length}, \"{Text(slot)}\");");
            }
            RequireApart(_state, _outputs);
            Stream("1", i => _model.Signature.Inputs[i].Shape.Length, o => _model.Signature.Outputs[o].Shape.Length, _inputs, _outputs);
        }
    }

    private string OrInState => _outputs.Length > 0 ? ", or an output lies in the state" : "";

    private IEnumerable<(string Name, SlotSignature Slot)> Spans() =>
        _inputs.Zip(_model.Signature.Inputs, (n, s) => (n, s)).Concat(_outputs.Zip(_model.Signature.Outputs, (n, s) => (n, s)));

    private void Documents(string steps)
    {
        _writer.Line($"/// <param name=\"{_weights}\">The packed parameters.</param>");
        for (int i = 0; i < _inputs.Length; i++)
            _writer.Line($"/// <param name=\"{_inputs[i].TrimStart('@')}\">{Shape(_model.Signature.Inputs[i])}.</param>");
        _writer.Line($"/// <param name=\"{_state}\">The state, which moves on.</param>");
        for (int i = 0; i < _outputs.Length; i++)
            _writer.Line($"/// <param name=\"{_outputs[i].TrimStart('@')}\">Receives {Shape(_model.Signature.Outputs[i])}.</param>");

        string Shape(SlotSignature slot) => steps.Length == 0
            ? $"{slot.Name} {Text(slot)}"
            : $"{slot.Name} of each step, [{steps}, {slot.Shape.Length}] row-major";
    }

    private void RequireArguments(params string[] names)
    {
        foreach (string name in names) _writer.Line($"ArgumentNullException.ThrowIfNull({name});");
    }

    private void RequireApart(string state, params string[] outputs)
    {
        foreach (string output in outputs) _writer.Line($"{state}.RequireApart({output}, nameof({output}));");
    }

    private void Run()
    {
        bool open = _inputs.Length + _outputs.Length == 0;
        _writer.Line();
        _writer.Line("/// <summary>");
        _writer.Line("/// T time steps of one sequence, T from the lengths. "
            + "Allocates nothing; an output may take the place of an input of its shape,");
        _writer.Line("/// and inputs may lie in the state: they are read as they are before the first step.");
        _writer.Line("/// </summary>");
        Documents("T");
        if (open) _writer.Line("/// <param name=\"timeSteps\">T.</param>");
        _writer.Line("/// <exception cref=\"ArgumentException\">"
            + $"A length is wrong{OrInState}, or spans overlap so that results would overwrite inputs.</exception>");
        using (_writer.Block(KernelContext.List("public static void Run", Arguments(true, open ? "int timeSteps" : ""), "")))
        {
            RequireArguments(_weights, _state);
            var spans = Spans().ToList();
            if (open) _writer.Line("int steps = timeSteps;");
            else
            {
                (string first, SlotSignature slot) = spans[0];
                _writer.Line($"if ({first}.Length % {slot.Shape.Length} != 0) "
                    + $"CellErrors.WrongSequence(nameof({first}), {first}.Length, {slot.Shape.Length}, \"[T, {slot.Shape.Length}]\");");
                _writer.Line($"int steps = {first}.Length / {slot.Shape.Length};");
                foreach ((string name, SlotSignature other) in spans.Skip(1))
                {
                    int n = other.Shape.Length;
                    _writer.Line($"if ({name}.Length != steps * {n}) "
                        + $"CellErrors.WrongLength(nameof({name}), {name}.Length, steps * {n}, \"[T, {n}]\");");
                }
            }
            for (int o = 0; o < _outputs.Length; o++)
            {
                for (int i = 0; i < _inputs.Length; i++)
                {
                    string input = $"{_inputs[i]}, {_model.Signature.Inputs[i].Shape.Length}";
                    string output = $"{_outputs[o]}, {_model.Signature.Outputs[o].Shape.Length}";
                    _writer.Line($"CellErrors.CheckOverlap<{_t}>({input}, {output}, nameof({_inputs[i]}), nameof({_outputs[o]}));");
                }
            }
            RequireApart(_state, _outputs);
            if (_model.Plan.Run is null)
            {
                Stream("steps", i => _model.Signature.Inputs[i].Shape.Length, o => _model.Signature.Outputs[o].Shape.Length,
                    _inputs, _outputs);
            }
            else RunSteps($"ref {_weights}.Start", _state, _inputs, _outputs);
        }
    }

    private void RunSteps(string weights, string state, IEnumerable<string> inputs, IEnumerable<string> outputs)
    {
        var rows = inputs.Select(span => Apart(state, $"ref {First(span)}")).Concat(outputs.Select(span => $"ref {First(span)}"));
        SurfaceEmitter.Dispatch(
            _writer, _model, v => KernelContext.List($"RunSteps<{v}>", new[] { "steps", weights, state }.Concat(rows), ";"));
    }

    private static string First(string span) => $"MemoryMarshal.GetReference({span})";

    /// <summary>An input that lies in the state is read as it is before the first step.</summary>
    private static string Apart(string state, string input) => $"ref {state}.Apart({input})";

    private void Stream(
        string steps, System.Func<int, int> inputStride, System.Func<int, int> outputStride, string[] inputs, string[] outputs)
    {
        var arguments = new List<string> { steps, $"ref {_weights}.Start", _state };
        for (int i = 0; i < inputs.Length; i++)
            arguments.AddRange([Apart(_state, $"ref {First(inputs[i])}"), KernelContext.Text(inputStride(i))]);
        for (int o = 0; o < outputs.Length; o++)
            arguments.AddRange([$"ref {First(outputs[o])}", KernelContext.Text(outputStride(o))]);
        SurfaceEmitter.Dispatch(_writer, _model, v => KernelContext.List($"StepByStep<{v}>", arguments, ";"));
    }

    private void Forward()
    {
        _writer.Line();
        _writer.Line("/// <summary>Runs all steps of the tape from its initial states. Allocates nothing.</summary>");
        using (_writer.Block("public static void Forward(Parameters parameters, Tape tape)"))
        {
            RequireArguments("parameters", "tape");
            _writer.Line("ref " + _t + " values = ref parameters.Start;");
            using (_writer.Block("if (tape.Adjoints == Adjoint.None)"))
                Passes(t => t.Inference, (pass, v) => $"{pass}<{v}>(ref values, tape);");
            using (_writer.Block("else")) Passes(t => t.Forward, (pass, v) => $"{pass}<{v}>(ref values, tape);");
            _writer.Line("tape.MarkForward();");
        }
    }

    private void Backward()
    {
        _writer.Line();
        _writer.Line("/// <summary>");
        _writer.Line("/// Back-propagation through time over the last <see cref=\"Forward\"/>: "
            + "reads the seeds of the tape, overwrites its input and");
        _writer.Line("/// initial-state adjoints, adds to <paramref name=\"gradients\"/>. "
            + "Uses the parameters as <see cref=\"Forward\"/> packed them.");
        _writer.Line("/// Works in place of what <see cref=\"Forward\"/> saved, once for each forward pass. Allocates nothing.");
        _writer.Line("/// </summary>");
        _writer.Line("/// <exception cref=\"InvalidOperationException\">The tape holds no forward pass to go back over.</exception>");
        using (_writer.Block("public static void Backward(Parameters parameters, Tape tape, Parameters gradients)"))
        {
            RequireArguments("parameters", "tape", "gradients");
            _writer.Line("if (ReferenceEquals(parameters, gradients)) CellErrors.SameObject();");
            _writer.Line("tape.RequireForward();");
            Passes(t => t.Backward, (pass, v) => $"{pass}<{v}>(tape, ref gradients.Start);");
            _writer.Line("tape.ConsumeForward();");
        }
    }

    /// <summary>A pass for one sequence, a pass for more, or the one of them that the cell has.</summary>
    private void Passes(System.Func<TapePrograms, Program> program, System.Func<string, string, string> call)
    {
        CellPlan plan = _model.Plan;
        string head = "";
        if (plan is { Row: { } one, Rows: { } }) Case("tape.Batch == 1", () => Emit(one));
        if (plan.Lanes is { } lanes)
        {
            string widest = RuntimeNames.VectorType(_model.Request.Element, 512);
            Case("UsesLanes(tape.Batch)", () => _writer.Line(call(program(lanes.Programs).Name + "Pass", widest)));
        }
        if (head.Length == 0) Emit(plan.Tapes.First());
        else using (_writer.Block("else")) Emit(plan.Tapes.First());

        void Case(string condition, System.Action emit)
        {
            using (_writer.Block($"{head}if ({condition})")) emit();
            head = "else ";
        }

        void Emit(TapePrograms tape) => SurfaceEmitter.Dispatch(_writer, _model, v => call(program(tape).Name + "Pass", v));
    }

    private void Interface()
    {
        string cell = $"ICell<{_t}>";
        _writer.Line();
        _writer.Line($"static CellParameters<{_t}> {cell}.CreateParameters() => new Parameters();");
        _writer.Line();
        _writer.Line($"static CellState<{_t}> {cell}.CreateState() => new State();");
        _writer.Line();
        using (_writer.Block($"static CellTape<{_t}> {cell}.CreateTape(int timeSteps, int batch, Adjoint adjoints, int threads)"))
        {
            var arguments = new List<string>();
            if (_model.Request.TimeSteps is not { } steps) arguments.Add("timeSteps");
            else _writer.Line($"if (timeSteps != {steps}) CellErrors.WrongFixedSize(nameof(timeSteps), timeSteps, {steps});");
            if (_model.Request.Batch is not { } batch) arguments.Add("batch");
            else _writer.Line($"if (batch != {batch}) CellErrors.WrongFixedSize(nameof(batch), batch, {batch});");
            _writer.Line($"return new Tape({string.Join(", ", arguments.Concat(["adjoints", "threads"]))});");
        }
        _writer.Line();
        _writer.Line(KernelContext.Member(
            $"static CellWeights<{_t}> {cell}.Pack(CellParameters<{_t}> parameters)",
            "CellErrors.Own<Parameters>(parameters, nameof(parameters)).Pack()"));
        Concatenated(cell, "Step");
        Concatenated(cell, "Run");
        _writer.Line();
        _writer.Line($"static void {cell}.Forward(CellParameters<{_t}> parameters, CellTape<{_t}> tape) =>");
        _writer.Line("    Forward(CellErrors.Own<Parameters>(parameters, nameof(parameters)), CellErrors.Own<Tape>(tape, nameof(tape)));");
        _writer.Line();
        _writer.Line($"static void {cell}.Backward("
            + $"CellParameters<{_t}> parameters, CellTape<{_t}> tape, CellParameters<{_t}> gradients) =>");
        _writer.Line("    Backward(");
        _writer.Line("        CellErrors.Own<Parameters>(parameters, nameof(parameters)), CellErrors.Own<Tape>(tape, nameof(tape)),");
        _writer.Line("        CellErrors.Own<Parameters>(gradients, nameof(gradients)));");
    }

    private const string OwnWeights = "ref CellErrors.Own<Weights>(weights, nameof(weights)).Start";

    private const string OwnState = "ownState";

    /// <summary>The interface's form: all inputs of a step side by side, all outputs too.</summary>
    private void Concatenated(string cell, string verb)
    {
        int inputs = _model.InputLength, outputs = _model.OutputLength;
        _writer.Line();
        using (_writer.Block($"static void {cell}.{verb}("
            + $"CellWeights<{_t}> weights, ReadOnlySpan<{_t}> inputs, CellState<{_t}> state, Span<{_t}> outputs)"))
        {
            string steps = "1";
            if (verb == "Run")
            {
                string by = inputs > 0 ? "inputs" : "outputs";
                int length = inputs > 0 ? inputs : outputs;
                _writer.Line(length == 0
                    ? "const int steps = 0; // nothing goes in or out: no length says how many steps"
                    : $"if ({by}.Length % {length} != 0) "
                        + $"CellErrors.WrongSequence(nameof({by}), {by}.Length, {length}, \"[T, {length}]\");");
                if (length > 0) _writer.Line($"int steps = {by}.Length / {length};");
                steps = "steps";
            }
            string times(int n) => steps == "1" ? KernelContext.Text(n) : $"steps * {n}";
            string shape(int n) => steps == "1" ? $"[{n}]" : $"[T, {n}]";
            _writer.Line($"if (inputs.Length != {times(inputs)}) "
                + $"CellErrors.WrongLength(nameof(inputs), inputs.Length, {times(inputs)}, \"{shape(inputs)}\");");
            _writer.Line($"if (outputs.Length != {times(outputs)}) "
                + $"CellErrors.WrongLength(nameof(outputs), outputs.Length, {times(outputs)}, \"{shape(outputs)}\");");
            _writer.Line($"State {OwnState} = CellErrors.Own<State>(state, nameof(state));");
            if (outputs > 0) RequireApart(OwnState, "outputs");
            if (verb == "Run")
            {
                _writer.Line(
                    $"CellErrors.CheckOverlap<{_t}>(inputs, {inputs}, outputs, {outputs}, nameof(inputs), nameof(outputs));");
            }
            if (verb == "Run" && _model.Plan.Run is not null && _inputs.Length <= 1 && _outputs.Length <= 1)
            {
                string[] input = _inputs.Length > 0 ? ["inputs"] : [], output = _outputs.Length > 0 ? ["outputs"] : [];
                RunSteps(OwnWeights, OwnState, input, output);
                return;
            }
            var arguments = new List<string> { steps, OwnWeights, OwnState };
            for (int i = 0; i < _inputs.Length; i++)
            {
                string from = KernelContext.Ref(First("inputs"), KernelContext.Text(_model.Memory.Inputs[i].Start));
                arguments.AddRange([Apart(OwnState, from), KernelContext.Text(inputs)]);
            }
            for (int o = 0; o < _outputs.Length; o++)
            {
                string to = KernelContext.Ref(First("outputs"), KernelContext.Text(_model.Memory.Outputs[o].Start));
                arguments.AddRange([to, KernelContext.Text(outputs)]);
            }
            SurfaceEmitter.Dispatch(_writer, _model, v => KernelContext.List($"StepByStep<{v}>", arguments, ";"));
        }
    }
}
