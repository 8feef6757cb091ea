using System.Linq;

namespace RnnGen.Tests.Gradients;

/// <summary>Arguments and cotangents of one sequence, [T, B, F] as the sequence interpreter has them.</summary>
public sealed partial record SequenceDraw(
    double[][] Parameters, double[][] Inputs, double[][] Initial, double[][] OutputSeeds, double[][] StateSeeds, double[][] FinalSeeds)
{
    /// <summary>The same to single precision, so that a cell of floats starts from exactly these numbers.</summary>
    public SequenceDraw Rounded()
    {
        static double[][] Round(double[][] arrays) =>
            [.. arrays.Select(array => array.Select(element => (double)(float)element).ToArray())];

        return new SequenceDraw(Round(Parameters), Round(Inputs), Round(Initial), Round(OutputSeeds), Round(StateSeeds), Round(FinalSeeds));
    }

    /// <summary>
    /// The same with small parameters: those between -1 and 1 would let rounding grow from step to step, as they let everything.
    /// </summary>
    public SequenceDraw Tame() =>
        this with { Parameters = [.. Parameters.Select(array => array.Select(element => 0.125 * element).ToArray())] };
}
