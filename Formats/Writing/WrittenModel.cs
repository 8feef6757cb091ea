using System;
using System.IO;

namespace RnnGen.Formats;

/// <summary>A model as a definition of a cell and its parameters.</summary>
/// <param name="Name">A name of the cell language; that of the files.</param>
/// <param name="Definition">The text of <c>name.cell.yaml</c>.</param>
/// <param name="Tensors">One for each parameter of the definition, with its name and shape.</param>
public sealed record WrittenModel(string Name, string Definition, SafetensorsFile Tensors)
{
    /// <summary>Writes <c>name.cell.yaml</c> and <c>name.safetensors</c>.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Save(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Directory.CreateDirectory(folder);
        Tensors.Write(Path.Combine(folder, Name + ".safetensors"));
        File.WriteAllText(Path.Combine(folder, Name + ".cell.yaml"), Definition);
    }
}
