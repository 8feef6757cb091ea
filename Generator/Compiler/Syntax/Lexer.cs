using System.Collections.Generic;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>
/// Splits a piece of text into tokens. Blanks and comments (# to the end of the line) part tokens; nothing is reported here.
/// </summary>
internal sealed class Lexer
{
    private readonly MappedText _text;
    private readonly string _value;
    private readonly List<Token> _tokens = [];
    private int _position;

    private Lexer(MappedText text)
    {
        _text = text;
        _value = text.Value;
    }

    /// <summary>The tokens of a text; the last one is <see cref="TokenKind.End"/>.</summary>
    public static IReadOnlyList<Token> Read(MappedText text)
    {
        var lexer = new Lexer(text);
        while (lexer._position < lexer._value.Length) lexer.ReadNext();
        lexer.Add(TokenKind.End, 0);
        return lexer._tokens;
    }

    private char At(int position) => position < _value.Length ? _value[position] : '\0';

    private void ReadNext()
    {
        char current = At(_position);
        if (current is ' ' or '\t') _position++;
        else if (current == '#') SkipComment();
        else if (Names.IsStart(current)) ReadName();
        else if (Names.IsDigit(current) || (current == '.' && Names.IsDigit(At(_position + 1)))) ReadNumber();
        else if (ForeignLength() is > 0 and var foreign) Add(TokenKind.Foreign, foreign);
        else
        {
            (TokenKind kind, int length) = Symbol(current, At(_position + 1));
            Add(kind, length);
        }
    }

    /// <summary>The length of what other languages write here: a comment with all its text, a command, a symbol; or 0.</summary>
    private int ForeignLength()
    {
        char next = At(_position + 1);
        if (At(_position) == '/' && next == '/') return LineEnd() - _position;
        if (At(_position) == '/' && next == '*')
        {
            int close = _value.IndexOf("*/", _position + 2, System.StringComparison.Ordinal);
            return (close < 0 ? LineEnd() : close + 2) - _position;
        }
        return At(_position) == '\\' ? 1 + LengthOfName(_position + 1) : ForeignNotation.SymbolAt(_value, _position)?.Length ?? 0;
    }

    private int LineEnd()
    {
        int end = _position;
        while (end < _value.Length && _value[end] is not ('\n' or '\r')) end++;
        return end;
    }

    /// <summary>A name, which goes on where others write its owner (<c>np.tanh</c>) or its index (<c>h_{t-1}</c>).</summary>
    private void ReadName()
    {
        int start = _position;
        int end = start + LengthOfName(start);
        bool isForeign = false;
        while (true)
        {
            if (At(end) == '.' && Names.IsStart(At(end + 1))) end += 1 + LengthOfName(end + 1);
            else if (At(end) == '{' && At(end - 1) == '_' && ClosingBrace(end) is > 0 and var close) end = close + 1;
            else break;
            isForeign = true;
        }
        Add(isForeign ? TokenKind.ForeignName : TokenKind.Name, end - start);
    }

    /// <summary>Where the brace at a position is closed on its line; 0 where it is not.</summary>
    private int ClosingBrace(int open)
    {
        for (int i = open + 1; i < _value.Length && _value[i] is not ('{' or '\n' or '\r'); i++)
            if (_value[i] == '}') return i;
        return 0;
    }

    private void SkipComment()
    {
        while (_position < _value.Length && _value[_position] != '\n') _position++;
    }

    private static (TokenKind Kind, int Length) Symbol(char current, char next) => (current, next) switch
    {
        ('\n' or '\r', _) => (TokenKind.NewLine, 1),
        ('\'', _) => (TokenKind.Prime, 1),
        ('+', _) => (TokenKind.Plus, 1),
        ('-', _) => (TokenKind.Minus, 1),
        ('*', _) => (TokenKind.Star, 1),
        ('/', _) => (TokenKind.Slash, 1),
        ('@', _) => (TokenKind.At, 1),
        ('(', _) => (TokenKind.Open, 1),
        (')', _) => (TokenKind.Close, 1),
        ('[', _) => (TokenKind.OpenBracket, 1),
        (']', _) => (TokenKind.CloseBracket, 1),
        (',', _) => (TokenKind.Comma, 1),
        (';', _) => (TokenKind.Semicolon, 1),
        (':', _) => (TokenKind.Colon, 1),
        ('^', _) => (TokenKind.Caret, 1),
        ('.', '.') => (TokenKind.DotDot, 2),
        ('=' or '<' or '>' or '!', '=') => (TokenKind.Comparison, 2),
        ('<' or '>', _) => (TokenKind.Comparison, 1),
        ('=', _) => (TokenKind.Assign, 1),
        _ => (TokenKind.Bad, char.IsHighSurrogate(current) && char.IsLowSurrogate(next) ? 2 : 1),
    };

    /// <summary>
    /// Digits, a fraction, an exponent. What runs on as a name would, or ends with a point, is a bad token.
    /// </summary>
    private void ReadNumber()
    {
        int end = SkipDigits(_position);
        if (At(end) == '.' && Names.IsDigit(At(end + 1))) end = SkipDigits(end + 1);
        if (At(end) is 'e' or 'E')
        {
            int digits = At(end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (Names.IsDigit(At(digits))) end = SkipDigits(digits);
        }
        int glued = LengthOfName(end);
        // A second point belongs to a slice, and an operator to the point before it.
        bool endsWithPoint = glued == 0 && At(end) == '.' && At(end + 1) != '.' && ForeignNotation.SymbolAt(_value, end) is null;
        if (endsWithPoint) glued = 1 + LengthOfName(end + 1);
        Add(glued > 0 ? TokenKind.Bad : TokenKind.Number, end + glued - _position);
    }

    private int SkipDigits(int position)
    {
        while (Names.IsDigit(At(position))) position++;
        return position;
    }

    private int LengthOfName(int start)
    {
        int end = start;
        while (Names.IsPart(At(end))) end++;
        return end - start;
    }

    private void Add(TokenKind kind, int length)
    {
        TextSpan span = _text.Map(_position, _position + length);
        _tokens.Add(new Token(kind, _value.Substring(_position, length), _position, span));
        _position += length;
    }
}
