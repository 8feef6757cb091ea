using System;
using System.Collections.Generic;
using System.IO;

namespace RnnGen;

/// <content>Safetensors files.</content>
public abstract partial class CellParameters<T>
{
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
    public void Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Load(stream);
    }

    /// <summary>Loads all parameters from a stream, as from a file. It is read to its end.</summary>
    /// <exception cref="SafetensorsException">The stream is not valid or does not fit; the message lists every difference.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public void Load(Stream stream)
    {
        SafetensorsFile file = SafetensorsFile.Read(stream);
        var problems = new List<string>();
        ParameterTensors.Check<T>(file, "", Info.ParameterSlots, problems);
        ParameterTensors.CheckForeign(file, Info.ParameterSlots, problems, Checkpoint.OptimizerPrefix, Checkpoint.StatePrefix);
        ParameterTensors.Require(problems, Info);
        ParameterTensors.Copy(file, "", Info.ParameterSlots, Values);
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
