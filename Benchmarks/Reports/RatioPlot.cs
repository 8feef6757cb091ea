using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace RnnGen.Benchmarks.Reports;

/// <summary>A dot per scenario and peer on a logarithmic axis: how many times faster we are.</summary>
internal sealed class RatioPlot
{
    private const int FontSize = 12, Margin = 10, Right = 30, RowHeight = 20, AxisHeight = 30, AxisWidth = 720;
    private const int LegendTop = 38, LegendHeight = 20;
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static readonly string[] s_colours =
        ["#8a8a8a", "#bdb76b", "#6b4c1e", "#c98a00", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#7a3e9d", "#333333"];

    private readonly IReadOnlyList<PlotRow> _rows;
    private readonly string[] _peers;
    private readonly int _left;
    private readonly int _top;
    private readonly double _lowest;
    private readonly double _highest;
    private readonly XElement _picture = new(s_svg + "svg");

    private RatioPlot(IReadOnlyList<PlotRow> rows, string[] peers)
    {
        (_rows, _peers) = (rows, peers);
        // The names end at the axis: the longest decides where that is.
        _left = 2 * Margin + (int)Math.Ceiling(rows.Select(r => TextWidth.Of(r.Name, FontSize)).DefaultIfEmpty(0).Max());
        double[] ratios = [.. rows.SelectMany(r => r.Dots).Select(d => d.Ratio).DefaultIfEmpty(1)];
        _highest = Math.Ceiling(Math.Log10(Math.Max(10, ratios.Max())));
        _lowest = Math.Min(-0.3, Math.Floor(10 * Math.Log10(ratios.Min())) / 10);
        _top = LegendTop + LegendHeight * (1 + LegendLines().Select(entry => entry.Line).DefaultIfEmpty(0).Max());
    }

    private int Width => _left + AxisWidth + Right;

    private int Height => _top + _rows.Count * RowHeight + AxisHeight;

    /// <param name="rows">From top to bottom.</param>
    /// <param name="peers">All peers there are; a peer's colour is that of its place among them.</param>
    public static string Draw(IReadOnlyList<PlotRow> rows, IReadOnlyList<string> peers)
    {
        string[] shown = [.. peers.Where(p => rows.Any(r => r.Dots.Any(d => d.Peer == p)))];
        var colours = peers.Select((peer, i) => (peer, s_colours[i % s_colours.Length])).ToDictionary(p => p.peer, p => p.Item2);
        return new RatioPlot(rows, shown).Draw(colours).ToString() + "\n";
    }

    private XElement Draw(Dictionary<string, string> colours)
    {
        _picture.Add(
            new XAttribute("viewBox", $"0 0 {Width} {Height}"),
            new XAttribute("font-family", "sans-serif"),
            new XAttribute("font-size", FontSize),
            new XElement(s_svg + "rect",
                new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "#ffffff")),
            Label("Times faster than the peer (right of 1: RnnGen is faster)", Margin, 20, "start", 15));
        foreach ((string peer, double x, int line) in LegendLines())
        {
            int y = LegendTop + line * LegendHeight;
            _picture.Add(Dot(x, y, colours[peer]), Label(peer, x + Margin, y + 4, "start"));
        }

        DrawAxis();
        for (int row = 0; row < _rows.Count; row++) DrawRow(_rows[row], _top + row * RowHeight + RowHeight / 2, colours);
        return _picture;
    }

    private void DrawAxis()
    {
        IEnumerable<double> decades = Enumerable.Range(0, (int)_highest + 1).Select(d => Math.Pow(10, d));
        foreach (double tick in decades.SelectMany(d => new[] { d, 2 * d, 5 * d }))
        {
            if (Math.Log10(tick) > _highest) continue;
            double x = X(tick);
            _picture.Add(
                Line(x, x, _top, Height - AxisHeight + 5, tick == 1 ? "#333333" : "#dddddd"),
                Label(tick.ToString("0", CultureInfo.InvariantCulture), x, Height - 8, "middle"));
        }
    }

    private void DrawRow(PlotRow row, int y, Dictionary<string, string> colours)
    {
        _picture.Add(Label(row.Name, _left - Margin, y + 4, "end"), Line(_left, Width - Right, y, y, "#eeeeee"));
        foreach (PlotDot dot in row.Dots)
        {
            XElement circle = Dot(X(dot.Ratio), y, colours[dot.Peer]);
            circle.Add(new XElement(s_svg + "title", $"{row.Name}: {Text.Number(dot.Ratio)} times faster than {dot.Peer}"));
            _picture.Add(circle);
        }
    }

    private double X(double ratio) => _left + AxisWidth * (Math.Log10(ratio) - _lowest) / (_highest - _lowest);

    /// <summary>The peers one behind the other, on as many lines as they need.</summary>
    private IEnumerable<(string Peer, double X, int Line)> LegendLines()
    {
        double x = 2 * Margin;
        int line = 0;
        foreach (string peer in _peers)
        {
            double width = Margin + TextWidth.Of(peer, FontSize) + 2 * Margin;
            if (x + width > Width && x > 2 * Margin) (x, line) = (2 * Margin, line + 1);
            yield return (peer, x, line);
            x += width;
        }
    }

    private static XElement Label(string text, double x, double y, string anchor, int size = FontSize)
    {
        var label = new XElement(s_svg + "text", new XAttribute("x", Rounded(x)), new XAttribute("y", Rounded(y)), text);
        if (anchor != "start") label.Add(new XAttribute("text-anchor", anchor));
        if (size != FontSize) label.Add(new XAttribute("font-size", size));
        return label;
    }

    private static XElement Line(double x1, double x2, double y1, double y2, string colour) => new(s_svg + "line",
        new XAttribute("x1", Rounded(x1)),
        new XAttribute("x2", Rounded(x2)),
        new XAttribute("y1", Rounded(y1)),
        new XAttribute("y2", Rounded(y2)),
        new XAttribute("stroke", colour));

    private static XElement Dot(double x, double y, string colour) => new(s_svg + "circle",
        new XAttribute("cx", Rounded(x)), new XAttribute("cy", Rounded(y)), new XAttribute("r", 5), new XAttribute("fill", colour));

    private static string Rounded(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
