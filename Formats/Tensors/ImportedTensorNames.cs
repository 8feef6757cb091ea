namespace RnnGen.Formats;

/// <summary>Other names for tensors.</summary>
internal static class ImportedTensorNames
{
    /// <summary>The same elements under another name.</summary>
    public static ImportedTensor Named(this ImportedTensor tensor, string name) =>
        new(name, tensor.Dtype, tensor.Shape, tensor.Values.ToArray());
}
