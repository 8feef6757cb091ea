using System.Linq;
using RnnGen.Compiler.Emit.Entries;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>
/// The pool of states, and <c>Step</c> and <c>Run</c> over its sessions: they look at lengths, and leave the rest to the kernels.
/// </summary>
internal sealed class PoolEmitter(CellModel model, Types types, Document document)
{
    private readonly EntryNames _names = new(model.Signature);

    public void Emit()
    {
        Class();
        if (!model.CanStream) return;
        Step();
        Run();
    }

    private void Class()
    {
        document.Blank();
        document.Summary("States of many sessions that are stepped together.");
        using var pool = document.Block($"public sealed class StatePool : {types.Pool}");
        if (model.Memory.Pool is not { } memory)
        {
            document.Summary("Not there: states go from the last step to the first.");
            document.Line(new NoStreaming(model).Attribute);
            document.Line($"public StatePool(int capacity) : base({model.Info}, capacity, 1, 1, 0) {{ }}");
            return;
        }
        document.Summary("A pool without sessions.");
        document.Parameter("capacity", $"How many there may be; more by {Tag.Code("Grow")} only.");
        Code length = memory.InLanes is null ? $"{memory.PrivateLength(model.Lanes)}" : $"{model.Kernels}.PooledLength()";
        Code[] arguments = [model.Info, "capacity", $"{memory.Rows}", $"{memory.TimeSteps}", length];
        document.Line(Code.List("public StatePool(int capacity) : base", arguments, " { }"));
    }

    private void Step()
    {
        document.Blank();
        document.Summary(
            "One time step of each named session, all or none: everything is checked before anything moves. Results do not depend on which "
            + "others are there. Allocates nothing; an output may take the place of an input of its shape.");
        Documents("[handles, ");
        Code[] arguments = [_names.Weights, _names.Pool, _names.Handles, "1", .. _names.Tensors.Select(t => (Code)t.Name)];
        document.Member(
            Code.List("public static void Step", _names.PoolParameters(types, counts: false)), Code.List("Run", arguments));
    }

    private void Run()
    {
        document.Blank();
        document.Summary("T time steps of each named session; otherwise as one step.");
        Documents("[T, handles, ");
        using var run = document.Block(Code.List("public static void Run", _names.PoolParameters(types, counts: true)));
        foreach (string name in new[] { _names.Weights, _names.Pool })
            document.Line($"{Types.ArgumentNullException}.ThrowIfNull({name});");
        foreach ((string name, SlotSignature slot) in _names.Tensors)
        {
            Code[] length = [Named(name), $"{name}.Length", $"{_names.Handles}.Length", _names.TimeSteps, $"{slot.Shape.Length}"];
            document.Line(Code.List($"{Types.Errors}.CheckRows", length, ";"));
        }
        for (int o = 0; o < _names.Outputs.Length; o++)
            for (int i = 0; i < _names.Inputs.Length; i++)
                document.Line(StreamingEmitter.Distance(model, types, _names, i, o));
        Code[] arguments =
            [_names.TimeSteps, _names.Weights, _names.Pool, _names.Handles, .. _names.Tensors.Select(t => (Code)t.Name)];
        document.Line(Code.List($"{model.Kernels}.{PoolDispatch.Entry}", arguments, ";"));
    }

    private void Documents(string shape)
    {
        document.Parameter(_names.Weights, "The packed parameters.");
        document.Parameter(_names.Pool, "The pool.");
        document.Parameter(_names.Handles, "The sessions, any number, none twice.");
        if (shape[1] == 'T') document.Parameter(_names.TimeSteps, "T, at least 0.");
        for (int i = 0; i < _names.Inputs.Length; i++) document.Parameter(_names.Inputs[i], $"{Shape(model.Signature.Inputs[i])}.");
        for (int i = 0; i < _names.Outputs.Length; i++)
            document.Parameter(_names.Outputs[i], $"Receives {Shape(model.Signature.Outputs[i])}.");
        document.Exception(Types.HandleException, "A handle names no session of the pool, or one that another handle names.");
        document.Exception(Types.ArgumentException, "A length is wrong, or spans overlap so that results would overwrite inputs.");

        string Shape(SlotSignature slot) => $"{slot.Name} of each session, {shape}{slot.Shape.Length}] row-major";
    }

    private static Code Named(string name) => FreeText.Literal(name.TrimStart('@'));
}
