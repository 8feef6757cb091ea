using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Runtime;

public class SafetensorsTests
{
    private const string Middle = "\":{\"dtype\":\"F32\",\"shape\":";
    private const string Offsets = ",\"data_offsets\":";
    private const string A = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    private static byte[] Bytes(string header, int data, ulong? length = null)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length ?? (ulong)json.Length);
        json.CopyTo(bytes, 8);
        for (int i = 0; i < data; i++) bytes[8 + json.Length + i] = (byte)i;
        return bytes;
    }

    private static SafetensorsFile Read(byte[] bytes) => SafetensorsFile.Read(new MemoryStream(bytes));

    [Fact]
    public void ReadsWhatTheFormatAllows()
    {
        SafetensorsFile file = Read(Bytes(
            """
            {"b":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]}, "__metadata__":{"k":"v","ü":"\u00fc"},
            "a":{"data_offsets":[0,8],"shape":[],"dtype":"F64"},"empty":{"dtype":"BF16","shape":[3,0],"data_offsets":[16,16]},
            "u":{"dtype":"U8","shape":[1],"data_offsets":[16,17]}}
            """ + "   ",
            17));
        Assert.Equal(["a", "b", "empty", "u"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([("k", "v"), ("ü", "ü")], file.Metadata.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([2L, 1L], file.Find("b")!.Shape);
        var values = new float[2];
        file.Find("b")!.CopyTo<float>(values);
        Assert.Equal([BitConverter.ToSingle([8, 9, 10, 11]), BitConverter.ToSingle([12, 13, 14, 15])], values);
        Assert.Null(file.Find("c"));
        Assert.Empty(Read(Bytes("{}", 0)).Tensors);
    }

    [Theory]
    [InlineData("[]", 0, "does not start with '{'")]
    [InlineData(" {}", 0, "does not start with '{'")]
    [InlineData("", 0, "does not start with '{'")]
    [InlineData("{", 0, "JSON")]
    [InlineData("{}x", 0, "JSON")]
    [InlineData("{} {}", 0, "JSON")]
    [InlineData("{\"a\":1}", 0, "a has to be an object")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "needs dtype, shape and two data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "needs dtype, shape and two data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}", 4, "needs dtype, shape and two data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "'shape' twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"more\":[1],\"data_offsets\":[0,4]}}", 4, "'more'")]
    [InlineData("{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "unknown element type 'F31'")]
    [InlineData("{\"a\":{\"dtype\":4,\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "a.dtype has to be a string")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "integers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4, "integers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}", 4, "integers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}", 4, "integers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0, "beyond all memory")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}", 0, "beyond all memory")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8, "needs 4 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "needs 4 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "begins at byte 4")]
    [InlineData("{" + A + ",\"b" + Middle + "[1]" + Offsets + "[8,12]}}", 12, "holes and overlaps")]
    [InlineData("{" + A + ",\"b" + Middle + "[2]" + Offsets + "[0,8]}}", 8, "holes and overlaps")]
    [InlineData("{" + A + ",\"b" + Middle + "[1]" + Offsets + "[0,4]}}", 4, "holes and overlaps")]
    [InlineData("{" + A + ",\"a" + Middle + "[1]" + Offsets + "[4,8]}}", 8, "'a' twice")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "'a' twice")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "twice")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, "__metadata__.a has to be a string")]
    [InlineData("{\"__metadata__\":[]}", 0, "__metadata__ has to be an object of strings")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 3, "ends within tensor 'a': 3 bytes of 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 5, "bytes after the last tensor")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[[[[[[1]]]]]],\"data_offsets\":[0,4]}}", 4, "integers")]
    [InlineData("{\"\\ud800\":1}", 0, "JSON")]
    public void RefusesWhatTheFormatForbids(string header, int data, string because)
    {
        var error = Assert.Throws<SafetensorsException>(() => Read(Bytes(header, data)));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesDeepNestingAndBadText()
    {
        Assert.Throws<SafetensorsException>(() => Read(Bytes("{\"a\":" + new string('[', 100_000), 0)));
        Assert.Throws<SafetensorsException>(() => Read(Bytes("{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), 0)));
        byte[] bytes = Bytes("{\"a?\":1}", 0);
        bytes[11] = 0xFF;
        Assert.Contains("UTF-8", Assert.Throws<SafetensorsException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_001UL, "more than the 100000000")]
    [InlineData(ulong.MaxValue, "more than the 100000000")]
    [InlineData(99_999_999UL, "ends within the header")]
    [InlineData(3UL, "ends within the header")]
    public void ClaimedHeaderLengthsAreNotBelieved(ulong length, string because)
    {
        byte[] bytes = Bytes("{}", 0, length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<SafetensorsException>(() => Read(bytes));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void ClaimedTensorLengthsAreNotBelieved()
    {
        byte[] bytes = Bytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}", 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<SafetensorsException>(() => Read(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        bytes = Bytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[5000000000],\"data_offsets\":[0,20000000000]}}", 10);
        Assert.Contains("too large", Assert.Throws<SafetensorsException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void ShortFilesAreRefused(int length)
    {
        var error = Assert.Throws<SafetensorsException>(() => Read(new byte[length]));
        Assert.Contains("ends within the header's length", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WritesAlignedHeadersThatItReads()
    {
        var file = new SafetensorsFile();
        file.Add<float>("matrix", [2, 3], [1, 2, 3, 4, 5, 6]);
        file.Add<double>("scalar", [], [Math.PI]);
        file.Add<float>("empty", [0], []);
        file.Metadata["b"] = "\"ü\\";
        file.Metadata["a"] = "";
        using var stream = new MemoryStream();
        file.Write(stream);
        byte[] bytes = stream.ToArray();
        long header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, header % 8);
        Assert.Equal(8 + header + 24 + 8, bytes.Length);
        Assert.StartsWith(
            """{"__metadata__":{"a":"","b":"\"ü\\"},"matrix":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"scalar":{""",
            Encoding.UTF8.GetString(bytes, 8, (int)header),
            StringComparison.Ordinal);
        SafetensorsFile back = Read(bytes);
        Assert.Equal(["empty", "matrix", "scalar"], back.Tensors.Select(tensor => tensor.Name).Order());
        Assert.Equal(file.Metadata, back.Metadata);
        var pi = new double[1];
        back.Find("scalar")!.CopyTo<double>(pi);
        Assert.Equal(Math.PI, pi[0]);
        Assert.Throws<SafetensorsException>(() => back.Find("scalar")!.CopyTo<float>(new float[1]));
        Assert.Throws<ArgumentException>(() => back.Find("matrix")!.CopyTo<float>(new float[5]));
    }

    [Fact]
    public void AddChecksNamesAndShapes()
    {
        var file = new SafetensorsFile();
        file.Add<float>("a", [1], [1]);
        Assert.Throws<ArgumentException>(() => file.Add<float>("a", [1], [1]));
        Assert.Throws<ArgumentException>(() => file.Add<float>("__metadata__", [1], [1]));
        Assert.Throws<ArgumentException>(() => file.Add<float>("b", [2], [1]));
        Assert.Throws<ArgumentException>(() => file.Add<float>("b", [-1], [1]));
    }

    [Fact]
    public void ParametersSurviveFilesAndStreamsThatCannotSeek()
    {
        CellParameters<float> saved = Cell.CreateParameters(), loaded = Cell.CreateParameters();
        saved.Initialize(5);
        saved["b"][0] = float.NaN;
        saved["b"][1] = -0f;
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("m.safetensors");
        saved.Save(path);
        loaded.Load(path);
        Assert.Equal(Bits(saved), Bits(loaded));
        Assert.Equal([path], Directory.GetFiles(folder.Path));

        loaded.Clear();
        using var stream = new MemoryStream();
        saved.Save(stream);
        Assert.Equal(File.ReadAllBytes(path), stream.ToArray());
        loaded.Load(new OneWayStream(stream.ToArray()));
        Assert.Equal(Bits(saved), Bits(loaded));

        ElmanCell<double>.CreateParameters().Save(path);
        Assert.Equal(["F64"], SafetensorsFile.Read(path).Tensors.Select(tensor => tensor.Dtype).Distinct());
    }

    [Fact]
    public void EveryDifferenceIsReportedAndNothingIsLoaded()
    {
        CellParameters<float> parameters = Cell.CreateParameters();
        parameters.Initialize(5);
        int[] before = Bits(parameters);
        var file = new SafetensorsFile();
        file.Add<float>("W", [5, 3], new float[15]);
        file.Add<float>("U", [25], new float[25]);
        file.Add<double>("b", [5], new double[5]);
        file.Add<float>("v", [4, 5], new float[20]);
        file.Add<float>("d", [4], new float[4]);
        using var stream = new MemoryStream();
        file.Write(stream);
        stream.Position = 0;
        var error = Assert.Throws<SafetensorsException>(() => parameters.Load(stream));
        Assert.Equal(
            "The file does not fit Elman: 'U' has the shape [25], not [5, 5]; 'b' is F64, not F32 " +
            "(load it with new ParameterLoadOptions { Convert = true } to convert it); 'V' is missing, the file has 'v'; " +
            "'v' is no parameter of it.",
            error.Message);
        Assert.Equal(before, Bits(parameters));
    }

    [Fact]
    public void NoDamageLoadsPartsOrThrowsAnythingElse()
    {
        CellParameters<float> saved = Cell.CreateParameters();
        saved.Initialize(5);
        using var stream = new MemoryStream();
        saved.Save(stream);
        byte[] whole = stream.ToArray();
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        var random = new CounterRandom(11);
        CellParameters<float> target = Cell.CreateParameters();
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = [.. whole];
            for (int hits = random.Next(3); hits >= 0; hits--) bytes[random.Next(8 + header)] = (byte)random.NextUInt32();
            if (round % 4 == 0) bytes = bytes[..random.Next(bytes.Length)];
            target.Values.Fill(7);
            try
            {
                target.Load(new MemoryStream(bytes));
            }
            catch (SafetensorsException)
            {
                refused++;
                Assert.Equal(-1, target.Values.IndexOfAnyExcept(7f));
            }
        }

        // What stays readable has its damage in the metadata.
        Assert.InRange(refused, 1500, 2999);
    }

    [Fact]
    public void FailedWritesLeaveTheOldFileAndNoOther()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model");
        CellParameters<float> parameters = Cell.CreateParameters();
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => parameters.Save(path));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.ThrowsAny<IOException>(() => parameters.Save(folder.PathOf("none/model")));
        Assert.ThrowsAny<IOException>(() => parameters.Load(folder.PathOf("none")));

        string old = folder.PathOf("old");
        parameters.Save(old);
        byte[] bytes = File.ReadAllBytes(old);
        var tooMuch = new SafetensorsFile();
        tooMuch.Metadata["text"] = new string('x', 100_000_001);
        Assert.Throws<SafetensorsException>(() => tooMuch.Write(old));
        Assert.Equal(bytes, File.ReadAllBytes(old));
        Assert.Equal([old], Directory.GetFiles(folder.Path));
    }

    private static int[] Bits(CellParameters<float> parameters) => [.. parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    /// <summary>Gives a byte or two at a time, forwards only, as a network may.</summary>
    private sealed class OneWayStream(byte[] bytes) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = Math.Min(Math.Min(count, 1 + _at % 2), bytes.Length - _at);
            bytes.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
