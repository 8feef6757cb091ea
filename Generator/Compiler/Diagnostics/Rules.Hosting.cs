namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about the declaration in C#: the annotated type, the attribute's arguments, the spec file's place. Ids RNN080 to RNN099.</summary>
public static partial class Rules
{
    public static DiagnosticRule NotAStruct { get; } = new(
        "RNN080", "A cell is a partial struct",
        "'{0}' is {1}, but a cell is a partial struct: declare 'partial struct {0};'", Severity.Error);

    public static DiagnosticRule NotPartial { get; } = new(
        "RNN081", "A cell's type must be partial",
        "'{0}' is not partial, so no code can be added to it: declare 'partial struct {0};'", Severity.Error);

    public static DiagnosticRule GenericType { get; } = new(
        "RNN082", "A cell's type has no type parameters",
        "'{0}' has type parameters, but a cell is compiled for one element type and fixed sizes: remove them and set Element and the sizes in the attribute",
        Severity.Error);

    public static DiagnosticRule ContainerNotPartial { get; } = new(
        "RNN083", "The types around a cell must be partial",
        "'{0}' is nested in '{1}', which is not partial: declare '{1}' partial, or move '{0}' out of it", Severity.Error);

    public static DiagnosticRule RestrictedType { get; } = new(
        "RNN084", "A cell's type is neither a ref struct nor file-local",
        "'{0}' is {1}, which {2}: declare 'partial struct {0};'", Severity.Error);

    public static DiagnosticRule EmptyDefinition { get; } = new(
        "RNN085", "A cell needs a definition",
        "'{0}' has no definition: give the name of a cell of the zoo, the path of a *.cell.yaml file, or the definition itself", Severity.Error);

    public static DiagnosticRule MissingFile { get; } = new(
        "RNN086", "The spec file is not part of the project",
        "There is no file '{0}' among the project's cell files, neither beside the declaring file nor in the project folder{1}", Severity.Error);

    public static DiagnosticRule UnsupportedElement { get; } = new(
        "RNN087", "The element type is float or double",
        "'{0}' cannot be the element type of a cell: use typeof(float) or typeof(double)", Severity.Error);

    public static DiagnosticRule NonPositiveExtent { get; } = new(
        "RNN088", "TimeSteps and Batch are positive",
        "{0} is {1}, but a number of {2} is at least 1: leave {0} out to choose it at run time", Severity.Error);

    public static DiagnosticRule ArgumentSetTwice { get; } = new(
        "RNN089", "A size or constant is set once",
        "'{0}' is already set by {1}: remove one of the two", Severity.Error);

    public static DiagnosticRule InvalidClassName { get; } = new(
        "RNN090", "The class of a spec file must be a C# name",
        "'{0}' is not the name of a C# type: write identifiers separated by dots, such as 'class: Acme.Wake'", Severity.Error);

    public static DiagnosticRule ClassDeclaredTwice { get; } = new(
        "RNN091", "Two definitions name the same class",
        "The class '{0}' is already defined by {1}: rename one of them", Severity.Error);

    public static DiagnosticRule OldLanguageVersion { get; } = new(
        "RNN092", "Cells need C# 12 or later",
        "'{0}' needs C# 12 or later, but this project is compiled as C# {1}: remove LangVersion from the project file or raise it", Severity.Error);

    public static DiagnosticRule InternalError { get; } = new(
        "RNN099", "The cell compiler failed",
        "The cell compiler failed on '{0}', which is a bug in RnnGen, not in the definition: {1}", Severity.Error);
}
