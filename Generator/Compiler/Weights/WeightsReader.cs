using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Weights;

/// <summary>
/// Reads what a file of weights says about itself, as strictly as the runtime library, which reads the data: what fails there fails here,
/// when the project is built.
/// </summary>
internal static class WeightsReader
{
    /// <summary>The header's length stands in so many bytes.</summary>
    private const int Start = 8;

    private const long LongestHeader = 100_000_000;

    public static WeightsContent Read(WeightsFile file)
    {
        if (FaultOf(file) is { } fault) return new WeightsContent(default, fault);
        WeightsContent content = HeaderReader.Read(file.Header);
        return content.Fault is null ? content with { Fault = FaultOf(content, file.Length - Start - (long)HeaderLength(file)) } : content;
    }

    /// <summary>The bytes of an element, or 0 for a type that the format has not.</summary>
    private static int SizeOf(string dtype) => dtype switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" => 1,
        "I16" or "U16" or "F16" or "BF16" => 2,
        "I32" or "U32" or "F32" => 4,
        "I64" or "U64" or "F64" or "C64" => 8,
        _ => 0,
    };

    private static ulong HeaderLength(WeightsFile file)
    {
        string[] bytes = file.Start.Split('-');
        ulong length = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            byte.TryParse(bytes[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value);
            length = (length << 8) | value;
        }

        return length;
    }

    private static string? FaultOf(WeightsFile file)
    {
        ulong length = HeaderLength(file);
        bool isWhole = file.Length >= Start && length <= LongestHeader && (long)length <= file.Length - Start;
        if (isWhole && file.Header.StartsWith("{", StringComparison.Ordinal)) return null;
        return KindOf(file.Start) ?? (
            !isWhole && (file.Length < Start || length > LongestHeader) ? "it does not begin as one"
            : !isWhole ? "it ends within its header"
            : file.Header.Length > 0 ? "its header does not begin with '{'"
            : length == 0 ? "it has no header"
            : $"its header of {length.ToString(CultureInfo.InvariantCulture)} bytes is too long for a cell's, or no text");
    }

    /// <summary>What a file that is none is instead. Asked of those only: a length may happen to spell any of these.</summary>
    private static string? KindOf(string start)
    {
        const string Version = "76-65-72-73-69-6F-6E-20";
        if (start == Version) return "it is a pointer of Git LFS, and 'git lfs pull' fetches the file itself";
        // An archive, or a pickle of protocol 2 to 5.
        bool isTorch = start.StartsWith("50-4B-03-04", StringComparison.Ordinal)
            || (start.StartsWith("80-0", StringComparison.Ordinal) && start.Length > 4 && start[4] is >= '2' and <= '5');
        return isTorch ? "it is what torch.save writes, of which 'rnngen import' makes one" : null;
    }

    /// <summary>The tensors cover the data without hole or overlap, and none of them is beyond all bounds.</summary>
    private static string? FaultOf(WeightsContent content, long dataLength)
    {
        long end = 0;
        // Empty tensors stand before the one that begins at the same place.
        foreach (WeightsTensor tensor in content.Tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            int size = SizeOf(tensor.Dtype);
            string name = WeightsCheck.Quote(tensor.Name);
            if (size == 0) return $"{name} has the unknown element type {WeightsCheck.Quote(tensor.Dtype)}";
            if (tensor.Begin != end) return $"the data of {name} do not begin where those before end";
            if (Bytes(tensor, size) != tensor.End - tensor.Begin) return $"the data of {name} have another length than its shape says";
            end = tensor.End;
        }

        return end == dataLength
            ? null
            : $"its data have {Text(dataLength)} bytes, and the header says {Text(end)}: it is cut off or damaged";

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>-1 where that is beyond all memory.</summary>
    private static long Bytes(WeightsTensor tensor, int size)
    {
        long bytes = size;
        if (tensor.Shape.Contains(0)) return 0;
        foreach (long extent in tensor.Shape)
        {
            if (bytes > long.MaxValue / extent) return -1;
            bytes *= extent;
        }

        return bytes;
    }
}
