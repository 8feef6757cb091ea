using System;

namespace RnnGen.Formats;

/// <summary>Takes fields of a structure one after the other; a structure that ends too early is damaged.</summary>
internal ref struct Hdf5Cursor(ReadOnlySpan<byte> bytes, string what)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _what = what;
    private int _at;

    public readonly int Left => _bytes.Length - _at;

    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left)
            throw ModelFormatException.Damaged("HDF5", $"{_what} ends after {_bytes.Length} bytes; {count} more are needed at {_at}.");
        ReadOnlySpan<byte> taken = _bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    public void Skip(ulong count) => Take(count);

    public byte Byte() => Take(1)[0];

    public ulong Integer(int size) => Hdf5Bytes.Integer(Take((ulong)size));

    /// <summary>An address or a length: 8 bytes in every file that h5py writes.</summary>
    public ulong Offset() => Integer(8);
}
