using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen.Formats;
using RnnGen.ToolTests.Fixtures;
using Xunit;

namespace RnnGen.ToolTests.Reading;

/// <summary>Files of PyTorch, and those that are made of its state_dicts: the witness is PyTorch itself.</summary>
public class TorchTests
{
    /// <summary>What the files do not say.</summary>
    private static readonly Dictionary<string, ReadOptions> s_options = new()
    {
        ["rnn with relu"] = new ReadOptions { Nonlinearity = ActivationFunction.Relu },
        ["linear before, relu between two behind"] = new ReadOptions { BetweenLinear = ActivationFunction.Relu },
    };

    public static TheoryData<string> Computed =>
        [.. Fixture.Torch.Values.Where(fixture => !fixture.IsRefused).Select(fixture => fixture.Name)];

    public static TheoryData<string> Refused =>
        [.. Fixture.Torch.Values.Where(fixture => fixture.IsRefused).Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Computed))]
    public void A_file_computes_what_its_source_does(string name)
    {
        Fixture fixture = Fixture.Torch[name];
        ImportedModel model = ModelFile.Read(fixture.File, fixture.FileName, s_options.GetValueOrDefault(name));
        Witness.AssertComputes(model, fixture.Input, fixture.Output, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_carried_over_is_refused_by_name(string name)
    {
        Fixture fixture = Fixture.Torch[name];
        string message = Assert.Throws<ModelFormatException>(() => ModelFile.Read(fixture.File, fixture.FileName)).Message;
        Assert.All(fixture.Says, text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Modules_can_be_named()
    {
        Fixture two = Fixture.Torch["two state_dicts"];
        ImportedModel ema = ModelFile.Read(two.File, two.FileName, new ReadOptions { Modules = ["ema.layer", "ema.heads.0"] });
        Assert.Equal(["layer", "heads.0"], ema.Layers.Select(layer => layer.Name));
        Assert.Contains("model.layer.weight_ih_l0", Assert.Single(ema.NotCarriedOver), StringComparison.Ordinal);

        Fixture norm = Fixture.Torch["a batch norm"];
        Assert.Equal(3, ModelFile.Read(norm.File, norm.FileName, new ReadOptions { Modules = ["layer", "heads.0"] }).Layers.Count);
        Assert.Contains("'head'", Assert.Throws<ModelFormatException>(
            () => ModelFile.Read(norm.File, norm.FileName, new ReadOptions { Modules = ["layer", "head"] })).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_state_dict_does_not_hold_is_in_the_notes()
    {
        Fixture rnn = Fixture.Torch["rnn of F64"], head = Fixture.Torch["lstm, two layers, head"],
            more = Fixture.Torch["a checkpoint with more"];
        Assert.Contains(ModelFile.Read(rnn.File, rnn.FileName).Notes, note => note.Contains("RNN of Tanh", StringComparison.Ordinal));
        Assert.Contains(ModelFile.Read(head.File, head.FileName).Notes, note =>
            note.Contains("layer (3 → 5) → heads.0 (5 → 2)", StringComparison.Ordinal));
        Assert.Contains("optimizer.state.0.exp_avg", ModelFile.Read(more.File, more.FileName).NotCarriedOver[0], StringComparison.Ordinal);
    }

    /// <summary>Two modules of equal sizes fit in either order: the alphabet of a safetensors file decides nothing.</summary>
    [Fact]
    public void An_order_that_sizes_do_not_decide_is_refused()
    {
        var random = new References.RandomWeights(1);
        SafetensorsFile file = new NamedTensors(new[] { "b", "a" }.SelectMany(name => new[]
        {
            Named(random.Tensor(12, 3), $"{name}.weight_ih_l0"), Named(random.Tensor(12, 3), $"{name}.weight_hh_l0"),
        })).ToSafetensors();
        using var stream = new MemoryStream();
        file.Write(stream);
        Assert.Contains("more than one order", Assert.Throws<ModelFormatException>(
            () => ModelFile.Read(stream.ToArray(), "x.safetensors")).Message, StringComparison.Ordinal);
        ImportedModel named = ModelFile.Read(stream.ToArray(), "x.safetensors", new ReadOptions { Modules = ["a", "b"] });
        Assert.Equal(["a", "b"], named.Layers.Select(layer => layer.Name));

        static ImportedTensor Named(ImportedTensor tensor, string name) => new(name, "F32", tensor.Shape, tensor.Values.ToArray());
    }

    [Fact]
    public void Tensors_are_read_by_name_in_their_own_types()
    {
        NamedTensors tensors = TorchFile.ReadTensors(Fixture.Torch["gru of BF16 in both directions"].File);
        Assert.Equal("layer.weight_ih_l0: BF16 [9, 2]", tensors["layer.weight_ih_l0"].ToString());
        Assert.Equal("F32", tensors.ToSafetensors()["layer.weight_ih_l0"].Dtype);
        Assert.Equal(tensors[0].Values.ToArray(), tensors.ToSafetensors(isDouble: true).Tensors[0].ToArray<double>());
        NamedTensors nested = TorchFile.ReadTensors(Fixture.Torch["a checkpoint with more"].File);
        Assert.Equal("F32", nested["optimizer.state.0.exp_avg"].Dtype);
        Assert.Contains("'layer.weight_ih_l0'", Assert.Throws<KeyNotFoundException>(() => tensors["lstm"]).Message,
            StringComparison.Ordinal);
        Assert.Equal(48000, ModelFile.Read(NamWithRate(), "x.nam").SampleRate);
    }

    private static byte[] NamWithRate() => System.Text.Encoding.UTF8.GetBytes(
        System.Text.Encoding.UTF8.GetString(Fixture.Torch["NAM, 2 layers, 1 outputs"].File).Replace(
            "44100", "48000", StringComparison.Ordinal));
}
