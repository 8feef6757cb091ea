using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Formats;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Exporting.Onnx;
using RnnGen.ToolTests.Exporting;
using RnnGen.ToolTests.Exporting.Onnx;
using RnnGen.ToolTests.Onnx;
using Xunit;

namespace RnnGen.ToolTests.Hostile;

/// <summary>
/// Damaged ONNX files: bytes, and operators and operands that are exchanged in a sound file. A model that can be written comes out, or
/// <see cref="ModelFormatException"/>, within bounds of time and memory. RNNGEN_LONG=1 tries a million of each.
/// </summary>
public class OnnxMutationTests
{
    private const string Name = "x.onnx";

    private static readonly int s_count = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1" ? 1_000_000 : 4_000;

    private static readonly byte[][] s_seeds = [.. OnnxGraphTests.Names.Select(OnnxGraphTests.BytesOf)];

    [Fact]
    public void Damaged_bytes_are_a_model_or_an_error() => Try(i =>
        new Mutator(i).Mutate(s_seeds[i % s_seeds.Length], s_seeds[i / s_seeds.Length % s_seeds.Length], isText: false));

    /// <summary>Sound protocol buffers of graphs without sense: what bytes seldom reach.</summary>
    [Fact]
    public void Damaged_graphs_are_a_model_or_an_error()
    {
        var graphs = new GraphMutator(s_seeds);
        Try(i => graphs.Mutate(i, 1 + i / s_seeds.Length % 3));
    }

    /// <summary>
    /// Exported files: what reads them costs no more than their length, and a graph that is run gives numbers or an error, in bounded time.
    /// </summary>
    [Fact]
    public void Damaged_exports_are_a_model_or_an_error()
    {
        byte[][] seeds = [.. Exports()];
        var graphs = new GraphMutator(seeds);
        int run = 0;
        Try(i =>
        {
            byte[] file = i % 4 == 0
                ? new Mutator(i).Mutate(seeds[i % seeds.Length], seeds[i / seeds.Length % seeds.Length], isText: false)
                : graphs.Mutate(i, 1 + i / seeds.Length % 3);
            if (i % 4 == 1 && Runs(file)) run++;
            return file;
        }, s_count / 8);
        Assert.InRange(run, s_count / 800, s_count / 32);
    }

    [Fact]
    public void Graphs_within_graphs_are_refused()
    {
        byte[] inner = [];
        // A node with an attribute with a graph, and so on.
        for (int i = 0; i < 2_000; i++) inner = Wrapped(0x0A, Wrapped(0x2A, Wrapped(0x32, inner)));
        byte[] file = [0x08, 0x08, .. Wrapped(0x3A, inner)];
        Assert.Contains("levels inside each other", ReadingCost.Read(file, Name)!.Message, StringComparison.Ordinal);

        static byte[] Wrapped(byte tag, byte[] message) => [tag, .. Varint(message.Length), .. message];
    }

    private static bool Runs(byte[] file)
    {
        try
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            bool isRun = ModelFile.Read(file, Name).TestVectors.Count == 1 && ModelFile.Read(file, Name).TestVectors[0].Output.Length > 0;
            Assert.True(
                System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), "A graph of a small file takes seconds.");
            return isRun;
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }

    private static IEnumerable<byte[]> Exports()
    {
        foreach ((string name, int i) in new[] { "lstm", "gru", "mgu", "lstm-projection", "rnn-softmax" }.Select((name, i) => (name, i)))
        {
            foreach (bool isDouble in new[] { false, true })
            {
                var settings = new OnnxSettings(i % 2 == 0 ? OnnxForm.Sequences : OnnxForm.Step, HasStates: false, HasLengths: i == 2);
                yield return OnnxCase.Create(name, ExportRequests.Zoo(name, isDouble, i), settings, seed: i)!.Bytes;
            }
        }
    }

    [Fact]
    public void Empty_messages_do_not_cost_more_than_they_may()
    {
        // Two bytes each of what becomes an object with six lists.
        byte[] nodes = [.. Enumerable.Repeat((byte[])[0x0A, 0x00], 500_000).SelectMany(bytes => bytes)];
        byte[] file = [0x08, 0x08, 0x3A, .. Varint(nodes.Length), .. nodes];
        Assert.Contains("more than", ReadingCost.Read(file, Name)!.Message, StringComparison.Ordinal);

        // Tensors of no element whose extents ask for all memory, and of one element in 10,000 axes.
        foreach (long[] extents in (long[][])[[1L << 40, 0], [int.MaxValue, int.MaxValue], [-1], [.. Enumerable.Repeat(1L, 10_000)]])
        {
            var builder = new OnnxBuilder(seed: 1);
            var tensor = new OnnxTensor { Name = "W", ElementType = 1 };
            tensor.Extents.Add(extents);
            builder.Output(builder.Nodes("RNN", [builder.Input("x", 0, 0, 1), builder.Add(tensor), "W"], 1)[0], 3);
            Assert.NotNull(ReadingCost.Read(builder.Bytes(), Name));
        }
    }

    private static void Try(Func<int, byte[]> make) => Try(make, s_count);

    private static void Try(Func<int, byte[]> make, int count)
    {
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] file = make(i);
            try
            {
                if (ReadingCost.Read(file, Name) is not null) refused++;
                else if (i % 16 == 0) ModelWriter.Write(ModelFile.Read(file, Name), new WriteOptions { IsDouble = true });
            }
            catch (Exception e) when (e is not ModelFormatException)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Mutation {i}: {e}"));
            }
        }
        Assert.InRange(refused, count / 20, count - 1);
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7) bytes.Add((byte)(value | 128));
        return [.. bytes, (byte)value];
    }
}
