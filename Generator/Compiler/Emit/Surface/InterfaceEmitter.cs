using System;
using System.Linq;
using RnnGen.Compiler.Emit.Entries;
using RnnGen.Compiler.Emit.Print;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>The generic interface, implemented explicitly: a cell as a type argument.</summary>
internal sealed class InterfaceEmitter(CellModel model, Types types, Document document)
{
    private const string OwnWeights = "weights", OwnState = "own";

    public void Emit()
    {
        Member($"static {types.Parameters} {types.Cell}.CreateParameters()", "new Parameters()");
        Member($"static {types.State} {types.Cell}.CreateState()", "new State()");
        CreateTape();
        Member(
            Code.List($"static {types.Weights} {types.Cell}.Pack", [$"{types.Parameters} parameters"]),
            model.CanStream ? Code.Of($"{Own("Parameters", "parameters")}.Pack()") : new NoStreaming(model).Throw);
        Streaming("Step");
        Streaming("Run");
        Pool();
        Member(
            Code.List($"static void {types.Cell}.Forward", [$"{types.Parameters} parameters", $"{types.Tape} tape"]),
            Code.Call("Forward", Own("Parameters", "parameters"), Own("Tape", "tape")));
        Member(
            Code.List($"static void {types.Cell}.Backward",
                [$"{types.Parameters} parameters", $"{types.Tape} tape", $"{types.Parameters} gradients"]),
            Code.Call("Backward", Own("Parameters", "parameters"), Own("Tape", "tape"), Own("Parameters", "gradients")));
    }

    private void Member(Code head, Code body)
    {
        document.Blank();
        document.Member(head, body);
    }

    private static Code Own(string type, string argument) => Code.Call($"{Types.Errors}.Own<{type}>", argument, $"\"{argument}\"");

    private void CreateTape()
    {
        document.Blank();
        using var create = document.Block(Code.List(
            $"static {types.Tape} {types.Cell}.CreateTape", ["int timeSteps", "int batch", $"{Types.Adjoint} adjoints", "int threads"]));
        Fixed("timeSteps", model.Request.TimeSteps);
        Fixed("batch", model.Request.Batch);
        string steps = model.Request.TimeSteps is null ? "timeSteps, " : "", batch = model.Request.Batch is null ? "batch, " : "";
        document.Line($"return new Tape({steps}{batch}adjoints, threads);");

        void Fixed(string name, int? count)
        {
            if (count is { } n) document.Line(Code.If($"{name} != {n}", $"{Types.Errors}.WrongFixedSize(\"{name}\", {name}, {n});"));
        }
    }

    /// <summary>The interface's form: all inputs of a step side by side, all outputs too.</summary>
    private void Streaming(string verb)
    {
        int inputs = model.InputLength, outputs = model.OutputLength;
        Code head = Code.List(
            $"static void {types.Cell}.{verb}",
            [$"{types.Weights} weights", $"{types.ReadOnlySpan} inputs", $"{types.State} state", $"{types.Span} outputs"]);
        if (!model.CanStream)
        {
            Member(head, new NoStreaming(model).Throw);
            return;
        }
        document.Blank();
        using var body = document.Block(head);
        if (verb == "Run") RequireSequence(inputs, outputs);
        else
        {
            StreamingEmitter.RequireLength(document, "inputs", NumberLiteral.Of(inputs), $"[{inputs}]");
            StreamingEmitter.RequireLength(document, "outputs", NumberLiteral.Of(outputs), $"[{outputs}]");
        }
        document.Line($"State {OwnState} = {Own("State", "state")};");
        if (outputs > 0) document.Line($"{OwnState}.RequireApart(outputs, \"outputs\");");
        if (verb == "Run")
        {
            Code[] all = ["inputs", NumberLiteral.Of(inputs), "outputs", NumberLiteral.Of(outputs), "\"inputs\"", "\"outputs\""];
            document.Line(Code.List($"{Types.Errors}.CheckOverlap<{types.T}>", all, ";"));
        }
        StreamingEmitter.Begin(document, model, OwnWeights, OwnState);
        Code[] spans = [.. inputs > 0 ? new Code[] { "inputs" } : [], OwnState, .. outputs > 0 ? new Code[] { "outputs" } : []];
        string kernel = model.Plan.HasRowsApart ? "StepJoined" : verb == "Run" && model.Plan.Run is not null ? "Run" : "Step";
        Code[] arguments = [verb == "Run" ? "steps" : "1", Own("Weights", OwnWeights), .. spans];
        document.Line(Code.List($"{model.Kernels}.{kernel}", arguments, ";"));
    }

    private void Pool()
    {
        var none = model.CanStream ? null : new NoStreaming(model);
        Member($"static {types.Pool} {types.Cell}.CreateStatePool(int capacity)", none?.Throw ?? "new StatePool(capacity)");
        foreach (string verb in new[] { "Step", "Run" })
        {
            string steps = verb == "Run" ? "timeSteps" : "1";
            Code[] arguments = [steps, Own("Weights", "weights"), Own("StatePool", "pool"), "handles", "inputs", "outputs"];
            Member(PoolHead(types, verb), none?.Throw ?? Code.List($"{model.Kernels}.{PoolDispatch.JoinedEntry}", arguments));
        }
    }

    /// <summary>The interface's form of a step or of steps of the sessions of a pool.</summary>
    public static Code PoolHead(Types types, string verb) => Code.List(
        $"static void {types.Cell}.{verb}",
        [
            $"{types.Weights} weights", $"{types.Pool} pool", $"{Types.Handles} handles",
            .. verb == "Run" ? ["int timeSteps"] : Array.Empty<Code>(), $"{types.ReadOnlySpan} inputs", $"{types.Span} outputs",
        ]);

    private void RequireSequence(int inputs, int outputs)
    {
        if (inputs > 0) StreamingEmitter.Steps(document, [("inputs", inputs), ("outputs", outputs)]);
        else if (outputs > 0) StreamingEmitter.Steps(document, [("outputs", outputs), ("inputs", inputs)]);
        else
        {
            document.Line("const int steps = 0;", "nothing goes in or out: no length says how many steps");
            StreamingEmitter.RequireLength(document, "inputs", "0", "[T, 0]");
            StreamingEmitter.RequireLength(document, "outputs", "0", "[T, 0]");
        }
    }
}
