namespace RnnGen.Compiler;

/// <summary>The options that one place sets: the attribute, or the definition. Null where it does not speak of an option.</summary>
public sealed record OptionArguments(
    UnrollOption? Unroll = null,
    ActivationsOption? Activations = null,
    bool? Recompute = null,
    StreamingWeightsOption? StreamingWeights = null,
    DenormalsOption? Denormals = null)
{
    public static OptionArguments None { get; } = new();

    /// <summary>What these set, else what <paramref name="others"/> set, else the defaults.</summary>
    public CellOptions Over(OptionArguments others) => new(
        Unroll ?? others.Unroll ?? default,
        Activations ?? others.Activations ?? default,
        Recompute ?? others.Recompute ?? default,
        StreamingWeights ?? others.StreamingWeights ?? default,
        Denormals ?? others.Denormals ?? default);
}
