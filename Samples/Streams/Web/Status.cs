namespace Streams.Web;

/// <summary>What the page is told.</summary>
/// <param name="Sensors">Connected sensors.</param>
/// <param name="Rate">Steps a second.</param>
/// <param name="Steps">Steps that were answered.</param>
/// <param name="StepsSentAgain">Steps that a silo was lost with.</param>
/// <param name="Median">Milliseconds from a window to its answer: the median of the newest.</param>
/// <param name="Percentile99">99 of 100 took no longer.</param>
/// <param name="Longest">None took longer.</param>
/// <param name="Silos">Which silos are alive.</param>
internal sealed record Status(
    int Sensors, double Rate, long Steps, long StepsSentAgain, double Median, double Percentile99, double Longest, bool[] Silos);
