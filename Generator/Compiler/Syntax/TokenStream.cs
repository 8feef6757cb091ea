using System.Collections.Generic;
using System.Text;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>
/// The tokens of one piece of text and a position among them. Line ends inside brackets are skipped, unless an equation starts behind
/// them: then a bracket was not closed. After the first error of an equation the others are silenced, until <see cref="Recover"/>.
/// </summary>
internal sealed partial class TokenStream(MappedText text, DiagnosticBag diagnostics)
{
    private readonly IReadOnlyList<Token> _tokens = Lexer.Read(text);
    private readonly Stack<Token> _open = new();
    private int _index;

    public bool Failed { get; private set; }

    /// <summary>An expression of values is being read, in which '=' may have been meant as '=='.</summary>
    public bool InExpression { get; set; }

    public Token Current => _tokens[_index];

    public Token Next => _tokens[_index + 1];

    public Token Previous => _tokens[_index - 1];

    public int Index => _index;

    /// <summary>Characters between the beginning of the line and the current token.</summary>
    public int Column => Current.Start - (Current.Start == 0 ? 0 : text.Value.LastIndexOf('\n', Current.Start - 1) + 1);

    /// <summary>The brackets that are open, which line ends do not end.</summary>
    public bool InBrackets => _open.Count > 0;

    public bool Is(TokenKind kind) => Current.Kind == kind;

    public bool AtEnd => Current.Kind is TokenKind.NewLine or TokenKind.End;

    /// <summary>The line begins with an operator that has no left side: it was meant to go on with the equation above.</summary>
    public bool AtContinuation => IsOperator(Current.Kind);

    public Token Take()
    {
        Token token = Current;
        if (token.Kind is TokenKind.Open or TokenKind.OpenBracket) _open.Push(token);
        if (token.Kind is TokenKind.Close or TokenKind.CloseBracket && InBrackets) _open.Pop();
        if (token.Kind != TokenKind.End) _index++;
        while (InBrackets && Is(TokenKind.NewLine) && !StartsEquation(_index + 1)) _index++;
        return token;
    }

    public bool TryTake(TokenKind kind, out Token token)
    {
        token = Current;
        if (!Is(kind)) return false;
        Take();
        return true;
    }

    /// <summary>Takes the bracket that closes the last one opened, or reports that one.</summary>
    public void TakeClosing(TokenKind kind, string expected)
    {
        if (Is(kind)) Take();
        else if (AtEnd) Report(Rules.UnclosedBracket, _open.Peek().Span, _open.Peek().Text);
        else ReportUnexpected(expected);
    }

    public void SkipNewLines()
    {
        while (Is(TokenKind.NewLine)) _index++;
    }

    /// <summary>Behind an error: moves to the end of the equation, and lets errors be reported again.</summary>
    public void Recover()
    {
        int depth = _open.Count;
        // What a line's last operator waits for stands on the next line.
        if (Failed && Is(TokenKind.NewLine) && _index > 0 && IsOperator(Previous.Kind) && GoesOn()) SkipNewLines();
        while (!Is(TokenKind.End))
        {
            if (Current.Kind is TokenKind.Open or TokenKind.OpenBracket) depth++;
            if (Current.Kind is TokenKind.Close or TokenKind.CloseBracket) depth--;
            if (Is(TokenKind.NewLine) && (depth <= 0 || StartsEquation(_index + 1))) break;
            _index++;
        }
        _open.Clear();
        InExpression = false;
        Failed = false;
    }

    public void Report(DiagnosticRule rule, TextSpan span, params string[] arguments)
    {
        if (!Failed) diagnostics.Report(rule, span, arguments);
        Failed = true;
    }

    /// <summary>The text of tokens on one line, blanks made single, without comments.</summary>
    public string TextOf(int first, int end)
    {
        var builder = new StringBuilder();
        Token? last = null;
        for (int i = first; i < end; i++)
        {
            Token token = _tokens[i];
            if (token.Kind is TokenKind.NewLine or TokenKind.End) continue;
            if (last is not null && token.Start > last.End) builder.Append(' ');
            builder.Append(token.Text);
            last = token;
        }
        return builder.ToString();
    }

    /// <summary>At the index: name {, name} =</summary>
    private bool StartsEquation(int index)
    {
        while (_tokens[index].Kind == TokenKind.Name)
        {
            TokenKind next = _tokens[index + 1].Kind;
            if (next == TokenKind.Assign) return true;
            if (next != TokenKind.Comma) return false;
            index += 2;
        }
        return false;
    }
}
