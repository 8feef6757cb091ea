using System;
using System.Collections.Generic;
using System.Globalization;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Networks;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>A cell to be compiled while this program runs.</summary>
/// <param name="WithOutput">h as an output, which the cells of the zoo do not have.</param>
/// <param name="Options">Arguments of the attribute that are not the default, such as <c>Recompute = true</c>.</param>
internal sealed record CellSpec(CellKind Kind, int Input, int Hidden, bool WithOutput = false, string Options = "") : ICellSource
{
    /// <summary>The zoo's name, or the text of a definition.</summary>
    public string Definition => Kind switch
    {
        CellKind.Lstm => WithOutput ? InPlace.LstmWithOutput : "lstm",
        CellKind.Gru => WithOutput ? InPlace.GruWithOutput : "gru",
        CellKind.GruResetAfter => WithOutput ? InPlace.GruResetAfterWithOutput : "gru-reset-after",
        CellKind.Rnn => WithOutput ? InPlace.RnnWithOutput : "rnn",
        CellKind.Invented => WithOutput ? InPlace.InventedWithOutput : InPlace.Invented,
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, null),
    };

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{(IsText ? Kind.ToString() : Definition)} ({Input},{Hidden})");

    public string TypeName => string.Create(
        CultureInfo.InvariantCulture, $"{Kind}{Input}x{Hidden}{(WithOutput ? "Sequence" : "")}{Options.Split(' ')[0]}");

    public string LoopName => TypeName + "Loop";

    /// <summary>As a user declares it.</summary>
    public string Source => string.Create(
        CultureInfo.InvariantCulture,
        $"[RnnGen.Cell({Literal}, Input = {Input}, Hidden = {Hidden}{(Options.Length > 0 ? ", " : "")}{Options})]\n"
        + $"public partial struct {TypeName};\n");

    /// <summary>As a user streams through it; cells without outputs only.</summary>
    public string Loop => $$"""
        public static class {{LoopName}}
        {
            public static void Run(
                RnnGen.CellWeights<float> weights, RnnGen.CellState<float> state, RnnGen.Benchmarks.Contestants.InputRing inputs, int count)
            {
                var (w, s) = (({{TypeName}}.Weights)weights, ({{TypeName}}.State)state);
                for (int i = 0; i < count; i++) {{TypeName}}.Step(w, inputs.Next(), s);
            }
        }
        """;

    public IEnumerable<(string Path, string Text)> Files
    {
        get
        {
            yield return (TypeName + ".cs", Source);
            if (!WithOutput) yield return (LoopName + ".cs", Loop);
        }
    }

    private string Literal => IsText ? $"\"\"\"\n{Definition}\n\n\"\"\"" : $"\"{Definition}\"";

    private bool IsText => Definition.Contains('\n', StringComparison.Ordinal);

    /// <summary>As the compiler receives it.</summary>
    public CellRequest Request => new(
        new CellTarget("", default, "public partial struct", TypeName, TypeName),
        IsText ? new DefinitionSource.InPlace(Definition) : new DefinitionSource.Zoo(Definition),
        new[] { new SizeArgument("input", Input, "Input"), new SizeArgument("hidden", Hidden, "Hidden") }.ToEquatableArray(),
        EquatableArray<ConstantArgument>.Empty);
}
