namespace RnnGen.Compiler;

/// <summary>How the code of a cell is made, beyond what it computes. The enumerations have the values of those in RnnGen.dll.</summary>
public sealed record CellOptions(
    UnrollOption Unroll = UnrollOption.Auto,
    ActivationsOption Activations = ActivationsOption.Accurate,
    bool Recompute = false,
    StreamingWeightsOption StreamingWeights = StreamingWeightsOption.Full,
    DenormalsOption Denormals = DenormalsOption.Flush);

public enum UnrollOption { Auto, Full, Loops }

public enum ActivationsOption { Accurate, Fast, Approximate }

public enum StreamingWeightsOption { Full, BFloat16 }

public enum DenormalsOption { Flush, Keep }
