namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about names in equations. 100 - 119.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule UnknownName = Error("RNN100", "Unknown name",
        "'{0}' is neither declared nor assigned.{1}");

    public static readonly DiagnosticRule UnknownFunction = Error("RNN101", "Unknown function",
        "There is no function '{0}'.{1}");

    public static readonly DiagnosticRule WrongArgumentCount = Error("RNN102", "Wrong number of arguments",
        "'{0}' takes {1}, found {2}.");

    public static readonly DiagnosticRule StateBeforeAssignment = Error("RNN103", "State read before its equation",
        "'{0}' of this time step is not computed yet: its value of the step before is \"{0}'\".");

    public static readonly DiagnosticRule CycleWithoutPrevious = Error("RNN104", "Value read before its equation",
        "'{0}' is not computed yet: move its equation up.");

    public static readonly DiagnosticRule NoPreviousValue = Error("RNN105", "Not a state",
        "\"{0}'\" is the value of the step before, which only states have; '{0}' is {1}.");

    public static readonly DiagnosticRule AssignedTwice = Error("RNN106", "Assigned twice",
        "'{0}' is assigned for the second time; each name has one equation.");

    public static readonly DiagnosticRule NotAssignable = Error("RNN107", "Cannot be assigned",
        "'{0}' is {1} and cannot be assigned.");

    public static readonly DiagnosticRule StateNeverAssigned = Error("RNN108", "State never assigned",
        "No equation assigns the state '{0}'.{1}");

    public static readonly DiagnosticRule UnusedParameter = Warning("RNN109", "Unused parameter",
        "No equation reads the parameter '{0}'.");

    public static readonly DiagnosticRule UnusedInput = Warning("RNN110", "Unused input",
        "No equation reads the input '{0}'.");

    public static readonly DiagnosticRule SizeIsNoValue = Error("RNN111", "Size used as a value",
        "'{0}' is a size, and sizes stand only in shapes and between the brackets of a slice.");

    public static readonly DiagnosticRule FunctionIsNoValue = Error("RNN112", "Function used as a value",
        "'{0}' is a function: write '{0}(…)'.");

    public static readonly DiagnosticRule NothingToExpose = Error("RNN113", "Output without an expression",
        "The output '{0}' has no expression, and {1}.{2}");

    public static readonly DiagnosticRule StepNotation = Error("RNN114", "Notation of a time step",
        "The value of {0} is written {1}.");

    public static readonly DiagnosticRule DependsOnItself = Error("RNN115", "Value that depends on itself",
        "'{0}' depends on itself ({1}): declare it as a state, whose value of the step before is \"{0}'\".");

    public static readonly DiagnosticRule UnusedLocal = Warning("RNN116", "Unused value",
        "Nothing reads '{0}': use it, list it under outputs, or remove its equation.");
}
