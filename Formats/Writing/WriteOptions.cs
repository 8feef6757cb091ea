namespace RnnGen.Formats;

/// <summary>What <see cref="ModelWriter"/> is told.</summary>
public sealed record WriteOptions
{
    /// <summary>The C# type that the definition asks for, such as <c>Acme.Amp</c>; null for none.</summary>
    public string? Class { get; init; }

    /// <summary>The name of the cell and of its files; null for that of the model.</summary>
    public string? Name { get; init; }

    /// <summary>Whether tensors are written as F64, for cells of double; F32 without it.</summary>
    public bool IsDouble { get; init; }
}
