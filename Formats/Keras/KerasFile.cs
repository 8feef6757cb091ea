using System;
using System.Collections.Generic;
using System.IO;

namespace RnnGen.Formats;

/// <summary>
/// Reads the tensors of Keras' files by name: <c>.h5</c>, <c>.weights.h5</c>, and the weights of a <c>.keras</c>. The names are the paths
/// of the datasets, such as <c>model_weights/lstm/lstm/lstm_cell/kernel:0</c> or <c>layers/lstm/cell/vars/0</c>.
/// </summary>
public static class KerasFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or has what is not read here.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NamedTensors ReadTensors(string path) => ReadTensors(File.ReadAllBytes(path));

    /// <summary>Reads a file from memory.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or has what is not read here.</exception>
    public static NamedTensors ReadTensors(ReadOnlyMemory<byte> bytes)
    {
        Hdf5Object root = Hdf5File.Open(ZipContainer.Recognizes(bytes.Span) ? ZipContainer.Open(bytes).Read("model.weights.h5") : bytes);
        var tensors = new List<ImportedTensor>();
        Visit(root, 0, tensors);
        return new NamedTensors(tensors);
    }

    // Groups may hold each other: what a visit costs is bounded by the file's budget, its depth here.
    private static void Visit(Hdf5Object at, int depth, List<ImportedTensor> tensors)
    {
        if (depth > ReadingBudget.MaximumDepth) throw ModelFormatException.Damaged("HDF5", "its groups lie too deep inside each other.");
        foreach (string name in at.Names)
        {
            Hdf5Object found = at.Find(name)!;
            if (found.IsDataset) tensors.Add(found.Tensor(found.Path[1..]));
            else Visit(found, depth + 1, tensors);
        }
    }
}
