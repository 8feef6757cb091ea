using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>Tensors, sizes and costs of a cell as a value.</summary>
internal sealed class InfoEmitter(CellModel model, IReadOnlyList<string> derived, Document document)
{
    private readonly CellSignature _signature = model.Signature;

    public void Emit()
    {
        document.Summary("Tensors, sizes and costs of the cell.");
        using var info = document.Block($"public static {Types.Info} Info {{ get; }} = new {Types.Info}", "};");
        document.Line($"Name = {FreeText.Literal(model.Name)},");
        document.Line($"ElementSize = sizeof({model.T}),");
        Slots("Parameters", _signature.Parameters, model.Memory.Parameters);
        Slots("Inputs", _signature.Inputs, model.Memory.Inputs);
        Slots("States", _signature.States, model.Memory.States, model.Plan.Overwritten);
        Slots("Outputs", _signature.Outputs, model.Memory.Outputs);
        if (model.DrawsNoise)
        {
            using (document.Block($"Noise = new {Types.Noise}[]", "},"))
                document.Lines(model.Plan.Step.Noise.Select((noise, i) => Code.Join(Noise(model.Plan.Step, i, noise), ",")));
        }
        using (document.Block($"Initializers = new {Types.Initializer}[]", "},"))
            document.Lines(_signature.Parameters.Select(slot => Code.Join(Initializer(slot.Initializer), ",")));
        if (_signature.Parameters.Any(IsBound))
        {
            using (document.Block($"Training = new {Types.Training}[]", "},"))
                document.Lines(_signature.Parameters.Select(slot => Code.Join(Training(slot), ",")));
        }
        Text("Equations", _signature.EquationTexts);
        Text("DerivedEquations", derived);
        document.Line($"FlopsPerStep = {model.Costs.Flops},");
        document.Line($"WeightBytesPerStep = {model.Costs.WeightBytes},");
        if (model.Plan.Stretch > 1) document.Line($"CheckpointSteps = {model.Plan.Stretch},");
        document.Line($"TapeBytesPerStep = {model.Costs.TapeBytes},");
    }

    /// <param name="overwritten">Those, by index, that a tape without adjoints does not hold at all steps.</param>
    private void Slots(
        string name, EquatableArray<SlotSignature> slots, EquatableArray<Part> parts, EquatableArray<int> overwritten = default)
    {
        using var all = document.Block($"{name} = new {Types.Slot}[]", "},");
        for (int i = 0; i < slots.Count; i++)
        {
            SlotSignature slot = slots[i];
            string kind = slot.Shape.Rank switch { 0 => "Scalar", 1 => "Vector", _ => "Matrix" };
            int[] extents = slot.Shape.Rank switch { 0 => [], 1 => [slot.Shape.Rows], _ => [slot.Shape.Rows, slot.Shape.Columns] };
            IEnumerable<Code> numbers = extents.Prepend(parts[i].Start).Select(NumberLiteral.Of);
            document.Line(
                Code.List($"{Types.Slot}.{kind}", numbers.Prepend(FreeText.Literal(slot.Name)), $"{With(slot, overwritten.Contains(i))},"),
                FreeText.OnOneLine(slot.ShapeText));
        }
    }

    private static Code Noise(StepFunction step, int index, NoiseInput noise)
    {
        Value mask = step.Inputs[step.GivenInputs + index];
        return Code.List($"new {Types.Noise}",
        [
            FreeText.Literal(mask.Name), NumberLiteral.Of(mask.Shape.Length), Number(noise.Probability), Number(noise.Drawn),
            Number(noise.Otherwise), Number(noise.Expected), noise.IsFixed ? "true" : "false",
        ]);
    }

    /// <summary>What is not as it is for most.</summary>
    private static string With(SlotSignature slot, bool isOverwritten)
    {
        var said = new List<string>();
        if (slot.IsReversed) said.Add("IsReversed = true");
        if (isOverwritten) said.Add("IsOverwritten = true");
        if (slot.IsRestart) said.Add("IsRestart = true");
        if (slot.Initial is { Parameter: { } parameter }) said.Add($"InitialParameter = {FreeText.Literal(parameter)}");
        else if (slot.Initial is { } initial) said.Add($"Initial = {NumberLiteral.Of(ElementType.Double, initial.Value)}");
        return said.Count == 0 ? "" : $" with {{ {string.Join(", ", said)} }}";
    }

    /// <summary>Lines of equations, each as one or more literals that follow each other.</summary>
    private void Text(string name, IReadOnlyList<string> lines)
    {
        Code[] literals = [.. lines.SelectMany(Literals)];
        if (literals.Length == 0) literals = ["\"\""];
        document.Line($"{name} =");
        for (int i = 0; i < literals.Length; i++) document.Further($"{literals[i]}{(i < literals.Length - 1 ? " +" : ",")}");
    }

    private static IEnumerable<Code> Literals(string equation)
    {
        string[] parts = Words.Wrap(equation, 110).ToArray();
        return parts.Select((part, i) => (Code)FreeText.Literal(part.TrimStart() + (i < parts.Length - 1 ? " " : "\n")));
    }

    private static Code Initializer(InitializerSignature? initializer)
    {
        string name = $"{Types.Initializer}.{initializer?.Kind ?? InitializerKind.Zeros}";
        Code one = One(initializer, name);
        var more = new List<string>();
        if (initializer is { Blocks: > 1 }) more.Add($"Blocks = {Extent(initializer.Blocks)}");
        if (initializer?.Seed is { } seed) more.Add($"Seed = {Extent(seed)}");
        return more.Count == 0 ? one : Code.Join(one, $" with {{ {string.Join(", ", more)} }}");
    }

    /// <summary>Training does not do with it what it likes.</summary>
    private static bool IsBound(SlotSignature parameter) => parameter.IsConstant || IsClipped(parameter);

    private static bool IsClipped(SlotSignature parameter) =>
        !double.IsInfinity(parameter.Lowest) || !double.IsInfinity(parameter.Highest);

    private static Code Training(SlotSignature parameter) => parameter.IsConstant ? $"{Types.Training}.Constant"
        : IsClipped(parameter) ? Code.Call($"{Types.Training}.Within", Number(parameter.Lowest), Number(parameter.Highest))
        : $"{Types.Training}.Free";

    private static string Extent(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Code One(InitializerSignature? initializer, string name)
    {
        return initializer?.Kind switch
        {
            InitializerKind.Constant or InitializerKind.Chrono or InitializerKind.Spectral or InitializerKind.Lmu =>
                Code.Call(name, Number(initializer.First)),
            InitializerKind.Values => Code.Call(name, [.. initializer.Table.Select(Number)]),
            InitializerKind.Uniform or InitializerKind.Normal or InitializerKind.LogUniform or InitializerKind.Ramp
                or InitializerKind.LogRamp => Code.Call(name, Number(initializer.First), Number(initializer.Second)),
            _ => name,
        };
    }

    private static Code Number(double value) => NumberLiteral.Of(ElementType.Double, value);
}
