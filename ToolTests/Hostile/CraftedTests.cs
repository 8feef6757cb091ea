using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using RnnGen.Formats;
using RnnGen.ToolTests.Fixtures;
using Xunit;

namespace RnnGen.ToolTests.Hostile;

/// <summary>Files that someone made in order to do harm: each is refused for what it is, within the same bounds.</summary>
public class CraftedTests
{
    private static readonly byte[] s_begin = [0x80, 2];

    private static readonly Dictionary<string, (string FileName, Func<byte[]> File, string Says)> s_files = new()
    {
        ["a zip bomb"] = ("x.pt", () => Zip(("archive/data.pkl", new byte[64 << 20])), "times the archive"),
        ["a zip bomb of many entries"] = ("x.keras", () => Zip([("config.json", "{}"u8.ToArray()), .. Enumerable.Range(0, 50)
            .Select(i => ($"{i}", new byte[1 << 20])), ("model.weights.h5", new byte[1 << 20])]), "class_name"),
        ["an entry twice"] = ("x.pt", () => Zip(("archive/data.pkl", [.. s_begin, .. "}."u8]), ("archive/data.pkl", s_begin)), "twice"),
        ["dicts within dicts"] = ("x.pt", () => Pickle(Enumerable.Repeat("}X\u0001\0\0\0a"u8.ToArray(), 100_000).SelectMany(b => b),
            [(byte)'}'], Enumerable.Repeat((byte)'s', 100_000)), "levels inside each other"),
        ["tuples within tuples"] = (
            "x.pt", () => Pickle(")"u8.ToArray(), Enumerable.Repeat((byte)0x85, 200_000)), "levels inside each other"),
        ["a list that holds itself"] = ("x.pt", () => Pickle("]q\0h\0ah\0a"u8.ToArray()), "levels inside each other"),
        ["a dict that holds itself many times over"] = ("x.pt", () => Pickle("}q\0"u8.ToArray(), Enumerable.Range(0, 20)
            .SelectMany(i => new byte[] { (byte)'X', 1, 0, 0, 0, (byte)('a' + i), (byte)'h', 0, (byte)'s' })), "inside each other"),
        ["lists that double"] = ("x.pt", () => Pickle([(byte)']'], Enumerable.Range(0, 60)
            .SelectMany(i => new byte[] { (byte)'q', 0, (byte)'0', (byte)']', (byte)'h', 0, (byte)'a', (byte)'h', 0, (byte)'a' })),
                "more values than bytes"),
        ["a million marks"] = ("x.pt", () => Pickle([], Enumerable.Repeat((byte)'(', 1 << 20)), "ends with"),
        ["a string of 4 GB"] = ("x.pt", () => Pickle([(byte)'X', 0xFF, 0xFF, 0xFF, 0xFF]), "more bytes"),
        ["a call of a call"] = ("x.pt", () => Pickle("ccollections\nOrderedDict\n)R)R"u8.ToArray()), "calls what is no name"),
        ["a name in two steps"] = (
            "x.pt", () => Pickle("\u008C\u0005posix\u008C\u0006system\u0093".Select(c => (byte)c)), "'posix.system'"),
        ["lists within lists of JSON"] = ("x.json", () => Text("{\"state_dict\":{\"a.weight_ih\":" + new string('[', 1 << 20)), "no JSON"),
        ["ragged lists of JSON"] = ("x.json", () => Text("{\"lstm.weight_ih_l0\":[[1,2],[3]]}"), "same length"),
        ["a name of a megabyte"] = ("x.json", () => Text("{\"" + new string('a', 1 << 20) + "\":1}"), "no model of NAM"),
        ["sizes of NAM beyond all memory"] = ("x.nam", () => Text("{\"architecture\":\"LSTM\",\"config\":{\"input_size\":2147483647," +
            "\"hidden_size\":2147483647,\"num_layers\":1000},\"weights\":[1]}"), "weights"),
        ["units of Keras beyond all memory"] = (
            "x.json", () => Text("{\"model\":{\"class_name\":\"Sequential\",\"config\":[{\"class_name\":\"LSTM\"," +
            "\"config\":{\"units\":2147483647}}]},\"weights\":[[[1]],[[1]],[1]]}"), "units"),
        ["a chain of Keras that is a ring"] = ("x.json", () => Text("{\"model\":{\"class_name\":\"Functional\",\"config\":{\"layers\":[" +
            "{\"class_name\":\"LSTM\",\"config\":{\"name\":\"a\"},\"inbound_nodes\":[[[\"b\",0,0,{}]]]}," +
            "{\"class_name\":\"LSTM\",\"config\":{\"name\":\"b\"},\"inbound_nodes\":[[[\"a\",0,0,{}]]]}]}},\"weights\":[]}"),
                "single chain"),
        ["a group of HDF5 that holds itself"] = ("x.h5", GroupInItself, "too deep"),
        ["a tree of HDF5 that names itself"] = ("x.h5", TreeInItself, "the level 1"),
        ["a header of HDF5 that goes on in itself"] = ("x.h5", HeaderInItself, "accounts for"),
    };

    public static TheoryData<string> Files => [.. s_files.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_crafted_file_is_refused_for_what_it_is(string name)
    {
        (string fileName, Func<byte[]> make, string says) = s_files[name];
        byte[] file = make();
        string message = says == "too deep"
            ? Assert.Throws<ModelFormatException>(() => KerasFile.ReadTensors(file)).Message
            : Assert.IsType<ModelFormatException>(ReadingCost.Read(file, fileName)).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    /// <summary>Every opcode of pickle that builds more than plain data is refused by its name.</summary>
    [Fact]
    public void Every_other_opcode_is_refused_by_name()
    {
        const string Known = "(.012JKMNQRTUXabcdehjlqrstu)]}G";
        byte[] also = [0x80, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x93, 0x94, 0x95];
        for (int opcode = 0; opcode < 256; opcode++)
        {
            if (opcode < 128 ? Known.Contains((char)opcode) : also.Contains((byte)opcode)) continue;
            ModelFormatException said = ReadingCost.Read(Pickle([(byte)opcode]), "x.pt")!;
            Assert.Equal(ModelFailure.Unsupported, said.Failure);
            Assert.Contains($"0x{opcode:X2}", said.Message, StringComparison.Ordinal);
        }

        Assert.Contains("NEWOBJ (0x81)", ReadingCost.Read(Pickle([0x81]), "x.pt")!.Message, StringComparison.Ordinal);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Pickle(params IEnumerable<byte>[] parts) =>
        Zip(("archive/data.pkl", [.. s_begin, .. parts.SelectMany(part => part), (byte)'.']));

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(
                    name, content is [0, ..] ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    // The entry of a group leads to the root's header, which lies at the address in the superblock.
    private static byte[] GroupInItself()
    {
        byte[] file = [.. Fixture.Keras["weights without a network"].File];
        int node = file.AsSpan().IndexOf("SNOD"u8);
        file.AsSpan(64, 8).CopyTo(file.AsSpan(node + 16, 8));
        return file;
    }

    // The B-tree of the root's group becomes one of level 1 whose child it is itself.
    private static byte[] TreeInItself()
    {
        byte[] file = [.. Fixture.Keras["Sequential, h5"].File];
        int tree = file.AsSpan().IndexOf("TREE"u8);
        file[tree + 5] = 1;
        BitConverter.TryWriteBytes(file.AsSpan(tree + 32), (long)tree);
        return file;
    }

    private static byte[] HeaderInItself()
    {
        byte[] file = [.. Fixture.Keras["Sequential, h5"].File];
        int header = BitConverter.ToInt32(file, 64);
        // The first message of the root's header becomes a continuation that names the block it lies in.
        file[header + 16] = 0x10;
        BitConverter.TryWriteBytes(file.AsSpan(header + 24), (long)header + 16);
        BitConverter.TryWriteBytes(file.AsSpan(header + 32), 24L);
        return file;
    }
}
