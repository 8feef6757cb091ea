using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace Amplifier.Audio;

/// <summary>A recording of one channel. Of a file with several, the mean of them.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="Samples">Between -1 and 1.</param>
internal sealed record WavFile(int Rate, float[] Samples)
{
    private const int Pcm = 1, Float = 3, Extensible = 0xFFFE;

    /// <summary>Reads RIFF WAVE: whole numbers of 16, 24 or 32 bits, or floats of 32.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static WavFile Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        if (file.Length < 12 || !Is(file, "RIFF") || !Is(file[8..], "WAVE"))
            throw new InvalidDataException($"{path}: no RIFF WAVE file; expected 'RIFF' and 'WAVE' at its beginning.");
        ReadOnlySpan<byte> format = Chunk(file[12..], "fmt ", path), data = Chunk(file[12..], "data", path);
        if (format.Length < 16) throw new InvalidDataException($"{path}: 'fmt ' has {format.Length} bytes; expected 16 or more.");
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(format), channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]), bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (kind == Extensible && format.Length >= 26) kind = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        if (channels < 1 || rate < 1 || (kind, bits) is not ((Pcm, 16 or 24 or 32) or (Float, 32)))
        {
            throw new InvalidDataException($"{path}: format {kind}, {bits} bits, {channels} channels at {rate} Hz; expected whole "
                + "numbers of 16, 24 or 32 bits (format 1) or floats of 32 bits (format 3).");
        }

        int width = bits / 8, frames = data.Length / (width * channels);
        var samples = new float[frames];
        for (int i = 0; i < frames * channels; i++) samples[i / channels] += Sample(data[(i * width)..], kind, bits) / channels;
        return new WavFile(rate, samples);
    }

    /// <summary>Writes whole numbers of 16 bits.</summary>
    public void Write(string path)
    {
        using var writer = new BinaryWriter(File.Create(path), Encoding.ASCII);
        int length = Samples.Length * 2;
        writer.Write("RIFF"u8);
        writer.Write(36 + length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)Pcm);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(Rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(length);
        foreach (float sample in Samples) writer.Write((short)Math.Round(Math.Clamp(sample, -1, 1) * short.MaxValue));
    }

    private static float Sample(ReadOnlySpan<byte> bytes, int kind, int bits) => (kind, bits) switch
    {
        (Float, _) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (_, 16) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        (_, 24) => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2147483648f,
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f,
    };

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> rest, string name, string path)
    {
        while (rest.Length >= 8)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            // A recorder that was switched off leaves a data chunk that says more than there is.
            int there = (int)Math.Min(length, (uint)(rest.Length - 8));
            if (Is(rest, name)) return rest.Slice(8, there);
            rest = rest[Math.Min(rest.Length, 8 + there + (there & 1))..];
        }

        throw new InvalidDataException($"{path}: there is no chunk '{name}'.");
    }

    private static bool Is(ReadOnlySpan<byte> bytes, string name) => bytes[..4].SequenceEqual(Encoding.ASCII.GetBytes(name));
}
