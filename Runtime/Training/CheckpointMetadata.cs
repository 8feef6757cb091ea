using System;
using System.Globalization;

namespace RnnGen;

/// <summary>Reads the numbers of a checkpoint from its text metadata, with an error that names the key.</summary>
internal readonly struct CheckpointMetadata(SafetensorsFile file)
{
    public void Require(string key, string expected, string otherwise)
    {
        string found = Text(key);
        if (!string.Equals(found, expected, StringComparison.Ordinal))
        {
            throw new SafetensorsException($"The checkpoint cannot be used: {otherwise} ({key} is '{found}', not '{expected}').");
        }
    }

    public int Integer(string key) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Bad(key);

    public long Long(string key) =>
        long.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw Bad(key);

    public ulong Unsigned(string key) =>
        ulong.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw Bad(key);

    public double Rate(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value is >= 0 and <= double.MaxValue
            ? value
            : throw Bad(key);

    public bool Truth(string key, bool otherwise) => file.Metadata.TryGetValue(key, out string? text) ? text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new SafetensorsException($"The checkpoint's '{key}' is neither 'true' nor 'false'."),
    } : otherwise;

    /// <summary>Where the random numbers of a tape stand; null where the checkpoint says nothing of it.</summary>
    public NoisePosition? Noise(string key, Span<int> begun) => !file.Metadata.TryGetValue(key, out string? text) ? null
        : NoisePosition.TryRead(text, begun) ?? throw Bad(key);

    private string Text(string key) => file.Metadata.TryGetValue(key, out string? text)
        ? text
        : throw new SafetensorsException($"The file is no checkpoint: its metadata has no '{key}'.");

    private static SafetensorsException Bad(string key) => new($"The checkpoint's '{key}' is no valid number.");
}
