using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CharacterModel.Charts;
using Hyphenation.Learning;

namespace Hyphenation.Charts;

/// <summary>Draws the losses on training and validation words and the baseline over the epochs, as SVG.</summary>
internal static class LossChart
{
    private const int Width = 800;
    private const int Height = 480;
    private const int Left = 70;
    private const int Right = 150;
    private const int Top = 50;
    private const int Bottom = 60;
    private const string Ink = "#374151";
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>Writes the chart to a file.</summary>
    public static void Save(string path, IReadOnlyList<EpochLosses> epochs, double baseline) => Draw(epochs, baseline).Save(path);

    /// <summary>The chart.</summary>
    /// <param name="epochs">At least one epoch.</param>
    /// <param name="baseline">The loss of letter pairs on the validation words.</param>
    public static XDocument Draw(IReadOnlyList<EpochLosses> epochs, double baseline)
    {
        double[] losses = [.. epochs.SelectMany(e => new[] { e.Training, e.Validation }), baseline];
        var x = new Axis(0, epochs[^1].Epoch, Left, Width - Right);
        var y = new Axis(losses.Min(), losses.Max(), Height - Bottom, Top);
        (string Name, string Color, (double X, double Y)[] Points)[] curves =
        [
            ("letter pairs", "#6b7280", [(x.Low, baseline), (x.High, baseline)]),
            ("training", "#1f6fb4", [.. epochs.Select(e => ((double)e.Epoch, e.Training))]),
            ("validation", "#c2410c", [.. epochs.Select(e => ((double)e.Epoch, e.Validation))]),
        ];
        return new XDocument(Element(
            "svg",
            [("viewBox", $"0 0 {Width} {Height}"), ("font-family", "system-ui, sans-serif"), ("font-size", "13")],
            Element("title", [], "Loss of the hyphenator over the epochs"),
            Element("rect", [("width", "100%"), ("height", "100%"), ("fill", "white")]),
            Text(Left, Top - 24, "start", Ink, "Loss in nats for each place between two letters"),
            Text((Left + Width - Right) / 2.0, Height - 16, "middle", Ink, "epoch"),
            y.Ticks().Select(tick => Line((x.Low, tick), (x.High, tick), x, y)),
            y.Ticks().Select(tick => Text(Left - 10, y.Pixel(tick) + 4, "end", Ink, $"{tick:0.0##}")),
            x.Ticks().Select(tick => Text(x.Pixel(tick), y.Pixel(y.Low) + 22, "middle", Ink, $"{tick:0.##}")),
            curves.Select(curve => Curve(curve.Color, curve.Points, x, y)),
            Labels(curves, y)));
    }

    // Names and last values at the right ends of the curves, moved apart where they would overlap.
    private static IEnumerable<XElement> Labels((string Name, string Color, (double X, double Y)[] Points)[] curves, Axis y)
    {
        double free = double.NegativeInfinity;
        foreach ((string name, string color, (double X, double Y)[] points) in curves.OrderByDescending(curve => curve.Points[^1].Y))
        {
            double at = double.Max(y.Pixel(points[^1].Y) + 4, free);
            free = at + 16;
            yield return Text(Width - Right + 8, at, "start", color, $"{name} {points[^1].Y:0.000}");
        }
    }

    private static XElement Curve(string color, (double X, double Y)[] points, Axis x, Axis y) => Element(
        "polyline",
        [
            ("points", string.Join(' ', points.Select(p => $"{Number(x.Pixel(p.X))},{Number(y.Pixel(p.Y))}"))),
            ("fill", "none"), ("stroke", color), ("stroke-width", "2"), ("stroke-linejoin", "round"),
        ]);

    private static XElement Line((double X, double Y) from, (double X, double Y) to, Axis x, Axis y) => Element(
        "line",
        [
            ("x1", Number(x.Pixel(from.X))), ("y1", Number(y.Pixel(from.Y))),
            ("x2", Number(x.Pixel(to.X))), ("y2", Number(y.Pixel(to.Y))), ("stroke", "#e5e7eb"),
        ]);

    private static XElement Text(double x, double y, string anchor, string color, string text) =>
        Element("text", [("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), ("fill", color)], text);

    private static XElement Element(string name, (string Name, string Value)[] attributes, params object[] content) =>
        new(s_svg + name, attributes.Select(a => new XAttribute(a.Name, a.Value)), content);

    private static string Number(double value) => $"{value:0.##}";
}
