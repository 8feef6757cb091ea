using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using Xunit;

namespace RnnGen.Tests.Cells;

/// <summary>The options of a cell, from the definition and from the attribute.</summary>
public class OptionTests
{
    private const string Body = "\nstates: { h: 2 }\nequations: h = 0.5 * h'\n";

    private static readonly CellOptions s_all = new(
        UnrollOption.Full, ActivationsOption.Fast, Recompute: true, StreamingWeightsOption.BFloat16, DenormalsOption.Keep);

    [Fact]
    public void Left_out_they_are_the_defaults() => Assert.Equal(new CellOptions(), Read("cell: c"));

    [Fact]
    public void A_definition_sets_them() =>
        Assert.Equal(s_all, Read("unroll: full\nactivations: fast\nrecompute: true\nstreamingWeights: bfloat16\ndenormals: keep"));

    [Fact]
    public void The_attribute_sets_them() => Assert.Equal(s_all, Read("cell: c", new OptionArguments(
        UnrollOption.Full, ActivationsOption.Fast, Recompute: true, StreamingWeightsOption.BFloat16, DenormalsOption.Keep)));

    [Fact]
    public void The_attribute_wins_also_with_the_default()
    {
        var attribute = new OptionArguments(UnrollOption.Auto, Recompute: false);
        Assert.Equal(
            s_all with { Unroll = UnrollOption.Auto, Recompute = false },
            Read("unroll: full\nactivations: fast\nrecompute: true\nstreamingWeights: bfloat16\ndenormals: keep", attribute));
    }

    [Theory]
    [InlineData("unroll: ⟦sometimes⟧", "RNN014 unroll cannot be 'sometimes': it is auto, full or loops.")]
    [InlineData("unroll: ⟦Full⟧", "RNN014 unroll cannot be 'Full': it is auto, full or loops.")]
    [InlineData("activations: '⟦⟧'", "RNN014 activations cannot be '': it is accurate, fast or approximate.")]
    [InlineData("recompute: ⟦1⟧", "RNN014 recompute cannot be '1': it is true or false.")]
    [InlineData("streamingWeights: ⟦float16⟧", "RNN014 streamingWeights cannot be 'float16': it is full or bfloat16.")]
    [InlineData("denormals: ⟦zero⟧", "RNN014 denormals cannot be 'zero': it is flush or keep.")]
    [InlineData("unroll: ⟦[full]⟧", "RNN038 'unroll' is auto, full or loops, found a list.")]
    [InlineData("unroll:⟦⟧", "RNN038 'unroll' is auto, full or loops, found nothing.")]
    [InlineData("activations:⟦⟧ # fast", "RNN038 'activations' is accurate, fast or approximate, found nothing.")]
    [InlineData("recompute:⟦⟧", "RNN038 'recompute' is true or false, found nothing.")]
    [InlineData("streamingWeights:⟦⟧", "RNN038 'streamingWeights' is full or bfloat16, found nothing.")]
    [InlineData("denormals:⟦⟧", "RNN038 'denormals' is flush or keep, found nothing.")]
    public void A_wrong_value_is_reported_at_its_word(string text, string message) => Mistakes.Expect(text + Body, message);

    [Fact]
    public void Weights_in_bfloat16_need_float_and_are_reported_where_they_are_asked_for()
    {
        const string Message = "RNN015 Streaming weights in bfloat16 need a cell of float, and this one computes with double: "
            + "leave out one of the two.";
        CellRequest request = Request.InPlace("cell: c" + Body) with { Element = ElementType.Double };
        Mistakes.ExpectAtArguments(
            request with { Options = new OptionArguments(StreamingWeights: StreamingWeightsOption.BFloat16) },
            $"StreamingWeights {Message}");
        Mistakes.ExpectAtArguments(
            request with { Source = new DefinitionSource.InPlace("streamingWeights: bfloat16" + Body) }, $"18+8 {Message}");
        Mistakes.ExpectAtArguments(request with { Options = new OptionArguments(StreamingWeights: StreamingWeightsOption.Full) });
    }

    /// <summary>The host turns the numbers of one into the other.</summary>
    [Fact]
    public void The_enumerations_of_the_runtime_are_those_of_the_compiler()
    {
        Assert.Equal(Members<UnrollOption>(), Members<Unroll>());
        Assert.Equal(Members<ActivationsOption>(), Members<Activations>());
        Assert.Equal(Members<StreamingWeightsOption>(), Members<StreamingWeights>());
        Assert.Equal(Members<DenormalsOption>(), Members<Denormals>());
        static IEnumerable<(string, int)> Members<T>()
            where T : struct, Enum => Enum.GetValues<T>().Select(value => (value.ToString(), Convert.ToInt32(value, null)));
    }

    private static CellOptions Read(string keys, OptionArguments? attribute = null)
    {
        FrontEndResult read = FrontEnd.Read(Request.InPlace(keys + Body) with { Options = attribute ?? OptionArguments.None });
        Assert.Empty(read.Diagnostics);
        return read.Settled.Options;
    }
}
