using System;
using System.IO;

namespace RnnGen;

/// <content>Safetensors files.</content>
public abstract partial class CellParameters<T>
{
    private static readonly ParameterLoadOptions s_strict = new();

    /// <summary>
    /// Saves all parameters as safetensors, one tensor each, of the names and shapes of the definition. The file appears whole or
    /// not at all.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => ToFile().Write(path);

    /// <summary>Saves all parameters as safetensors to a stream, which is left open.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream) => ToFile().Write(stream);

    /// <summary>
    /// Loads all parameters from a safetensors file. Names, shapes and element types have to be exactly those of the cell; what a
    /// <see cref="Checkpoint"/> holds besides is passed over. Nothing is loaded unless everything fits.
    /// </summary>
    /// <exception cref="SafetensorsException">The file is not valid or does not fit; the message lists every difference.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Load(string path) => Load(path, s_strict);

    /// <summary>Loads all parameters from a stream, as from a file. It is read to its end.</summary>
    /// <exception cref="SafetensorsException">The stream is not valid or does not fit; the message lists every difference.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public void Load(Stream stream) => Load(stream, s_strict);

    /// <summary>
    /// Loads all parameters from a safetensors file that another program wrote: with other names, other element types, or other tensors
    /// besides, as far as the options allow. Shapes have to be those of the cell. Nothing is loaded unless everything fits.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What may differ.</param>
    /// <exception cref="SafetensorsException">The file is not valid or does not fit; the message lists every difference.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Load(string path, ParameterLoadOptions options)
    {
        using FileStream stream = File.OpenRead(path);
        Load(stream, options);
    }

    /// <summary>Loads all parameters from a stream that another program wrote, as from a file. It is read to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">What may differ.</param>
    /// <exception cref="SafetensorsException">The stream is not valid or does not fit; the message lists every difference.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public void Load(Stream stream, ParameterLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ParameterLoading.Load(this, SafetensorsFile.Read(stream), options);
    }

    private SafetensorsFile ToFile()
    {
        var file = new SafetensorsFile();
        file.Metadata["rnngen.cell"] = Info.Name;
        file.Metadata["rnngen.fingerprint"] = Info.Fingerprint;
        ParameterTensors.Add<T>(file, "", Info.ParameterSlots, Values);
        return file;
    }
}
