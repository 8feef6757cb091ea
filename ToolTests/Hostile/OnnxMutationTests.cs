using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Formats;
using RnnGen.Formats.Onnx;
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

    private static readonly int s_count = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1" ? 1_000_000 : 20_000;

    private static readonly byte[][] s_seeds = [.. OnnxGraphTests.Names.Select(OnnxGraphTests.BytesOf)];

    [Fact]
    public void Damaged_bytes_are_a_model_or_an_error() => Try(i =>
        new Mutator(i).Mutate(s_seeds[i % s_seeds.Length], s_seeds[i / s_seeds.Length % s_seeds.Length], isText: false));

    /// <summary>Sound protocol buffers of graphs without sense: what bytes seldom reach.</summary>
    [Fact]
    public void Damaged_graphs_are_a_model_or_an_error()
    {
        OnnxModel[] models = [.. s_seeds.Select(OnnxModel.Parser.ParseFrom)];
        OnnxNode[] nodes = [.. models.SelectMany(model => model.Graph.Nodes)];
        OnnxTensor[] tensors = [.. models.SelectMany(model => model.Graph.Initializers)];
        Try(i =>
        {
            var random = new Random(i);
            OnnxModel model = models[i % models.Length].Clone();
            for (int count = 1 + random.Next(3); count > 0; count--) Damage(model.Graph, random, nodes, tensors);
            return Google.Protobuf.MessageExtensions.ToByteArray(model);
        });
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

    private static void Try(Func<int, byte[]> make)
    {
        int refused = 0;
        for (int i = 0; i < s_count; i++)
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
        Assert.InRange(refused, s_count / 20, s_count - 1);
    }

    private static void Damage(OnnxGraph graph, Random random, OnnxNode[] nodes, OnnxTensor[] tensors)
    {
        OnnxNode node = graph.Nodes[random.Next(graph.Nodes.Count)];
        OnnxNode other = nodes[random.Next(nodes.Length)];
        List<string> names = [.. graph.Nodes.SelectMany(n => n.Inputs.Concat(n.Outputs)), "", "input"];
        switch (random.Next(9))
        {
            case 0:
                node.Operation = other.Operation;
                break;
            case 1 when node.Inputs.Count > 0:
                node.Inputs[random.Next(node.Inputs.Count)] = names[random.Next(names.Count)];
                break;
            case 2:
                node.Inputs.Add(names[random.Next(names.Count)]);
                break;
            case 3:
                node.Attributes.Clear();
                node.Attributes.Add(other.Attributes);
                break;
            case 4 when node.Attributes.Count > 0:
                OnnxAttribute attribute = node.Attributes[random.Next(node.Attributes.Count)];
                (attribute.I, attribute.F) = (random.Next(-3, 4), random.Next(-3, 4));
                if (attribute.Ints.Count > 0) attribute.Ints[random.Next(attribute.Ints.Count)] = random.Next(-3, 4);
                break;
            case 5 when graph.Initializers.Count > 0:
                OnnxTensor tensor = graph.Initializers[random.Next(graph.Initializers.Count)];
                OnnxTensor from = tensors[random.Next(tensors.Length)];
                (tensor.RawData, tensor.ElementType) = (from.RawData, from.ElementType);
                tensor.Extents.Clear();
                tensor.Extents.Add(from.Extents);
                break;
            case 6 when graph.Initializers.Count > 0:
                OnnxTensor turned = graph.Initializers[random.Next(graph.Initializers.Count)];
                if (turned.Extents.Count > 0) turned.Extents[random.Next(turned.Extents.Count)] = random.Next(-1, 9);
                break;
            case 7:
                graph.Nodes.Insert(random.Next(graph.Nodes.Count), other.Clone());
                break;
            default:
                graph.Nodes.RemoveAt(random.Next(Math.Max(1, graph.Nodes.Count - 1)));
                if (graph.Nodes.Count == 0) graph.Nodes.Add(other.Clone());
                break;
        }
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7) bytes.Add((byte)(value | 128));
        return [.. bytes, (byte)value];
    }
}
