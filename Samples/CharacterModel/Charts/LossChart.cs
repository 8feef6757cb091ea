using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CharacterModel.Learning;

namespace CharacterModel.Charts;

/// <summary>Draws training loss, held-out loss and the baseline over the epochs, as SVG.</summary>
internal static class LossChart
{
    private const int Width = 800;
    private const int Height = 480;
    private const int Left = 70;
    private const int Right = 130;
    private const int Top = 50;
    private const int Bottom = 60;
    private const string TrainingColor = "#1f6fb4";
    private const string HeldOutColor = "#c2410c";
    private const string BigramColor = "#6b7280";
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>Writes the chart to a file.</summary>
    public static void Save(string path, IReadOnlyList<EpochLosses> epochs, double bigram) => Draw(epochs, bigram).Save(path);

    /// <summary>The chart.</summary>
    /// <param name="epochs">At least one epoch.</param>
    /// <param name="bigram">The held-out loss of the baseline.</param>
    public static XDocument Draw(IReadOnlyList<EpochLosses> epochs, double bigram)
    {
        double[] losses = [.. epochs.SelectMany(e => new[] { e.Training, e.HeldOut }), bigram];
        var x = new Axis(0, epochs[^1].Epoch, Left, Width - Right);
        var y = new Axis(losses.Min(), losses.Max(), Height - Bottom, Top);
        return new XDocument(new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {Height}"),
            new XAttribute("font-family", "system-ui, sans-serif"),
            new XAttribute("font-size", 13),
            new XElement(s_svg + "title", "Loss of the character model over the epochs"),
            new XElement(
                s_svg + "rect",
                new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "white")),
            Text(Left, Top - 24, "start", "#111827", "Loss in nats per character", new XAttribute("font-weight", 600)),
            y.Ticks().SelectMany(tick => HorizontalTick(x, y, tick)),
            x.Ticks().SelectMany(tick => VerticalTick(x, y, tick)),
            Text((Left + Width - Right) / 2.0, Height - 16, "middle", "#374151", "epoch"),
            Curve(x, y, [(x.Low, bigram), (x.High, bigram)], BigramColor, new XAttribute("stroke-dasharray", "6 4")),
            Curve(x, y, epochs.Select(e => ((double)e.Epoch, e.Training)), TrainingColor),
            Curve(x, y, epochs.Select(e => ((double)e.Epoch, e.HeldOut)), HeldOutColor),
            Labels(y, ("bigram", bigram, BigramColor), ("training", epochs[^1].Training, TrainingColor),
                ("held-out", epochs[^1].HeldOut, HeldOutColor))));
    }

    private static IEnumerable<XElement> HorizontalTick(Axis x, Axis y, double value)
    {
        yield return Line(x.Pixel(x.Low), y.Pixel(value), x.Pixel(x.High), y.Pixel(value), value == y.Low ? "#374151" : "#e5e7eb");
        yield return Text(Left - 10, y.Pixel(value) + 4, "end", "#374151", $"{value:0.0##}");
    }

    private static IEnumerable<XElement> VerticalTick(Axis x, Axis y, double value)
    {
        yield return Line(x.Pixel(value), y.Pixel(y.Low), x.Pixel(value), value == x.Low ? Top : y.Pixel(y.Low) + 6, "#374151");
        yield return Text(x.Pixel(value), y.Pixel(y.Low) + 22, "middle", "#374151", $"{value:0.##}");
    }

    // Names and last values at the right ends of the curves, moved apart where they would overlap.
    private static IEnumerable<XElement> Labels(Axis y, params (string Name, double Value, string Color)[] curves)
    {
        double free = double.NegativeInfinity;
        foreach ((string name, double value, string color) in curves.OrderByDescending(c => c.Value))
        {
            double at = Math.Max(y.Pixel(value) + 4, free);
            free = at + 16;
            yield return Text(Width - Right + 8, at, "start", color, $"{name} {value:0.000}");
        }
    }

    private static XElement Curve(
        Axis x, Axis y, IEnumerable<(double X, double Y)> points, string color, params XAttribute[] attributes) => new(
        s_svg + "polyline",
        new XAttribute("points", string.Join(' ', points.Select(p => $"{Number(x.Pixel(p.X))},{Number(y.Pixel(p.Y))}"))),
        new XAttribute("fill", "none"),
        new XAttribute("stroke", color),
        new XAttribute("stroke-width", 2),
        new XAttribute("stroke-linejoin", "round"),
        attributes);

    private static XElement Line(double x1, double y1, double x2, double y2, string color) => new(
        s_svg + "line",
        new XAttribute("x1", Number(x1)),
        new XAttribute("y1", Number(y1)),
        new XAttribute("x2", Number(x2)),
        new XAttribute("y2", Number(y2)),
        new XAttribute("stroke", color));

    private static XElement Text(double x, double y, string anchor, string color, string text, params XAttribute[] attributes) => new(
        s_svg + "text",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("text-anchor", anchor),
        new XAttribute("fill", color),
        attributes,
        text);

    private static string Number(double value) => $"{value:0.##}";
}
