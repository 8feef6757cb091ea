namespace RnnGen.Tests.Kernels;

/// <summary>What the interpreter of the IR makes of a draw: [T, B, F] as it has them, final adjoints [B, F].</summary>
internal sealed partial record ExpectedSequence(
    int TimeSteps,
    int Batch,
    double[][] Outputs,
    double[][] States,
    double[][] Gradients,
    double[][] InputAdjoints,
    double[][] InitialAdjoints);
