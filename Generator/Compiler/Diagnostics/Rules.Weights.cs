namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about weights that the build puts into the assembly. 200 - 209.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule WrongWeightsPath = Error("RNN200", "Wrong path of weights",
        "'{0}' is no path of a '.safetensors' file, from which the weights of a cell come: "
        + "Parameters.Save and 'rnngen import' write such files.{1}");

    public static readonly DiagnosticRule WeightsNotFound = Error("RNN201", "Missing weights",
        "The build has no weights '{0}': there is no such file beside this one, nor from the project's folder.{1}");

    public static readonly DiagnosticRule NoSafetensors = Error("RNN202", "Weights that cannot be read",
        "{0} is no safetensors file: {1}.");

    public static readonly DiagnosticRule MissingTensor = Error("RNN203", "Parameter without weights",
        "{0} does not have {1} of '{2}'.{3} Tensors have the names of the definition's parameters: "
        + "Parameters.Save and 'rnngen import' write them so.");

    public static readonly DiagnosticRule UnexpectedTensor = Error("RNN204", "Weights without a parameter",
        "{0} has {1}, which '{2}' does not have: "
        + "what is built in holds the parameters and nothing else, as Parameters.Save writes them.");

    public static readonly DiagnosticRule WrongTensorShape = Error("RNN205", "Weights of another shape",
        "Shapes in {0} are not those of the parameters: {1}.");

    public static readonly DiagnosticRule WrongTensorType = Error("RNN206", "Weights of another element type",
        "Element types in {0} do not become {3} without loss: {1}, where {2} would.");

    public static readonly DiagnosticRule WeightsTooLarge = Error("RNN207", "Weights too large to build in",
        "{0} has {1} bytes, and an assembly takes {2}: read it at run time by Parameters.Load.");
}
