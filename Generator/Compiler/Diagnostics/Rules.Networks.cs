namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about cells inside cells and about where sequences begin. 170 - 189.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule CellNotNamed = Error("RNN170", "Inner cell without a definition",
        "Which cell '{0}' is, is not said: write '{0}: {{ cell: lstm }}', with the name of a zoo cell, a *.cell.yaml file or a "
        + "definition.");

    public static readonly DiagnosticRule UnknownInnerCell = Error("RNN171", "Unknown inner cell",
        "There is no cell '{0}' in the zoo.{1} A file ends with '.cell.yaml'.");

    public static readonly DiagnosticRule InnerFileNotFound = Error("RNN172", "File of an inner cell not found",
        "The project has no file '{0}': it is looked for beside the file that names it, then in the project's folder.");

    public static readonly DiagnosticRule ContainsItself = Error("RNN173", "Cell inside itself",
        "A cell cannot contain itself: {0}.");

    public static readonly DiagnosticRule CellNeverRun = Error("RNN174", "Inner cell that no equation runs",
        "No equation runs the cell '{0}': write '{1}' with its inputs, on a line of its own.");

    public static readonly DiagnosticRule CellRunTwice = Error("RNN175", "Inner cell run twice",
        "The cell '{0}' has run already in this step. A second cell with the same weights is declared with 'shares: {0}'.");

    public static readonly DiagnosticRule CellReadEarly = Error("RNN176", "Inner cell read before it runs",
        "'{0}' is read before '{1}' runs: move this equation below '{1}(…)', or read the step before with a prime.");

    public static readonly DiagnosticRule UnknownMember = Error("RNN177", "Unknown value of an inner cell",
        "The cell '{0}' has no state or output '{1}'; it has {2}.");

    public static readonly DiagnosticRule CellIsNoValue = Error("RNN178", "Inner cell as a value",
        "'{0}' is a cell: its states and outputs are read, such as '{1}'.");

    public static readonly DiagnosticRule UnknownSetting = Error("RNN179", "Unknown setting of an inner cell",
        "The cell '{0}' has no size or constant '{1}'; it has {2}. Further keys are cell, count, reversed and shares.");

    public static readonly DiagnosticRule InnerSizeMissing = Error("RNN180", "Size of an inner cell that follows from nothing",
        "The size '{0}' of '{1}' does not follow from its use: give it, such as '{0}: {2}'.");

    public static readonly DiagnosticRule WrongCount = Error("RNN181", "Wrong number of layers",
        "'{0}' is '{1}'; it is a whole number from 1 to {2}.");

    public static readonly DiagnosticRule NoStack = Error("RNN182", "Cell that cannot be stacked",
        "'{0}' has {1}: the layers of a stack hand their first output, or their first state, to the only input of the next one.");

    public static readonly DiagnosticRule SharesNothing = Error("RNN183", "Nothing to share",
        "No cell '{0}' is declared above.{1}");

    public static readonly DiagnosticRule SharesAll = Error("RNN184", "Shared cell with settings of its own",
        "'{0}' shares the weights of '{1}', and with them its definition, sizes, constants and count: nothing but 'reversed' stands "
        + "beside 'shares'.");

    public static readonly DiagnosticRule MixedDirections = Error("RNN185", "Recurrence in both directions",
        "The states {0} depend on each other, but one runs from the first step to the last and the other from the last to the first.");

    /// <summary>Reported by the C# compiler at a call of a member that is not there.</summary>
    public static readonly DiagnosticRule NoSteps = Error("RNN186", "No single steps",
        "'{0}' takes no single steps, because {1} from the last step to the first: run Forward over a tape.");

    public static readonly DiagnosticRule WrongInitial = Error("RNN187", "Wrong initial value",
        "'{0}' cannot be the initial value of '{1}': {2}.{3}");

    public static readonly DiagnosticRule InnerConstantMissing = Error("RNN188", "Constant of an inner cell without a value",
        "The constant '{0}' of '{1}' has no value: give it one, such as '{0}: 0.5'.");

    public static readonly DiagnosticRule UnknownProbability = Error("RNN189", "Probability that is not known",
        "'{0}' is no probability of '{1}': write a number, or a constant of the definition, which can be set where the cell is used.");

    public static readonly DiagnosticRule WrongProbability = Error("RNN190", "Number that is no probability",
        "The probability of '{0}' is {1}; it has to be {2}.");
}
