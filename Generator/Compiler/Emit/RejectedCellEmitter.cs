using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The public surface of a cell whose definition has errors, with bodies that throw: code that uses the cell compiles, so that the user
/// sees the one true error and no echo of it.
/// </summary>
public static class RejectedCellEmitter
{
    private const string Throw = "throw new InvalidOperationException(\"This cell's definition has errors: see the compiler's messages.\")";

    public static string Emit(
        CellRequest request,
        EquatableArray<string> parameters,
        EquatableArray<string> inputs,
        EquatableArray<string> states,
        EquatableArray<string> outputs)
    {
        string t = RuntimeNames.Keyword(request.Element), name = request.Target.Name;
        var writer = new CodeWriter();
        var file = new FileFrame(request.Target, writer);
        file.Open(
            () => writer.Line("// The definition of this cell has errors: "
                + "its members are here so that the code around it compiles, and throw when they are called."),
            $" : {RuntimeNames.Cell}<{t}>",
            ["/// <summary>A cell whose definition has errors.</summary>"]);
        writer.Line("/// <summary>Not available.</summary>");
        writer.Line($"public static CellInfo Info => {Throw};");
        Nested(writer, "Parameters", $"CellParameters<{t}>", "public Parameters() : base(" + name + ".Info) { }", t, parameters,
            "/// <summary>Not available.</summary>\npublic Weights Pack() => " + Throw + ";");
        Nested(writer, "Weights", $"CellWeights<{t}>", "internal Weights() : base(" + name + ".Info, 0) { }", t, default,
            "/// <summary>Not available.</summary>\npublic void Update(Parameters parameters) => " + Throw + ";");
        Nested(writer, "State", $"CellState<{t}>", "public State() : base(" + name + ".Info, 0) { }", t, states, "");
        Nested(writer, "Tape", $"CellTape<{t}>", TapeConstructor(request), t, TapeMembers(inputs, states, outputs), "");
        EntryPoints(writer, t, inputs, outputs);
        file.Close();
        return LongLines.Wrap(writer.ToString());
    }

    private static string TapeConstructor(CellRequest request)
    {
        string list = string.Join(", ", new[]
        {
            request.TimeSteps is null ? "int timeSteps" : "", request.Batch is null ? "int batch = 1" : "",
            "Adjoint adjoints = Adjoint.Training", "int threads = 1",
        }.Where(p => p.Length > 0));
        return $"public Tape({list}) : base({request.Target.Name}.Info, 1, 1, adjoints, 0, 0) {{ }}";
    }

    private static EquatableArray<string> TapeMembers(
        EquatableArray<string> inputs, EquatableArray<string> states, EquatableArray<string> outputs)
    {
        TapeNames names = TapeNames.Of(inputs, states, outputs);
        var derived = states.SelectMany(s => new[] { TapeNames.Initial(s), TapeNames.Final(s) });
        return inputs.Concat(states).Concat(outputs).Concat(derived)
            .SelectMany(n => new[] { n, names.Adjoint(n) }).Distinct().ToEquatableArray();
    }

    private static void Nested(
        CodeWriter writer, string name, string of, string constructor, string t, EquatableArray<string> members, string more)
    {
        writer.Line();
        writer.Line("/// <summary>Not available.</summary>");
        using (writer.Block($"public sealed class {name} : {of}"))
        {
            writer.Line("/// <summary>Not available.</summary>");
            writer.Line(constructor);
            foreach (string member in members)
            {
                writer.Line();
                writer.Line("/// <summary>Not available.</summary>");
                writer.Line($"public Span<{t}> {Names.Escape(member)} => {Throw};");
            }
            if (more.Length == 0) return;
            writer.Line();
            writer.Line(more);
        }
    }

    private static void EntryPoints(CodeWriter writer, string t, EquatableArray<string> inputs, EquatableArray<string> outputs)
    {
        string cell = $"{RuntimeNames.Cell}<{t}>";
        string arguments = string.Join(", ", new[] { "Weights weights" }.Concat(inputs.Select((_, i) => $"ReadOnlySpan<{t}> input{i}"))
            .Concat(["State state"]).Concat(outputs.Select((_, i) => $"Span<{t}> output{i}")));
        foreach (string member in new[]
        {
            $"public static void Step({arguments})", $"public static void Run({arguments})",
            "public static void Prepare()",
            "public static void Forward(Parameters parameters, Tape tape)",
            "public static void Backward(Parameters parameters, Tape tape, Parameters gradients)",
        })
        {
            writer.Line();
            writer.Line("/// <summary>Not available.</summary>");
            writer.Line($"{member} => {Throw};");
        }
        foreach (string member in new[]
        {
            $"static CellParameters<{t}> {cell}.CreateParameters()", $"static CellState<{t}> {cell}.CreateState()",
            $"static CellTape<{t}> {cell}.CreateTape(int timeSteps, int batch, Adjoint adjoints, int threads)",
            $"static CellWeights<{t}> {cell}.Pack(CellParameters<{t}> parameters)",
            $"static void {cell}.Prepare()",
            $"static void {cell}.Step(CellWeights<{t}> weights, ReadOnlySpan<{t}> inputs, CellState<{t}> state, Span<{t}> outputs)",
            $"static void {cell}.Run(CellWeights<{t}> weights, ReadOnlySpan<{t}> inputs, CellState<{t}> state, Span<{t}> outputs)",
            $"static void {cell}.Forward(CellParameters<{t}> parameters, CellTape<{t}> tape)",
            $"static void {cell}.Backward(CellParameters<{t}> parameters, CellTape<{t}> tape, CellParameters<{t}> gradients)",
        })
        {
            writer.Line();
            writer.Line($"{member} => {Throw};");
        }
    }
}
