using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace RnnGen.Formats;

/// <summary>
/// The entries of a zip archive in memory, by unique names. What all entries unpack to is bounded by a small multiple of the archive:
/// weights hardly compress, so that an archive that would grow more is an attack or no model.
/// </summary>
internal sealed class ZipContainer
{
    private const int MostGrowth = 16, Allowance = 1 << 16, MostEntries = 100_000;

    private readonly SortedDictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private long _budget;

    private ZipContainer(ReadOnlyMemory<byte> file) => _budget = ((long)MostGrowth * file.Length) + Allowance;

    /// <summary>The names of the entries, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Whether the bytes begin as a zip archive does.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Reads the list of entries.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or names an entry twice.</exception>
    public static ZipContainer Open(ReadOnlyMemory<byte> file) => Guarded("its list of entries", () =>
    {
        var container = new ZipContainer(file);
        var archive = new ZipArchive(ByteStreams.Of(file), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries)
        {
            throw ModelFormatException.Damaged("zip archive", $"it has {archive.Entries.Count} entries: no model has so many.");
        }

        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!container._entries.TryAdd(entry.FullName, entry))
            {
                throw ModelFormatException.Damaged("zip archive", $"it has {Quoting.Quote(entry.FullName)} twice.");
            }
        }

        return container;
    });

    /// <summary>Whether there is an entry of that name.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The length that an entry claims to unpack to; 0 where there is none.</summary>
    public long LengthOf(string name) => _entries.TryGetValue(name, out ZipArchiveEntry? entry) ? entry.Length : 0;

    /// <summary>The bytes of an entry.</summary>
    /// <exception cref="ModelFormatException">There is none, it is damaged, or it would grow without measure.</exception>
    public byte[] Read(string name)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            throw ModelFormatException.Damaged("zip archive", $"it has no entry {Quoting.Quote(name)}.");
        }

        return Guarded(Quoting.Quote(name), () => Unpack(entry));
    }

    private byte[] Unpack(ZipArchiveEntry entry)
    {
        if (entry.Length < 0 || entry.Length > _budget)
        {
            throw ModelFormatException.Damaged(
                "zip archive",
                $"{Quoting.Quote(entry.FullName)} claims to unpack to {entry.Length} bytes: more than {MostGrowth} times the archive.");
        }

        _budget -= entry.Length;
        using Stream stream = entry.Open();
        var bytes = new byte[entry.Length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw ModelFormatException.Damaged("zip archive", $"it ends within {Quoting.Quote(entry.FullName)}.");
        }

        return bytes;
    }

    // What the zip reader throws at damaged archives is not all of one type.
    private static T Guarded<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not ModelFormatException && e is (InvalidDataException or IOException
            or NotSupportedException or ArgumentException or OverflowException or InvalidOperationException))
        {
            throw ModelFormatException.Damaged("zip archive", $"{what} cannot be read: {Quoting.Cut(e.Message)}", e);
        }
    }
}
