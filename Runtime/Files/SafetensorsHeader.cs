using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace RnnGen;

/// <summary>
/// The checked header of a safetensors file: <c>{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}</c> with an
/// optional <c>"__metadata__"</c> of strings. The tensors cover the data without hole or overlap.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const int MaximumLength = 100_000_000;
    public const string MetadataKey = "__metadata__";

    private SafetensorsHeader(SortedDictionary<string, string> metadata, List<Entry> entries)
    {
        Metadata = metadata;
        Entries = entries;
    }

    public SortedDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public List<Entry> Entries { get; }

    /// <summary>The bytes of data that follow the header.</summary>
    public long DataLength => Entries.Count == 0 ? 0 : Entries[^1].End;

    /// <param name="json">What starts with '{'.</param>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new SafetensorsException("The header is not valid UTF-8.");
        }

        try
        {
            SafetensorsHeader header = ParseRoot(json);
            header.CheckOffsets();
            return header;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SafetensorsException($"The header is not the JSON of a safetensors file: {e.Message}", e);
        }
    }

    private static SafetensorsHeader ParseRoot(ReadOnlySpan<byte> json)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!names.Add(name))
            {
                throw new SafetensorsException($"The header has '{name}' twice.");
            }

            reader.Read();
            if (name == MetadataKey)
            {
                ParseMetadata(ref reader, metadata);
            }
            else
            {
                entries.Add(ParseEntry(ref reader, name));
            }
        }

        // To the end: the reader refuses what follows the object.
        while (reader.Read())
        {
        }

        return new SafetensorsHeader(metadata, entries);
    }

    private static void ParseMetadata(ref Utf8JsonReader reader, SortedDictionary<string, string> metadata)
    {
        Expect(reader, JsonTokenType.StartObject, MetadataKey, "an object of strings");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            Expect(reader, JsonTokenType.String, $"{MetadataKey}.{key}", "a string");
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw new SafetensorsException($"The header's {MetadataKey} has '{key}' twice.");
            }
        }
    }

    private static Entry ParseEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(reader, JsonTokenType.StartObject, name, "an object");
        string? dtype = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            switch (key)
            {
                case "dtype" when dtype is null:
                    Expect(reader, JsonTokenType.String, $"{name}.dtype", "a string");
                    dtype = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ParseIntegers(ref reader, $"{name}.shape");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ParseIntegers(ref reader, $"{name}.data_offsets");
                    break;
                default:
                    throw new SafetensorsException($"Tensor '{name}' has '{key}' twice, or it means nothing here.");
            }
        }

        if (dtype is null || shape is null || offsets is not { Count: 2 })
        {
            throw new SafetensorsException($"Tensor '{name}' needs dtype, shape and two data_offsets.");
        }

        return Checked(new Entry(name, dtype, [.. shape], offsets[0], offsets[1]));
    }

    private static List<long> ParseIntegers(ref Utf8JsonReader reader, string where)
    {
        Expect(reader, JsonTokenType.StartArray, where, "a list of integers");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                throw new SafetensorsException($"{where} has something other than integers from 0 to 2^63 - 1.");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static Entry Checked(Entry entry)
    {
        int size = SafetensorsDtypes.Size(entry.Dtype);
        if (size == 0)
        {
            throw new SafetensorsException($"Tensor '{entry.Name}' has the unknown element type '{entry.Dtype}'.");
        }

        // A zero extent makes the product zero, whatever the others are.
        UInt128 bytes = (UInt128)size;
        bool empty = Array.IndexOf(entry.Shape, 0L) >= 0;
        foreach (long extent in entry.Shape)
        {
            bytes = empty ? 0 : bytes * (UInt128)extent;
            if (bytes > long.MaxValue)
            {
                throw new SafetensorsException($"Tensor '{entry.Name}' has a shape beyond all memory.");
            }
        }

        if (entry.End < entry.Begin || (UInt128)(entry.End - entry.Begin) != bytes)
        {
            throw new SafetensorsException(string.Create(
                CultureInfo.InvariantCulture,
                $"Tensor '{entry.Name}' of {entry.Dtype} {SafetensorsTensor.ShapeText(entry.Shape)} needs {bytes} bytes; " +
                $"its data_offsets are [{entry.Begin}, {entry.End}]."));
        }

        return entry;
    }

    private static void Expect(in Utf8JsonReader reader, JsonTokenType type, string where, string what)
    {
        if (reader.TokenType != type)
        {
            throw new SafetensorsException($"{where} has to be {what}.");
        }
    }

    private void CheckOffsets()
    {
        // By begin, then end, so that empty tensors stand before the one that begins at the same place.
        Entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long end = 0;
        foreach (Entry entry in Entries)
        {
            if (entry.Begin != end)
            {
                throw new SafetensorsException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Tensor '{entry.Name}' begins at byte {entry.Begin} of the data; the one before ends at {end}: " +
                    $"holes and overlaps are not allowed."));
            }

            end = entry.End;
        }
    }

    /// <summary>One tensor: its bytes are Begin up to End of the data.</summary>
    internal sealed record Entry(string Name, string Dtype, long[] Shape, long Begin, long End);
}
