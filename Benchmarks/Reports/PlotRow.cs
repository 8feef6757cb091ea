using System.Collections.Generic;

namespace RnnGen.Benchmarks.Reports;

/// <summary>One line of the plot: a scenario, and how many times faster we are than each peer that took part.</summary>
internal sealed record PlotRow(string Name, IReadOnlyList<PlotDot> Dots);

internal sealed record PlotDot(string Peer, double Ratio);
