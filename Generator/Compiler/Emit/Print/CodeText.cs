using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Code as a template: <c>$"ref {type} {name} = {reference};"</c> keeps what its parts know of the ends of lines.</summary>
[InterpolatedStringHandler]
internal readonly struct CodeText
{
    private readonly List<Code> _parts;

    public CodeText(int literalLength, int formattedCount) => _parts = new List<Code>(formattedCount * 2 + (literalLength > 0 ? 1 : 0));

    public Code Code => _parts.Count == 1 ? _parts[0] : Code.Join([.. _parts]);

    public static implicit operator Code(CodeText text) => text.Code;

    public void AppendLiteral(string text) => _parts.Add(text);

    public void AppendFormatted(string text) => _parts.Add(text);

    public void AppendFormatted(Code code) => _parts.Add(code);

    public void AppendFormatted(int number) => _parts.Add(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(long number) => _parts.Add(number.ToString(CultureInfo.InvariantCulture));
}
