using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace RnnGen;

/// <summary>What <see cref="GradientCheck"/> found: one entry for each parameter, input and initial state.</summary>
/// <param name="Cell">The cell's name.</param>
/// <param name="Tensors">Parameters, inputs, initial states, in the order of the definition.</param>
public sealed record GradientReport(string Cell, IReadOnlyList<TensorGradient> Tensors)
{
    /// <summary>Whether every tensor is correct. A tensor of which nothing could be checked is not.</summary>
    public bool IsCorrect => Tensors.All(tensor => tensor.Verdict == GradientVerdict.Correct);

    /// <summary>The tensor that is furthest off: the first wrong one, or else the one with the largest share of what is allowed.</summary>
    public TensorGradient Worst =>
        Tensors.FirstOrDefault(tensor => tensor.Verdict != GradientVerdict.Correct)
        ?? Tensors.MaxBy(tensor => tensor.Worst.Share)
        ?? new TensorGradient("", "[]", GradientVerdict.Correct, default, 0, 0);

    /// <summary>The elements at which the function has a kink, so that there is no one derivative to compare with.</summary>
    public int AtKinks => Tensors.Sum(tensor => tensor.AtKinks);

    /// <summary>A line with the result, and one for each tensor.</summary>
    public override string ToString()
    {
        int wrong = Tensors.Count(tensor => tensor.Verdict != GradientVerdict.Correct);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Cell}: ");
        text.Append(wrong == 0 ? "all gradients are correct" : $"{wrong} of {Tensors.Count} gradients are NOT correct");
        text.Append(CultureInfo.InvariantCulture, $" ({Tensors.Sum(tensor => tensor.Checked)} differences");
        text.Append(AtKinks == 0 ? ")." : $", and {AtKinks} at kinks, where nothing can be said).");
        foreach (TensorGradient tensor in Tensors)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {tensor}");
        }

        return text.ToString();
    }
}
