using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using RnnGen.Benchmarks.Reports;
using Xunit;

namespace RnnGen.Tests.Benchmarks;

/// <summary>
/// The picture of the benchmarks, measured in the font that a reader may have: text that leaves the picture or meets other text is lost.
/// </summary>
public sealed class RatioPlotTests
{
    /// <summary>The advances of ' ' to '~' in DejaVu Sans, the widest of the usual fonts, in thousandths of its size.</summary>
    private static readonly int[] s_advances =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
        636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
        634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    private static readonly string[] s_peers =
        ["naive C#", "TensorPrimitives", "ONNX Runtime", "oneDNN", "a peer of a rather long name", "ours"];

    public static TheoryData<string> LongestNames =>
    [
        "", "i", "step LSTM (3,5)", "forward GRU-after (128,256) T128 B64 recompute 2 threads", new string('W', 60), new string('m', 80),
    ];

    [Theory]
    [MemberData(nameof(LongestNames))]
    public void All_text_is_inside_and_apart(string longest)
    {
        PlotRow[] rows = [Row("short"), Row(longest), Row("train MGU (1,1)")];
        AssertReadable(XElement.Parse(RatioPlot.Draw(rows, s_peers)));
    }

    [Fact]
    public void The_committed_picture_is_readable() => AssertReadable(XElement.Parse(Repository.Read("docs/benchmarks.svg")));

    [Fact]
    public void A_picture_of_nothing_can_be_drawn() => AssertReadable(XElement.Parse(RatioPlot.Draw([], s_peers)));

    private static PlotRow Row(string name) => new(name, [.. s_peers.Select((peer, i) => new PlotDot(peer, 0.5 * Math.Pow(4, i)))]);

    private static void AssertReadable(XElement svg)
    {
        double[] box = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
        List<Placed> texts = [.. svg.Descendants().Where(IsText).Select(text => Place(svg, text)).OrderBy(t => t.Left)];
        Assert.NotEmpty(texts);
        Assert.All(texts, t => Assert.True(t.Left >= 0 && t.Right <= box[2] && t.Baseline <= box[3], $"{t} leaves the picture"));
        foreach (IGrouping<double, Placed> line in texts.GroupBy(t => t.Baseline))
            Assert.All(line.Zip(line.Skip(1)), pair => Assert.True(pair.First.Right < pair.Second.Left, $"{pair} meet"));
    }

    private static Placed Place(XElement svg, XElement text)
    {
        double size = Number((text.Attribute("font-size") ?? svg.Attribute("font-size")!).Value);
        double width = size / 1000 * text.Value.Sum(c => s_advances[c - ' ']);
        double x = Number(text.Attribute("x")!.Value);
        double left = text.Attribute("text-anchor")?.Value switch { "end" => x - width, "middle" => x - width / 2, _ => x };
        return new Placed(text.Value, left, left + width, Number(text.Attribute("y")!.Value));
    }

    private static bool IsText(XElement element) => element.Name.LocalName == "text";

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Placed(string Text, double Left, double Right, double Baseline);
}
