using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>A parameter of a definition and its values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">As the definition writes it, such as <c>[hidden, hidden + input]</c>.</param>
/// <param name="Values">Row-major.</param>
internal sealed record WrittenParameter(string Name, string Shape, ImportedTensor Values);

/// <summary>A recurrent cell as part of a network.</summary>
/// <param name="Parameters">In the order of the definition.</param>
internal abstract record WrittenCell(IReadOnlyList<WrittenParameter> Parameters)
{
    /// <summary>A cell of the zoo.</summary>
    /// <param name="Cell">Its name.</param>
    /// <param name="Sizes">Such as <c>hidden: 16</c>.</param>
    /// <param name="Parameters">In the order of the definition.</param>
    internal sealed record Zoo(string Cell, string Sizes, IReadOnlyList<WrittenParameter> Parameters) : WrittenCell(Parameters);

    /// <summary>A definition in place, which the zoo has not.</summary>
    /// <param name="Sizes">Such as <c>input: 3, hidden: 5</c>.</param>
    /// <param name="States">Names with shapes, and the parameter that each begins with, or null.</param>
    /// <param name="Equations">One a line.</param>
    /// <param name="Parameters">In the order of the definition.</param>
    internal sealed record InPlace(
        string Sizes,
        IReadOnlyList<(string Name, string Shape, string? Initial)> States,
        IReadOnlyList<string> Equations,
        IReadOnlyList<WrittenParameter> Parameters) : WrittenCell(Parameters);
}
