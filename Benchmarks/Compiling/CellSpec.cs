using System.Globalization;
using System.Linq;
using RnnGen.Benchmarks.Networks;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>A cell of the zoo at sizes that no source of this project names.</summary>
internal sealed record CellSpec(CellKind Kind, int Input, int Hidden)
{
    public string ZooName => Kind switch
    {
        CellKind.Lstm => "lstm",
        CellKind.Gru => "gru",
        CellKind.GruResetAfter => "gru-reset-after",
        CellKind.Rnn => "rnn",
        _ => throw new System.NotSupportedException($"{Kind} is not in the zoo."),
    };

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{ZooName} ({Input},{Hidden})");

    public string TypeName => string.Create(CultureInfo.InvariantCulture, $"{Kind}{Input}x{Hidden}");

    /// <summary>As a user declares it.</summary>
    public string Source => string.Create(
        CultureInfo.InvariantCulture,
        $"[RnnGen.Cell(\"{ZooName}\", Input = {Input}, Hidden = {Hidden})]\npublic partial struct {TypeName};\n");

    /// <summary>As the compiler receives it.</summary>
    public CellRequest Request => new(
        new CellTarget("", EquatableArray<string>.Empty, "public partial struct", TypeName, TypeName),
        new DefinitionSource.Zoo(ZooName),
        new[] { new SizeArgument("input", Input, "Input"), new SizeArgument("hidden", Hidden, "Hidden") }.ToEquatableArray(),
        EquatableArray<ConstantArgument>.Empty);
}
