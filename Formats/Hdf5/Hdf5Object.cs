using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Formats;

/// <summary>A group or a dataset: its links, its attributes, its elements. Everything is read when it is asked for.</summary>
internal sealed class Hdf5Object
{
    private readonly Hdf5Bytes _file;
    private readonly IReadOnlyList<Hdf5Message> _messages;
    private Dictionary<string, ulong>? _links;
    private Dictionary<string, Hdf5Array>? _attributes;

    public Hdf5Object(Hdf5Bytes file, ulong address, string path)
    {
        (_file, Path) = (file, path);
        _messages = Hdf5Header.Read(file, address);
    }

    /// <summary>The names that lead to it, with slashes.</summary>
    public string Path { get; }

    /// <summary>The names of what it holds, in ordinal order.</summary>
    public IEnumerable<string> Names => Links.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether it has elements.</summary>
    public bool IsDataset => _messages.Any(message => message.Kind == Hdf5MessageKind.Layout);

    private Dictionary<string, ulong> Links => _links ??= ReadLinks();

    /// <summary>What lies at a path, such as <c>lstm/kernel:0</c>; null where nothing does.</summary>
    public Hdf5Object? Find(string path)
    {
        Hdf5Object at = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!at.Links.TryGetValue(name, out ulong address)) return null;
            at = new Hdf5Object(_file, address, $"{at.Path}/{name}");
        }

        return at;
    }

    /// <summary>An attribute of text; null where there is none.</summary>
    public string? Text(string name) => Texts(name) is [var text] ? text : null;

    /// <summary>An attribute of texts; null where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        (_attributes ??= ReadAttributes()).TryGetValue(name, out Hdf5Array? array) ? array.Texts(_file, $"{Path}@{name}") : null;

    /// <summary>The elements of a dataset.</summary>
    public ImportedTensor Tensor(string name)
    {
        string where = $"dataset {Quoting.Quote(Path)}";
        if (Shared() is { } kind) throw ModelFormatException.Unsupported(where, $"its {kind} is shared with another one.");
        if (Message(Hdf5MessageKind.Filters) is not null || Message(Hdf5MessageKind.ExternalFiles) is not null)
            throw ModelFormatException.Unsupported(
                where, "it is compressed or lies in another file: h5repack -f NONE -l CONTI writes it plainly.");
        if (Message(Hdf5MessageKind.Datatype) is not { } type || Message(Hdf5MessageKind.Dataspace) is not { } space
            || Message(Hdf5MessageKind.Layout) is not { } layout)
            throw ModelFormatException.Damaged(where, "it has no type, no extents or no elements.");
        int[] shape = Hdf5Array.Extents(space.Bytes(_file)) ?? [0];
        (ulong address, ulong length) = Place(layout, where);
        return new Hdf5Array(Hdf5Type.Read(type.Bytes(_file)), shape, address, length).Tensor(_file, name, Text("dtype") == "bfloat16");
    }

    private Hdf5MessageKind? Shared() => _messages
        .Where(message => message.IsShared && message.Kind is Hdf5MessageKind.Datatype or Hdf5MessageKind.Dataspace)
        .Select(message => (Hdf5MessageKind?)message.Kind)
        .FirstOrDefault();

    private Hdf5Message? Message(Hdf5MessageKind kind)
    {
        foreach (Hdf5Message message in _messages)
        {
            if (message.Kind == kind) return message;
        }

        return null;
    }

    // A layout message (section IV.A.2.i): in the header itself, or at an address.
    private (ulong Address, ulong Length) Place(Hdf5Message layout, string where)
    {
        var cursor = new Hdf5Cursor(layout.Bytes(_file), "a layout");
        int version = cursor.Byte(), kind = cursor.Byte();
        if (version is not (3 or 4) || kind > 1)
            throw ModelFormatException.Unsupported(
                where, $"its layout is chunked or old (version {version}, class {kind}): h5repack -l CONTI writes it plainly.");
        if (kind == 0)
        {
            ulong length = cursor.Integer(2);
            return (layout.Address + 4, Math.Min(length, layout.Length - 4));
        }

        ulong address = cursor.Offset(), size = cursor.Offset();
        return address == Hdf5Bytes.Undefined ? (0, 0) : (address, size);
    }

    private Dictionary<string, ulong> ReadLinks()
    {
        var links = new List<(string Name, ulong Address)>();
        foreach (Hdf5Message message in _messages)
        {
            if (message.Kind == Hdf5MessageKind.SymbolTable) Hdf5Links.OfTable(_file, message.Bytes(_file), links);
            if (message.Kind == Hdf5MessageKind.Link && Hdf5Links.OfMessage(_file, message.Bytes(_file)) is { } link) links.Add(link);
            if (message.Kind == Hdf5MessageKind.LinkInfo) RefuseDense(message, "links", 2, (1, 8));
        }

        var result = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach ((string name, ulong address) in links)
        {
            if (!result.TryAdd(name, address)) throw ModelFormatException.Damaged(
                "HDF5", $"{Quoting.Quote(Path)} has {Quoting.Quote(name)} twice.");
        }

        return result;
    }

    private Dictionary<string, Hdf5Array> ReadAttributes()
    {
        var result = new Dictionary<string, Hdf5Array>(StringComparer.Ordinal);
        foreach (Hdf5Message message in _messages)
        {
            if (message.Kind == Hdf5MessageKind.AttributeInfo) RefuseDense(message, "attributes", 2, (1, 2));
            if (message.Kind != Hdf5MessageKind.Attribute) continue;
            if (Hdf5Attributes.Read(_file, message) is { } attribute && !result.TryAdd(attribute.Name, attribute.Value))
                throw ModelFormatException.Damaged(
                    "HDF5", $"{Quoting.Quote(Path)} has the attribute {Quoting.Quote(attribute.Name)} twice.");
        }

        return result;
    }

    // Many links or attributes lie in a heap of their own, in files that were written with libver='latest'.
    private void RefuseDense(Hdf5Message message, string what, int flagsEnd, (int Flag, int Bytes) optional)
    {
        var cursor = new Hdf5Cursor(message.Bytes(_file), "an info message");
        cursor.Skip((ulong)flagsEnd - 1);
        byte flags = cursor.Byte();
        cursor.Skip((flags & optional.Flag) != 0 ? (ulong)optional.Bytes : 0);
        if (cursor.Offset() != Hdf5Bytes.Undefined)
            throw ModelFormatException.Unsupported(
                $"group {Quoting.Quote(Path)}", $"its {what} lie in a heap: write the file without libver='latest'.");
    }
}
