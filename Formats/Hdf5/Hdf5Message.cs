using System;

namespace RnnGen.Formats;

/// <summary>The kinds of messages in object headers that are read here (section IV.A.2 of the HDF5 file format).</summary>
internal enum Hdf5MessageKind
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    Filters = 0x0B,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>A message of an object header: its kind, its flags and where its bytes lie.</summary>
internal readonly record struct Hdf5Message(Hdf5MessageKind Kind, byte Flags, ulong Address, ulong Length)
{
    /// <summary>Whether the message is a reference to one that lies elsewhere.</summary>
    public bool IsShared => (Flags & 2) != 0;

    public ReadOnlySpan<byte> Bytes(Hdf5Bytes file) => file.At(Address, Length, $"a message of kind {Kind}");
}
