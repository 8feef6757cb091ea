using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>What is said of a token that cannot stand where it does, by what people mean who write it.</summary>
internal sealed partial class TokenStream
{
    /// <summary>Reports that something else should stand here.</summary>
    public void ReportUnexpected(string expected)
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Bad when diagnostics.HasAt(token.Span):
                Failed = true;
                break;
            case TokenKind.Bad:
                ReportBad(token);
                break;
            case TokenKind.Foreign when ForeignNotation.BeginsComment(token.Text):
                Report(Rules.ForeignComment, token.Span with { Length = 2 }, token.Text.Substring(0, 2));
                break;
            case TokenKind.Foreign:
                Report(Rules.ForeignNotation, token.Span, token.Text, ForeignNotation.AdviceFor(token.Text));
                break;
            case TokenKind.Caret:
                bool isTranspose = _tokens[_index + 1] is { Kind: TokenKind.Name, Text: "T" or "t" or "top" };
                Report(Rules.Reserved, token.Span, "'^'", isTranspose ? "the transpose is 'transpose(W)'" : "write a power as a product");
                break;
            case TokenKind.Colon when InBrackets && _open.Peek().Kind == TokenKind.OpenBracket:
                Report(Rules.Reserved, token.Span, "':' inside brackets", "a slice is written 'z[start..end]'");
                break;
            case TokenKind.Assign when InExpression:
                Report(Rules.MisplacedAssignment, token.Span);
                break;
            case TokenKind.Semicolon when !InBrackets && InExpression:
                Report(Rules.ForeignNotation, token.Span, ";", "an equation ends with its line, and each has a line of its own");
                break;
            case TokenKind.Comma when !InBrackets && IsDecimalComma():
                TextSpan number = TextSpan.FromBounds(Previous.Span.Start, _tokens[_index + 1].Span.End);
                string meant = $"{Previous.Text}.{_tokens[_index + 1].Text}";
                Report(Rules.ForeignNotation, number, $"{Previous.Text},{_tokens[_index + 1].Text}", $"the number is written '{meant}'");
                break;
            default:
                ReportOther(token, expected);
                break;
        }
    }

    private void ReportBad(Token token)
    {
        if (LookAlikes.At(token.Text, 0) is { } lookAlike)
        {
            if (!Failed) diagnostics.ReportLookAlike(lookAlike, token.Span);
            Failed = true;
        }
        else if (!Names.IsDigit(token.Text[token.Text[0] == '.' && token.Text.Length > 1 ? 1 : 0]))
            Report(Rules.WrongCharacter, token.Span, token.Text);
        else if (ForeignNotation.NumberMeant(token.Text) is { } number)
            Report(Rules.ForeignNotation, token.Span, token.Text, $"the number is written '{number}'");
        else
        {
            string reserved = $"A name that starts with a digit, such as '{token.Text}',";
            Report(Rules.Reserved, token.Span, reserved, "a product is written with '*'");
        }
    }

    private void ReportOther(Token token, string expected)
    {
        bool isInList = InBrackets && _open.Peek().Kind == TokenKind.OpenBracket;
        if (InExpression && !isInList && StartsValue(token.Kind) && _index > 0 && EndsValue(Previous.Kind))
            Report(Rules.MissingOperator, token.Span, Shown(Previous), token.Text);
        else if (Is(TokenKind.NewLine) && _index > 0 && IsOperator(Previous.Kind) && GoesOn())
            Report(Rules.BrokenLine, Previous.Span, "ends", Previous.Text);
        // Behind the last token rather than at a line break, which may be a comment away.
        else if (AtEnd)
            Report(Rules.UnexpectedToken, new TextSpan(_index > 0 ? Previous.Span.End : token.Span.Start, 0), expected, token.Display);
        else Report(Rules.UnexpectedToken, token.Span, expected, token.Display);
    }

    private static bool IsOperator(TokenKind kind) =>
        kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Slash or TokenKind.At or TokenKind.Comparison;

    private static bool StartsValue(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.ForeignName or TokenKind.Number or TokenKind.Open or TokenKind.OpenBracket;

    private static bool EndsValue(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.ForeignName or TokenKind.Number or TokenKind.Prime or TokenKind.Close or TokenKind.CloseBracket;

    /// <summary>A token in messages: with a prime the name before it.</summary>
    private string Shown(Token token) => token.Kind == TokenKind.Prime && _index > 1 ? _tokens[_index - 2].Text + "'" : token.Text;

    private bool IsDecimalComma() => _index > 0 && Previous.Kind == TokenKind.Number && _tokens[_index + 1].Kind == TokenKind.Number
        && Previous.End == Current.Start && Current.End == _tokens[_index + 1].Start;

    /// <summary>Below the line break stands something that starts no equation.</summary>
    private bool GoesOn()
    {
        int next = _index;
        while (_tokens[next].Kind == TokenKind.NewLine) next++;
        return _tokens[next].Kind != TokenKind.End && !StartsEquation(next);
    }
}
