using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary><c>Step</c> and <c>Run</c> as users call them: they look at lengths, and leave the rest to the kernels.</summary>
internal sealed class StreamingEmitter(CellModel model, Types types, Document document)
{
    private readonly EntryNames _names = new(model.Signature);

    private string OrInState => _names.Outputs.Length > 0 ? ", or an output lies in the state" : "";

    public void Emit()
    {
        if (model.CanStream)
        {
            Step();
            Run();
            return;
        }
        var none = new NoStreaming(model);
        foreach (string verb in new[] { "Step", "Run" })
        {
            document.Blank();
            document.Summary("Not there: states go from the last step to the first.");
            document.Line(none.Attribute);
            document.Member(Code.List($"public static void {verb}", _names.Parameters(types)), none.Throw);
        }
    }

    private void Step()
    {
        document.Blank();
        document.Summary("One time step of one sequence. Allocates nothing; outputs may overlap inputs, and inputs may lie in the state.");
        Documents("");
        document.Exception(Types.ArgumentException, $"A length is wrong{OrInState}.");
        using var step = document.Block(Code.List("public static void Step", _names.Parameters(types)));
        RequireArguments(_names.Weights, _names.State);
        foreach ((string name, SlotSignature slot) in _names.Tensors)
            RequireLength(document, name, NumberLiteral.Of(slot.Shape.Length), Text(slot));
        RequireApart();
        Begin(document, model, _names.Weights, _names.State);
        document.Line(Code.List(model.Kernels + ".Step", _names.Arguments("1"), ";"));
    }

    private void Run()
    {
        bool isOpen = _names.Inputs.Length + _names.Outputs.Length == 0;
        document.Blank();
        document.Summary(
            "T time steps of one sequence, T from the lengths. Allocates nothing; an output may take the place of an input of its shape, "
            + "and inputs may lie in the state: they are read as they are before the first step.");
        Documents("T");
        if (isOpen) document.Parameter("timeSteps", "T.");
        document.Exception(
            Types.ArgumentException, $"A length is wrong{OrInState}, or spans overlap so that results would overwrite inputs.");
        using var run = document.Block(Code.List("public static void Run", _names.Parameters(types, isOpen)));
        RequireArguments(_names.Weights, _names.State);
        if (isOpen) document.Line("int steps = timeSteps;");
        else Steps(document, _names.Tensors.Select(t => (t.Name, t.Slot.Shape.Length)));
        for (int o = 0; o < _names.Outputs.Length; o++)
            for (int i = 0; i < _names.Inputs.Length; i++)
                document.Line(Distance(model, types, _names, i, o));
        RequireApart();
        Begin(document, model, _names.Weights, _names.State);
        document.Line(Code.List(model.Kernels + (model.Plan.Run is null ? ".Step" : ".Run"), _names.Arguments("steps"), ";"));
    }

    /// <summary>Gives a state that has not begun its learned initial values, which the weights have.</summary>
    public static void Begin(Document document, CellModel model, string weights, string state)
    {
        if (model.LearnsInitialStates) document.Line(Code.If($"!{state}.HasBegun", $"{state}.Reset({weights});"));
    }

    private void Documents(string steps)
    {
        document.Parameter(_names.Weights, "The packed parameters.");
        for (int i = 0; i < _names.Inputs.Length; i++) document.Parameter(_names.Inputs[i], $"{Shape(model.Signature.Inputs[i])}.");
        document.Parameter(_names.State, "The state, which moves on.");
        for (int i = 0; i < _names.Outputs.Length; i++)
            document.Parameter(_names.Outputs[i], $"Receives {Shape(model.Signature.Outputs[i])}.");

        string Shape(SlotSignature slot) => steps.Length == 0
            ? $"{slot.Name} {Text(slot)}"
            : $"{slot.Name} of each step, [{steps}, {slot.Shape.Length}] row-major";
    }

    private static string Text(SlotSignature slot) => slot.Shape.Rank == 0 ? "[]" : slot.ShapeText;

    private void RequireArguments(params string[] names)
    {
        foreach (string name in names) document.Line($"{Types.ArgumentNullException}.ThrowIfNull({name});");
    }

    /// <summary>The number of steps of tensors whose rows follow each other, from the length of the first one.</summary>
    public static void Steps(Document document, IEnumerable<(string Name, int Length)> tensors)
    {
        var all = tensors.ToList();
        (string first, int length) = all[0];
        document.Line(Code.If($"{first}.Length % {length} != 0", Code.List(
            Types.Errors + ".WrongSequence", [Named(first), $"{first}.Length", NumberLiteral.Of(length), $"\"[T, {length}]\""], ";")));
        document.Line($"int steps = {first}.Length / {length};");
        foreach ((string name, int n) in all.Skip(1)) RequireLength(document, name, $"steps * {n}", $"[T, {n}]");
    }

    public static void RequireLength(Document document, string name, Code length, string shape) => document.Line(Code.If(
        Code.Of($"{name}.Length != {length}"),
        Code.List(Types.Errors + ".WrongLength", [Named(name), $"{name}.Length", length, FreeText.Literal(shape)], ";")));

    /// <summary>Refuses an output that would overwrite what is still to be read of an input.</summary>
    public static Code Distance(CellModel model, Types types, EntryNames names, int input, int output)
    {
        string from = names.Inputs[input], to = names.Outputs[output];
        Code[] arguments =
        [
            from, NumberLiteral.Of(model.Signature.Inputs[input].Shape.Length), to,
            NumberLiteral.Of(model.Signature.Outputs[output].Shape.Length), Named(from), Named(to),
        ];
        return Code.List($"{Types.Errors}.CheckOverlap<{types.T}>", arguments, ";");
    }

    private void RequireApart()
    {
        foreach (string output in _names.Outputs)
            document.Line(Code.List(_names.State + ".RequireApart", [output, Named(output)], ";"));
    }

    /// <summary>The argument's name as text; <c>nameof</c> could be a method of somebody's.</summary>
    private static Code Named(string name) => FreeText.Literal(name.TrimStart('@'));
}
