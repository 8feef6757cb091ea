using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Reads the tensors of a checkpoint of PyTorch (<c>.pt</c>, <c>.pth</c>, <c>.ckpt</c>): a zip archive with the pickle <c>data.pkl</c> and
/// the elements of each storage in <c>data/N</c>. The pickle is read as data: nothing of it is executed.
/// <code>
/// NamedTensors tensors = TorchFile.ReadTensors("model.pt");
/// foreach (ImportedTensor tensor in tensors) Console.WriteLine(tensor);     // lstm.weight_ih_l0: F16 [256, 16]
/// parameters.Load(tensors.ToSafetensors(), new ParameterLoadOptions { TensorName = p => $"lstm.{p}" });
/// </code>
/// </summary>
public static class TorchFile
{
    /// <summary>Reads a file. Tensors of a dict inside a dict are named with both keys: <c>model.lstm.weight_ih_l0</c>.</summary>
    /// <exception cref="ModelFormatException">It is no such checkpoint, is damaged, or holds more than plain data.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NamedTensors ReadTensors(string path) => ReadTensors(File.ReadAllBytes(path));

    /// <summary>Reads a file from memory.</summary>
    /// <exception cref="ModelFormatException">It is no such checkpoint, is damaged, or holds more than plain data.</exception>
    public static NamedTensors ReadTensors(ReadOnlyMemory<byte> bytes) => new(ReadDicts(bytes)
        .SelectMany(dict => dict.Tensors.Select(tensor => dict.Path.Length == 0 ? tensor : tensor.Named($"{dict.Path}.{tensor.Name}"))));

    /// <summary>The dicts of a checkpoint that hold tensors, in order.</summary>
    internal static IReadOnlyList<StateDict> ReadDicts(ReadOnlyMemory<byte> bytes)
    {
        RefuseLegacy(bytes.Span);
        ZipContainer archive = ZipContainer.Open(bytes);
        string folder = Folder(archive);
        object? root = PickleReader.Read(archive.Read($"{folder}data.pkl"));
        var storages = new TorchStorages(archive, folder);
        var budget = new ReadingBudget(bytes.Length);
        return [.. PickleWalk.Dicts(root, bytes.Length)
            .Select(dict => new StateDict(
                dict.Path, [.. dict.Tensors.Select(tensor => storages.Read(tensor.Name, tensor.Value, budget))]))];
    }

    /// <summary>Whether the archive has the pickle that torch.save writes.</summary>
    internal static bool Recognizes(ZipContainer archive) => archive.Names.Any(IsPickle);

    // torch.save before 1.6: a pickle of the number 0x1950a86a20f9469cfc6c, which is LONG1 with ten bytes.
    internal static bool IsLegacy(ReadOnlySpan<byte> bytes) =>
        bytes is [0x80, >= 2 and <= 5, 0x8A, 0x0A, 0x6C, 0xFC, ..];

    private static void RefuseLegacy(ReadOnlySpan<byte> bytes)
    {
        if (IsLegacy(bytes))
        {
            throw ModelFormatException.Unsupported(
                "",
                "This is PyTorch's old format without a zip archive: load it there and save it again with torch.save(state_dict, path).");
        }
    }

    private static string Folder(ZipContainer archive)
    {
        if (archive.Names.FirstOrDefault(IsPickle) is not { } pickle)
        {
            throw ModelFormatException.Damaged("zip archive", $"it has no data.pkl, but {Quoting.Join(archive.Names)}.");
        }

        string folder = pickle[..^"data.pkl".Length];
        return archive.Has($"{folder}constants.pkl")
            ? throw ModelFormatException.Unsupported(
                "",
                "This is a TorchScript program: torch.save(torch.jit.load(path).state_dict(), \"model.pt\") saves its tensors.")
            : folder;
    }

    private static bool IsPickle(string name) => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal);
}
