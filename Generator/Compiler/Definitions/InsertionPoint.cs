using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Definitions;

/// <summary>
/// Where a definition can declare one more name: the text of <paramref name="Span"/>, which is never empty, becomes
/// <paramref name="Before"/>, the name, <paramref name="After"/>.
/// </summary>
public sealed record InsertionPoint(TextSpan Span, string Before, string After)
{
    public string With(string name) => Before + name + After;
}
