using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using RnnGen.Formats;
using RnnGen.ToolTests.Fixtures;
using Xunit;

namespace RnnGen.ToolTests.Hostile;

/// <summary>
/// Damaged files of every format: a model comes out, or <see cref="ModelFormatException"/>, within bounds of time and memory; nothing
/// else. RNNGEN_LONG=1 tries a million of each.
/// </summary>
public class MutationTests
{
    private const int Usual = 4_000, Long = 1_000_000;

    /// <summary>Small sound files of a format; those with an entry are also damaged within it, in an archive that is sound.</summary>
    private static readonly Dictionary<string, (string[] Torch, string[] Keras, string? Entry)> s_formats = new()
    {
        ["PyTorch"] = (["rnn of F64", "gru without biases, protocol 4", "views of one storage", "big-endian"], [], null),
        ["PyTorch, the pickle"] = (
            ["rnn of F64", "gru without biases, protocol 4", "views of one storage", "a checkpoint with more"], [], "data.pkl"),
        ["safetensors"] = (["safetensors, one in, one out", "safetensors of F16"], [], null),
        ["GuitarML"] = (["GuitarML RNN, skip 0", "GuitarML GRU, skip 0", "state_dict of RNN as JSON"], [], null),
        ["NAM"] = (["NAM, 1 layers, 1 outputs", "NAM, 2 layers, 2 outputs"], [], null),
        ["RTNeural"] = (["RTNeural gru, relu", "RTNeural lstm, elu"], [], null),
        ["Keras, HDF5"] = (
            [], ["Sequential, h5", "Sequential, h5 of the latest version", "Functional, last step of both directions"], null),
        ["Keras"] = ([], ["Functional, keras"], null),
        ["Keras, the configuration"] = ([], ["Functional, keras"], "config.json"),
        ["Keras, the weights"] = ([], ["Functional, keras"], "model.weights.h5"),
        ["Keras, JSON"] = ([], ["JSON, list of weights", "JSON, all in one"], null),
    };

    public static TheoryData<string> Formats => [.. s_formats.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_damaged_file_is_a_model_or_an_error(string format)
    {
        (string[] torch, string[] keras, string? entry) = s_formats[format];
        Fixture[] seeds = [.. torch.Select(name => Fixture.Torch[name]), .. keras.Select(name => Fixture.Keras[name])];
        Assert.All(seeds, seed => Assert.Null(ReadingCost.Read(seed.File, seed.FileName)));
        int count = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1" ? Long : Usual, refused = 0;
        for (int i = 0; i < count; i++)
        {
            Fixture seed = seeds[i % seeds.Length], other = seeds[(i / seeds.Length) % seeds.Length];
            bool isText = seed.File[0] == (byte)'{' || entry == "config.json";
            byte[] file = entry is null
                ? new Mutator(i).Mutate(seed.File, other.File, isText)
                : Within(seed.File, entry, bytes => new Mutator(i).Mutate(bytes, other.File, isText));
            try
            {
                if (ReadingCost.Read(file, seed.FileName) is not null) refused++;
            }
            catch (Exception e) when (e is not ModelFormatException)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Mutation {i} of '{seed.Name}': {e}"));
            }
        }

        // Most damage is seen; none at all would mean that nothing was read.
        Assert.InRange(refused, count / 20, count - 1);
    }

    private static byte[] Within(byte[] archive, string entry, Func<byte[], byte[]> change)
    {
        using var source = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry old in source.Entries)
            {
                using Stream from = old.Open();
                using var content = new MemoryStream();
                from.CopyTo(content);
                byte[] bytes = content.ToArray();
                using Stream to = target.CreateEntry(old.FullName, CompressionLevel.NoCompression).Open();
                to.Write(old.Name == entry ? change(bytes) : bytes);
            }
        }

        return stream.ToArray();
    }
}
