namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about the syntax of equations. 070 - 098.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule WrongCharacter = Error("RNN070", "Wrong character in an expression",
        "'{0}' has no meaning in an expression.");

    public static readonly DiagnosticRule UnexpectedToken = Error("RNN071", "Unexpected token",
        "Expected {0}, found {1}.");

    public static readonly DiagnosticRule UnclosedBracket = Error("RNN072", "Unclosed bracket in an expression",
        "This '{0}' is not closed.");

    public static readonly DiagnosticRule Reserved = Error("RNN073", "Reserved notation",
        "{0} is reserved and has no meaning yet: {1}.");

    public static readonly DiagnosticRule ComparisonChain = Error("RNN074", "Chain of comparisons",
        "A comparison has two sides: nest 'where' to compare more.");

    public static readonly DiagnosticRule MisplacedComparison = Error("RNN075", "Comparison outside where",
        "A comparison stands only as the first argument of 'where'.");

    public static readonly DiagnosticRule MissingComparison = Error("RNN076", "where without a comparison",
        "The first argument of 'where' is a comparison, such as 'x > 0'.");

    public static readonly DiagnosticRule SeveralNames = Error("RNN077", "Several names without split",
        "Only 'split' gives several values: write 'a, b = split(…, 2)'.");

    public static readonly DiagnosticRule MisplacedSplit = Error("RNN078", "split inside an expression",
        "'split' is the whole right side of an equation: write 'a, b = split(…, 2)' on a line of its own.");

    public static readonly DiagnosticRule NumberTooLarge = Error("RNN079", "Number too large",
        "'{0}' is too large.");

    public static readonly DiagnosticRule TooDeep = Error("RNN080", "Nested too deeply",
        "This is nested more than {0} deep: {1}.");

    public static readonly DiagnosticRule TooManyEquations = Error("RNN081", "Too many equations",
        "A definition has at most {0} equations{1}.");

    public static readonly DiagnosticRule MisplacedAssignment = Error("RNN082", "'=' inside an expression",
        "'=' assigns the value of an equation to its name; equality is '=='.");

    public static readonly DiagnosticRule LookAlike = Error("RNN083", "Character that looks like another",
        "'{0}' ({1}) is no character of the language: write {2}.");

    public static readonly DiagnosticRule ForeignNotation = Error("RNN084", "Notation of another language",
        "'{0}' is notation of another language: {1}.");

    public static readonly DiagnosticRule ForeignComment = Error("RNN095", "Comment of another language",
        "'{0}' begins no comment: a comment begins with '#' and ends with its line.");

    public static readonly DiagnosticRule MissingOperator = Error("RNN096", "Missing operator",
        "An operator is missing between '{0}' and '{1}': '@' is the product of matrices and vectors, '*' that of elements.");

    public static readonly DiagnosticRule BrokenLine = Error("RNN097", "Equation over several lines",
        "The line {0} with '{1}', but a line break ends an equation: put a right side of several lines in parentheses.");

    public static readonly DiagnosticRule NumberOutOfRange = Warning("RNN085", "Number out of the element type's range",
        "'{0}' is out of the range of float, about 1E-45 to 3E+38: it becomes {1}. Cells of double reach to 1E+308.");
}
