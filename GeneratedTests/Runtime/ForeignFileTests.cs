using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Runtime;

/// <summary>Files of other programs: loaded with what the options allow, or refused with a message that says what to do.</summary>
public class ForeignFileTests
{
    private static readonly ParameterLoadOptions s_any = new() { Convert = true, AllowOtherTensors = true };

    /// <summary>The first bytes of a file, and what the message has to say.</summary>
    public static TheoryData<string, string[]> Kinds => new()
    {
        { "PK\u0003\u0004\u0014\u0000\u0008\u0008model/data.pkl", ["torch.save", "save_file(model.state_dict(), \"model.safetensors\")"] },
        { "\u0080\u0002\u008a\u000al\u00fc\u009cF\u00f9 j\u00a8P\u0019.", ["old versions of torch.save", "save_file(model.state_dict()"] },
        { "\u0080\u0004\u0095\u0005\0\0\0\0\0\0\0}\u0094.", ["pickle", "save_file(model.state_dict()"] },
        { "\u0089HDF\r\n\u001a\n\0\0\0\0", ["HDF5", "Keras", "model.weights"] },
        { "\u0093NUMPY\u0001\0v\0{'descr': '<f4'}", ["NumPy", "save_file({\"name\": array}"] },
        { "\u001f\u008b\u0008\u0008\0\0\0\0", ["gzip"] },
        { "{\"weights\": [1, 2, 3]}", ["JSON text"] },
        { "[[0.5, 0.25], [1, 2]]", ["JSON text"] },
        { "<!DOCTYPE html><html>", ["HTML page"] },
        { "version https://git-lfs.github.com/spec/v1\n", ["git lfs pull"] },
        { "\u0008\u0008\u0012\u0007pytorch\u001a\u00052.1.0", ["no safetensors file"] }, // ONNX
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OtherKindsOfFilesAreRecognised(string start, string[] says)
    {
        byte[] bytes = [.. Encoding.Latin1.GetBytes(start), .. new byte[50]];
        var error = Assert.Throws<SafetensorsException>(() => Cell.CreateParameters().Load(new MemoryStream(bytes)));
        Assert.All(says, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    /// <summary>A header of 640 bytes: its length begins as a pickle does. One of 123 bytes: as JSON does.</summary>
    [Theory]
    [InlineData(0x280)]
    [InlineData(0x480)]
    [InlineData('{')]
    [InlineData(0x8B1F)]
    public void LengthsThatSpellASignatureAreLengths(int length)
    {
        byte[] header = Encoding.ASCII.GetBytes("{}".PadRight(length));
        byte[] start = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(start, length);
        Assert.Empty(SafetensorsFile.Read(new MemoryStream([.. start, .. header])).Tensors);
        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(new MemoryStream([.. start, .. header[..1]])));
        Assert.Contains($"ends within the header: 1 bytes of {length}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("F32")]
    [InlineData("F64")]
    public void OptionsConvertRenameAndPassOver(string dtype)
    {
        TensorBytes[] tensors = [.. Tensors(dtype, name => $"net.{name.ToLowerInvariant()}"), Tensor("other", dtype, [3], 99)];
        var options = s_any with { TensorName = name => $"net.{name.ToLowerInvariant()}" };
        Check<float>(options);
        Check<double>(options);

        void Check<T>(ParameterLoadOptions how)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            CellParameters<T> parameters = ElmanCell<T>.CreateParameters();
            parameters.Load(TensorBytes.Stream(tensors), how);
            for (int i = 0; i < parameters.Info.Parameters.Count; i++)
                Assert.Equal(Values(i, parameters[i].Length).Select(T.CreateChecked), parameters[i].ToArray());
        }
    }

    [Fact]
    public void NamesOfPyTorchAreRecognised()
    {
        string message = Refusal(
            new ParameterLoadOptions(), Tensor("lstm.weight_ih_l0", "F32", [8, 2], 0), Tensor("lstm.weight_hh_l0", "F32", [8, 2], 0));
        Assert.EndsWith(
            "'lstm.weight_hh_l0' is no parameter of it. These look like PyTorch's names: see docs/coming-from-pytorch.md.", message);
        Assert.DoesNotContain("PyTorch", Refusal(new ParameterLoadOptions(), Tensor("kernel", "F32", [8, 2], 0)), StringComparison.Ordinal);

        // Where only an element type is wrong, names are none of the trouble.
        TensorBytes[] wrong = [.. Tensors("F64", name => name).Append(Tensor("fc.weight", "F32", [1], 0))];
        Assert.DoesNotContain("PyTorch", Refusal(new ParameterLoadOptions { AllowOtherTensors = true }, wrong), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingTensorsNameTheNearest()
    {
        TensorBytes[] tensors = [.. Tensors("F32", name => $"rnn.cell.{name}")];
        Assert.StartsWith(
            "The file does not fit Elman: 'W' is missing, the file has 'rnn.cell.W'; 'U' is missing, the file has 'rnn.cell.U'; ",
            Refusal(new ParameterLoadOptions(), tensors));
        string message = Refusal(new ParameterLoadOptions { TensorName = name => $"rnn.cel.{name}", AllowOtherTensors = true }, tensors);
        Assert.Contains("'rnn.cel.b' is missing, the file has 'rnn.cell.b'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("no parameter", message, StringComparison.Ordinal);
        var nameless = new ParameterLoadOptions { TensorName = _ => null! };
        var error = Assert.Throws<ArgumentException>(() => Cell.CreateParameters().Load(TensorBytes.Stream(tensors), nameless));
        Assert.Contains("gives null for 'W'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersThatDoNotConvertChangeNothing()
    {
        TensorBytes[] tensors = [.. Tensors("F64", name => name)];
        tensors[4] = TensorBytes.Of("d", "F64", [4], [1, 2, 3, 1e39]);
        Assert.Equal("The file does not fit Elman: 'd' has a number beyond the range of F32 at index 3.", Refusal(s_any, tensors));
        tensors[4] = new TensorBytes("d", "I64", [4], new byte[32]);
        Assert.Contains("'d' is I64, which does not convert to F32", Refusal(s_any, tensors), StringComparison.Ordinal);
        string strict = Refusal(new ParameterLoadOptions(), tensors);
        Assert.Contains("'d' is I64, not F32 (it does not convert)", strict, StringComparison.Ordinal);
    }

    /// <summary>Names of a million letters and twenty thousand tensors: short messages, soon.</summary>
    [Fact]
    public void HostileNamesCostLittle()
    {
        TensorBytes[] tensors =
        [
            .. Enumerable.Range(0, 20_000).Select(i => new TensorBytes($"net.lay{i}.W", "F32", [0], [])),
            new TensorBytes(new string('W', 1_000_000), "F32", [0], []),
        ];
        using MemoryStream stream = TensorBytes.Stream(tensors);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<SafetensorsException>(() => Cell.CreateParameters().Load(stream));
        Assert.InRange(error.Message.Length, 100, 3000);
        Assert.Contains("and 19996 more", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 << 20);
        stream.Position = 0;
        SafetensorsFile file = SafetensorsFile.Read(stream);
        Assert.InRange(Assert.Throws<KeyNotFoundException>(() => file["absent"]).Message.Length, 100, 3000);
        Assert.InRange(Refusal(new ParameterLoadOptions(), tensors[^1]).Length, 100, 3000);
        Assert.InRange(Refusal(new ParameterLoadOptions { TensorName = name => tensors[^1].Name + name }, tensors[^1]).Length, 100, 3000);
    }

    /// <summary>Whatever the damage, a file is read or refused; nothing else is thrown, and a refusal changes nothing.</summary>
    [Fact]
    public void DamageIsReadOrRefused()
    {
        byte[] whole = TensorBytes.File(
            Tensor("W", "F16", [5, 3], 0), Tensor("U", "BF16", [5, 5], 1), Tensor("b", "F64", [5], 2), Tensor("V", "F32", [4, 5], 3),
            Tensor("d", "F64", [4], 4), Tensor("weight_ih_l0", "F16", [1, 2], 5));
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        var random = new CounterRandom(12);
        CellParameters<float> target = Cell.CreateParameters();
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = [.. whole];
            int reach = round % 2 == 0 ? bytes.Length : 8 + header;
            for (int hits = random.Next(3); hits >= 0; hits--) bytes[random.Next(reach)] = Damage(bytes[random.Next(reach)], ref random);
            if (round % 5 == 0) bytes = bytes[..random.Next(bytes.Length)];
            target.Values.Fill(7);
            try
            {
                SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(bytes));
                foreach (SafetensorsTensor tensor in file.Tensors) ReadBothWays(tensor);
                target.Load(new MemoryStream(bytes), s_any);
            }
            catch (SafetensorsException)
            {
                refused++;
                Assert.Equal(-1, target.Values.IndexOfAnyExcept(7f));
            }
        }

        Assert.InRange(refused, 1000, 2900);
    }

    private static byte Damage(byte other, ref CounterRandom random) => random.Next(3) switch
    {
        0 => other, // a byte of elsewhere: digits, quotes, brackets
        1 => (byte)"0123456789-,:[]{}\""[random.Next(18)],
        _ => (byte)random.NextUInt32(),
    };

    private static void ReadBothWays(SafetensorsTensor tensor)
    {
        Assert.NotEmpty(tensor.ToString());
        if (tensor.Dtype is "F16" or "BF16" or "F32" or "F64") Assert.Equal(tensor.Length, tensor.ToArray<double>(convert: true).Length);
        else Assert.Throws<SafetensorsException>(() => tensor.ToArray<double>(convert: true));
    }

    private static string Refusal(ParameterLoadOptions options, params TensorBytes[] tensors)
    {
        CellParameters<float> parameters = Cell.CreateParameters();
        parameters.Values.Fill(7);
        string message = Assert.Throws<SafetensorsException>(() => parameters.Load(TensorBytes.Stream(tensors), options)).Message;
        Assert.Equal(-1, parameters.Values.IndexOfAnyExcept(7f));
        return message;
    }

    /// <summary>The cell's parameters under other names.</summary>
    private static IEnumerable<TensorBytes> Tensors(string dtype, Func<string, string> rename) =>
        Cell.Info.Parameters.Select((slot, i) => Tensor(
            rename(slot.Name), dtype, slot.Rank == 2 ? [slot.Rows, slot.Columns] : [slot.Rows], i));

    private static TensorBytes Tensor(string name, string dtype, int[] shape, int key) =>
        TensorBytes.Of(name, dtype, shape, Values(key, shape.Aggregate(1, (a, b) => a * b)));

    /// <summary>Numbers that every type holds.</summary>
    private static double[] Values(int key, int count) => [.. Enumerable.Range(0, count).Select(i => (7 * i + key) % 32 / 8.0 - 2)];
}
