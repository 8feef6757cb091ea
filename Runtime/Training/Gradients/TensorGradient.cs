using System.Globalization;

namespace RnnGen;

/// <summary>The result of one tensor.</summary>
/// <param name="Name">The name of the parameter or input; of a state <c>h</c>, <c>h0</c>.</param>
/// <param name="Shape">Its shape on the tape or in the parameters.</param>
/// <param name="Verdict">The result.</param>
/// <param name="Worst">The element that is furthest off.</param>
/// <param name="Checked">The differences that were compared.</param>
/// <param name="AtKinks">Those that were left out, because the one-sided differences disagree and the derivative is between them.</param>
public sealed record TensorGradient(
    string Name, string Shape, GradientVerdict Verdict, GradientDifference Worst, int Checked, int AtKinks)
{
    /// <summary>
    /// Such as <c>Wf [12, 16]: correct, worst at [3, 7]: derived 0.25, differences 0.2500001, off by 1E-07 (allowed 3E-07)</c>.
    /// </summary>
    public override string ToString() => $"{Name} {Shape}: {Words}{(Worst.Where is null ? "" : $", worst at {Worst}")}{Kinks}";

    private string Words => Verdict switch
    {
        GradientVerdict.Correct => "correct",
        GradientVerdict.NotFinite => "NOT FINITE (a derivative is NaN or infinite, or was not written)",
        GradientVerdict.NotAdded => "NOT ADDED (Backward has to add to gradients that are there)",
        GradientVerdict.Unchecked => "UNCHECKED (all elements are at kinks: take another point)",
        _ => "WRONG",
    };

    private string Kinks => AtKinks == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {AtKinks} at kinks");
}
