namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about the format of a definition: the subset of YAML and its keys. 020 - 049.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule Tab = Error("RNN020", "Tab character",
        "A definition has no tabs: indent and separate with spaces.{0}");

    public static readonly DiagnosticRule IllegalCharacter = Error("RNN021", "Illegal character",
        "The character {0} cannot stand in a definition.");

    public static readonly DiagnosticRule UnsupportedYaml = Error("RNN022", "YAML beyond the subset",
        "'{0}' starts {1}, which definitions do not have: {2}.");

    public static readonly DiagnosticRule WrongIndentation = Error("RNN023", "Wrong indentation",
        "This line is indented by {0}, where {1}.");

    public static readonly DiagnosticRule ExpectedKey = Error("RNN024", "Expected a key",
        "Expected 'key: value', found '{0}'.");

    public static readonly DiagnosticRule MissingSpace = Error("RNN025", "Missing space after ':' or '-'",
        "A space must follow '{0}' here.");

    public static readonly DiagnosticRule DuplicateKey = Error("RNN026", "Duplicate key",
        "The key '{0}' stands here for the second time.");

    public static readonly DiagnosticRule UnknownKey = Error("RNN027", "Unknown key",
        "There is no key '{0}' {1}.{2}");

    public static readonly DiagnosticRule UnclosedQuote = Error("RNN028", "Unclosed quote",
        "The quote is not closed on its line.");

    public static readonly DiagnosticRule WrongEscape = Error("RNN029", "Wrong escape",
        "'{0}' is no escape; a backslash itself is written '\\\\'.");

    public static readonly DiagnosticRule TextAfterValue = Error("RNN030", "Text after a value",
        "'{0}' follows a value that has ended; quote the value as a whole.");

    public static readonly DiagnosticRule ColonInValue = Error("RNN031", "Colon in a plain value",
        "A ':' before a space ends a key: quote this value, or write it without the space.");

    public static readonly DiagnosticRule BarStartsBlock = Error("RNN032", "'|' starts a block",
        "A value that starts with '|' is a block of text, whose lines follow below it; the absolute value of x is 'abs(x)'.");

    public static readonly DiagnosticRule BracketStartsList = Error("RNN033", "'[' starts a list",
        "A value that starts with '[' is a list to YAML: put the expression in parentheses, such as '{0}'.");

    public static readonly DiagnosticRule FlowSyntax = Error("RNN034", "Wrong list or map in brackets",
        "Expected {0}, found {1}.");

    public static readonly DiagnosticRule CommaInFlow = Error("RNN035", "Comma in parentheses inside brackets",
        "Inside [ ] and {{ }} this comma ends the value: write '{0}' in quotes.");

    public static readonly DiagnosticRule UnclosedFlow = Error("RNN036", "Unclosed bracket",
        "This '{0}' is not closed: its lines, also the one that closes it, are indented deeper than its key.");

    public static readonly DiagnosticRule MissingBar = Error("RNN037", "Text over several lines without '|'",
        "Text below its key needs a '|' after the key, and deeper indentation.");

    public static readonly DiagnosticRule WrongValueKind = Error("RNN038", "Wrong kind of value",
        "'{0}' is {1}, found {2}.");

    public static readonly DiagnosticRule FlowForExpressions = Error("RNN039", "Expressions in brackets",
        "'{0}' cannot be written in [ ] or {{ }}, where commas and brackets would end its expressions: write one a line.");

    public static readonly DiagnosticRule UnknownVersion = Error("RNN040", "Unknown version of the language",
        "There is no version '{0}' of the language; this compiler knows version 1.");

    public static readonly DiagnosticRule MissingComma = Error("RNN044", "Names without commas between them",
        "'{0}' is no name: names in brackets are separated by commas, '{1}'.");

    public static readonly DiagnosticRule NotIndented = Error("RNN045", "Lines at the indentation of their key",
        "This line belongs to '{0}' above it: indent it deeper.");
}
