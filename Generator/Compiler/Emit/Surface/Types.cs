using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>
/// Full names of types, as the surface spells them: it stands in the user's namespace, where any short name may mean something else.
/// </summary>
/// <param name="element">Of the cell.</param>
internal sealed class Types(ElementType element)
{
    private const string Runtime = "global::" + RuntimeNames.Namespace + ".";

    public const string Info = Runtime + RuntimeNames.Info;

    public const string Slot = Runtime + RuntimeNames.Slot;

    public const string Noise = Runtime + RuntimeNames.Noise;

    public const string Initializer = Runtime + RuntimeNames.Initializer;

    public const string Training = Runtime + RuntimeNames.Training;

    public const string Adjoint = Runtime + RuntimeNames.Adjoint;

    public const string Handle = Runtime + RuntimeNames.Handle;

    public const string HandleException = Runtime + "StateHandleException";

    public const string Handles = $"global::System.ReadOnlySpan<{Handle}>";

    public const string Errors = Runtime + RuntimeNames.Errors;

    public const string Preparation = Runtime + RuntimeNames.Preparation;

    public const string Embedded = Runtime + RuntimeNames.Embedded;

    public const string ArgumentException = "global::System.ArgumentException";

    public const string ArgumentNullException = "global::System.ArgumentNullException";

    public const string InvalidOperationException = "global::System.InvalidOperationException";

    /// <summary>The keyword of the element type.</summary>
    public string T { get; } = RuntimeNames.Keyword(element);

    public string Cell => Of(RuntimeNames.Cell);

    public string Parameters => Of(RuntimeNames.Parameters);

    public string Weights => Of(RuntimeNames.Weights);

    public string State => Of(RuntimeNames.State);

    public string Tape => Of(RuntimeNames.Tape);

    public string Pool => Of(RuntimeNames.Pool);

    public string Span => $"global::System.Span<{T}>";

    public string ReadOnlySpan => $"global::System.ReadOnlySpan<{T}>";

    private string Of(string type) => $"{Runtime}{type}<{T}>";
}
