using System;
using System.IO;
using System.Runtime.InteropServices;

namespace RnnGen.Formats;

/// <summary>Memory as a stream.</summary>
internal static class ByteStreams
{
    /// <summary>A stream over the bytes themselves, not over a copy of them.</summary>
    public static MemoryStream Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> part)
            ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
