using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CharacterModel.Charts;

namespace Amplifier.Charts;

/// <summary>Draws some milliseconds of the waveforms, and below them what the network misses, as SVG.</summary>
internal static class WaveChart
{
    private const int Width = 900;
    private const int Left = 60;
    private const int Right = 130;
    private const int Top = 50;
    private const int Height = 240;
    private const int Between = 60;
    private const int Bottom = 50;
    private const string Ink = "#374151";
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>The chart.</summary>
    /// <param name="waves">The curves, of equal lengths.</param>
    /// <param name="error">The network's output less the circuit's; null where there is none to compare with.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="title">What it shows.</param>
    public static XDocument Draw(IReadOnlyList<Wave> waves, float[]? error, double rate, string title)
    {
        double milliseconds = waves[0].Samples.Length / rate * 1000;
        var x = new Axis(0, milliseconds, Left, Width - Right);
        int height = error is null ? Top + Height + Bottom : Top + 2 * Height + Between + Bottom;
        IEnumerable<XElement> panels = Panel(waves, x, rate, Top);
        if (error is not null) panels = panels.Concat(Panel([new Wave("error", "#b91c1c", 1.2, error)], x, rate, Top + Height + Between));
        return new XDocument(Element(
            "svg",
            [("viewBox", $"0 0 {Width} {height}"), ("font-family", "system-ui, sans-serif"), ("font-size", "13")],
            Element("title", [], title),
            Element("rect", [("width", "100%"), ("height", "100%"), ("fill", "white")]),
            Text(Left, 28, "start", Ink, title),
            Text((Left + Width - Right) / 2.0, height - 12, "middle", Ink, "milliseconds"),
            x.Ticks().Select(tick => Text(x.Pixel(tick), height - Bottom + 18, "middle", Ink, $"{tick:0.##}")),
            panels));
    }

    private static IEnumerable<XElement> Panel(IReadOnlyList<Wave> waves, Axis x, double rate, double top)
    {
        float largest = waves.SelectMany(wave => wave.Samples).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var y = new Axis(-largest, largest, top + Height, top);
        foreach (double tick in y.Ticks())
        {
            yield return Element(
                "line",
                [
                    ("x1", Number(Left)), ("y1", Number(y.Pixel(tick))), ("x2", Number(Width - Right)), ("y2", Number(y.Pixel(tick))),
                    ("stroke", "#e5e7eb"),
                ]);
            yield return Text(Left - 8, y.Pixel(tick) + 4, "end", Ink, $"{tick:0.#####}");
        }

        for (int i = 0; i < waves.Count; i++)
        {
            yield return Element(
                "polyline",
                [
                    ("points", string.Join(' ', waves[i].Samples.Select((sample, t) => Point(x.Pixel(t / rate * 1000), y.Pixel(sample))))),
                    ("fill", "none"), ("stroke", waves[i].Color), ("stroke-width", Number(waves[i].Thickness)),
                    ("stroke-linejoin", "round"),
                ]);
            yield return Text(Width - Right + 8, top + 16 + 18 * i, "start", waves[i].Color, waves[i].Name);
        }
    }

    private static string Point(double x, double y) => $"{Number(x)},{Number(y)}";

    private static XElement Text(double x, double y, string anchor, string color, string text) =>
        Element("text", [("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), ("fill", color)], text);

    private static XElement Element(string name, (string Name, string Value)[] attributes, params object[] content) =>
        new(s_svg + name, attributes.Select(a => new XAttribute(a.Name, a.Value)), content);

    private static string Number(double value) => $"{value:0.##}";
}

/// <summary>A curve.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Color">As SVG writes it.</param>
/// <param name="Thickness">Of its line: a thick one is seen below a thin one.</param>
/// <param name="Samples">In order.</param>
internal sealed record Wave(string Name, string Color, double Thickness, float[] Samples);
