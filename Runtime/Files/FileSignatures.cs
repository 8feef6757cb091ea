using System;

namespace RnnGen;

/// <summary>
/// Other kinds of files by their first bytes, for the message of a file that is no safetensors file. Asked only of those: eight bytes of
/// length may happen to spell any of these. ONNX has no signature (it is a bare protocol buffer).
/// </summary>
internal static class FileSignatures
{
    private const string SaveTorch =
        "Save the tensors from Python: from safetensors.torch import save_file; save_file(model.state_dict(), \"model.safetensors\"). " +
        "See docs/coming-from-pytorch.md.";

    private const string SaveKeras =
        "Save the tensors from Python: from safetensors.numpy import save_file; " +
        "save_file({w.path: w.numpy() for w in model.weights}, \"model.safetensors\").";

    private const string SaveNumPy =
        "Save it from Python: from safetensors.numpy import save_file; save_file({\"name\": array}, \"model.safetensors\").";

    /// <summary>What the file is instead, and what to do; null where the bytes say nothing.</summary>
    /// <param name="start">The first 8 bytes.</param>
    public static string? Describe(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return $"This is a zip archive, as torch.save writes it (.pt, .pth), not a safetensors file. {SaveTorch}";
        }

        // A pickle begins with the protocol's opcode and number; 5 is the newest.
        if (start[0] == 0x80 && start[1] is >= 2 and <= 5)
        {
            return $"This is a Python pickle, as old versions of torch.save write it (.pt, .pth), not a safetensors file. {SaveTorch}";
        }

        return start switch
        {
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] =>
                $"This is an HDF5 file, as Keras writes it (.h5), not a safetensors file. {SaveKeras}",
            [0x93, (byte)'N', (byte)'U', (byte)'M', ..] => $"This is a NumPy array (.npy), not a safetensors file. {SaveNumPy}",
            [0x1F, 0x8B, ..] => "This file is compressed (gzip): decompress it first.",
            [(byte)'{' or (byte)'[', ..] => "This is JSON text, not a safetensors file.",
            [(byte)'<', (byte)'!' or (byte)'h' or (byte)'H', ..] =>
                "This is an HTML page, not a safetensors file: a server may have sent it in place of the file.",
            _ when start.SequenceEqual("version "u8) =>
                "This is a pointer of Git LFS, not the file itself: fetch it with git lfs pull.",
            _ => null,
        };
    }
}
