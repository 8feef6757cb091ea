namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about repeated equations and the names with an index that they give. 213 - 219 and 223.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule RepeatNotKnown = Error("RNN213", "Number of turns that is not known",
        "How often a repeat runs, and what an index is, is known when the cell is compiled: '{0}' {1}.");

    public static readonly DiagnosticRule IndexedAndPlain = Error("RNN214", "Name with and without an index",
        "'{0}' is assigned with an index and without one: all of its parts, joined, are '{0}' already.");

    public static readonly DiagnosticRule AssignedEachTurn = Error("RNN215", "Assigned in every turn",
        "'{0}' would be assigned in every turn of the repeat: '{0}[{1}]' is one value for each turn{2}.");

    public static readonly DiagnosticRule NoMember = Error("RNN216", "Index without a value",
        "There is no '{0}[{1}]': {2}.");

    public static readonly DiagnosticRule IndexTaken = Error("RNN217", "Index with a name that is taken",
        "The index of a repeat cannot be called '{0}', which is {1}.");

    public static readonly DiagnosticRule MatricesWithoutIndex = Error("RNN218", "Parameter of three extents without an index",
        "'{0}' is several matrices, and read one at a time: '{0}[{1}]'.");

    public static readonly DiagnosticRule RepeatsTooDeep = Error("RNN219", "Repeats too deep inside each other",
        "At most {0} repeats stand inside each other.");

    public static readonly DiagnosticRule CellInRepeat = Error("RNN223", "Inner cell in a repeat",
        "'{0}' is a cell, which takes one step in each step, and a repeat would run it in every turn: layers with weights of their own are "
        + "a stack ('count'), or cells with names of their own.");
}
