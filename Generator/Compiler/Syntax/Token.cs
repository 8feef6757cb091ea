using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <param name="Text">As written.</param>
/// <param name="Start">Where it starts in its piece of text.</param>
/// <param name="Span">Where it stands in the definition.</param>
public sealed record Token(TokenKind Kind, string Text, int Start, TextSpan Span)
{
    public int End => Start + Text.Length;

    /// <summary>For "found …" in messages.</summary>
    public string Display => Kind switch
    {
        TokenKind.NewLine => "the end of the line",
        TokenKind.End => "the end of the text",
        TokenKind.Prime => "\"'\"",
        _ => $"'{Text}'",
    };
}

public enum TokenKind
{
    Number, Name, Prime,
    Plus, Minus, Star, Slash, At,
    Open, Close, OpenBracket, CloseBracket,
    Comma, Semicolon, DotDot, Colon, Caret, Assign, Comparison,
    NewLine, End, Bad,

    /// <summary>A notation of other languages, which <see cref="ForeignNotation"/> knows.</summary>
    Foreign,

    /// <summary>A name as other languages write it, such as <c>np.tanh</c> and <c>h_{t-1}</c>: the binder knows what it means.</summary>
    ForeignName,
}
