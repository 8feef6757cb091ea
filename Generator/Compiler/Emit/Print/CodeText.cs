using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Code as a template: <c>$"ref {type} {name} = {reference};"</c> keeps what its pieces know of the ends of lines.</summary>
[InterpolatedStringHandler]
internal readonly struct CodeText
{
    private readonly List<Code> _pieces;

    public CodeText(int literalLength, int formattedCount) => _pieces = new List<Code>(formattedCount * 2 + (literalLength > 0 ? 1 : 0));

    public Code Code => _pieces.Count == 1 ? _pieces[0] : Code.Join([.. _pieces]);

    public static implicit operator Code(CodeText text) => text.Code;

    public void AppendLiteral(string text) => _pieces.Add(text);

    public void AppendFormatted(string text) => _pieces.Add(text);

    public void AppendFormatted(Code code) => _pieces.Add(code);

    public void AppendFormatted(int number) => _pieces.Add(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(long number) => _pieces.Add(number.ToString(CultureInfo.InvariantCulture));
}
