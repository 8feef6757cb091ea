using System;

namespace RnnGen;

/// <summary>
/// How <see cref="CellParameters{T}.Load(string, ParameterLoadOptions)"/> reads a file that another program wrote. With the defaults
/// names, shapes and element types have to be exactly the cell's.
/// </summary>
public sealed record ParameterLoadOptions
{
    /// <summary>
    /// Whether elements are converted to the cell's type: F16, BF16 and F32 exactly, F64 to the nearest float. A finite number beyond the
    /// range of float is refused, and so are integers.
    /// </summary>
    public bool Convert { get; init; }

    /// <summary>
    /// From the name of a parameter to the name of its tensor in the file, such as <c>p => "lstm." + p</c>; null where they are the same.
    /// </summary>
    public Func<string, string>? TensorName { get; init; }

    /// <summary>Whether the file may hold tensors that are no parameter of the cell. They are passed over.</summary>
    public bool AllowOtherTensors { get; init; }
}
