using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Reports;

/// <summary>A dot per scenario and peer on a logarithmic axis: how many times faster we are.</summary>
internal static class RatioPlot
{
    private const int Left = 250, Right = 30, Top = 60, RowHeight = 20, Width = 1000;

    private static readonly string[] Colours =
        ["#8a8a8a", "#c98a00", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#7a3e9d", "#333333"];

    public static string Draw(IReadOnlyList<Outcome> outcomes)
    {
        (string Peer, Outcome Outcome, double Ratio)[] dots =
        [
            .. from o in outcomes from p in Peers.All let r = o.Ratio(p) where r is > 0 select (p, o, r.Value),
        ];
        int decades = (int)Math.Ceiling(Math.Log10(Math.Max(10, dots.Select(d => d.Ratio).DefaultIfEmpty(1).Max())));
        double lowest = Math.Min(-0.3, Math.Floor(10 * Math.Log10(dots.Select(d => d.Ratio).DefaultIfEmpty(1).Min())) / 10);
        int height = Top + outcomes.Count * RowHeight + 30;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" ");
        svg.Append("font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.Append("<text x=\"10\" y=\"20\" font-size=\"15\">Times faster than the peer (right of 1: RnnGen is faster)</text>\n");
        Legend(svg, [.. Peers.All.Where(p => dots.Any(d => d.Peer == p))]);
        Axis(svg, lowest, decades, height);
        for (int row = 0; row < outcomes.Count; row++)
        {
            int y = Top + row * RowHeight + RowHeight / 2;
            string name = outcomes[row].Scenario.Name;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 10}\" y=\"{y + 4}\" text-anchor=\"end\">{name}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\" ");
            svg.Append("stroke=\"#eeeeee\"/>\n");
            foreach ((string peer, _, double ratio) in dots.Where(d => ReferenceEquals(d.Outcome, outcomes[row])))
            {
                string title = $"{name}: {Text.Number(ratio)} times faster than {peer}";
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(Math.Log10(ratio), lowest, decades):0.0}\" cy=\"{y}\" r=\"5\" ");
                svg.Append(CultureInfo.InvariantCulture, $"fill=\"{Colour(peer)}\"><title>{title}</title></circle>\n");
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double X(double logarithm, double lowest, int decades) =>
        Left + (Width - Left - Right) * (logarithm - lowest) / (decades - lowest);

    private static string Colour(string peer) => Colours[Array.IndexOf(Peers.All, peer) % Colours.Length];

    private static void Legend(StringBuilder svg, string[] peers)
    {
        for (int i = 0; i < peers.Length; i++)
        {
            int x = 20 + i * (Width - 40) / peers.Length;
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"38\" r=\"5\" fill=\"{Colour(peers[i])}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"42\">{peers[i]}</text>\n");
        }
    }

    private static void Axis(StringBuilder svg, double lowest, int decades, int height)
    {
        foreach (double tick in Enumerable.Range(0, decades + 1).SelectMany(d => new[] { 1.0, 2, 5 }.Select(m => m * Math.Pow(10, d))))
        {
            double logarithm = Math.Log10(tick);
            if (logarithm > decades) continue;
            double x = X(logarithm, lowest, decades);
            string colour = tick == 1 ? "#333333" : "#dddddd";
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x:0.0}\" x2=\"{x:0.0}\" y1=\"{Top}\" y2=\"{height - 25}\" ");
            svg.Append(CultureInfo.InvariantCulture, $"stroke=\"{colour}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{height - 8}\" text-anchor=\"middle\">{tick:0}</text>\n");
        }
    }
}
