using System;
using System.Buffers.Binary;
using System.Text;

namespace RnnGen.Formats;

/// <summary>The bytes of an HDF5 file, read at addresses that the file names: none is trusted.</summary>
/// <param name="file">The whole file.</param>
internal sealed class Hdf5Bytes(ReadOnlyMemory<byte> file)
{
    /// <summary>The address that stands for none.</summary>
    public const ulong Undefined = ulong.MaxValue;

    /// <summary>What reading the file has cost so far.</summary>
    public ReadingBudget Budget { get; } = new(file.Length);

    /// <summary>The bytes of the file.</summary>
    public int Length => file.Length;

    /// <summary>Bytes at an address.</summary>
    /// <exception cref="ModelFormatException">They are not all within the file.</exception>
    public ReadOnlySpan<byte> At(ulong address, ulong length, string what) =>
        address <= (ulong)file.Length && length <= (ulong)file.Length - address
            ? file.Span.Slice((int)address, (int)length)
            : throw ModelFormatException.Damaged("HDF5", $"{what} lies at {address} with {length} bytes; the file has {file.Length}.");

    /// <summary>A structure that begins with a signature, without it.</summary>
    public ReadOnlySpan<byte> Signed(ulong address, ReadOnlySpan<byte> signature, ulong length, string what)
    {
        ReadOnlySpan<byte> bytes = At(address, (ulong)signature.Length + length, what);
        return bytes.StartsWith(signature)
            ? bytes[signature.Length..]
            : throw ModelFormatException.Damaged("HDF5", $"{what} at {address} does not begin with {Encoding.ASCII.GetString(signature)}.");
    }

    /// <summary>An unsigned integer, the least significant byte first.</summary>
    public static ulong Integer(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
