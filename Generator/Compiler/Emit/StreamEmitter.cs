using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>A map stage for one row: the sums of a group of blocks stay in registers and go straight into the equations.</summary>
internal sealed class StreamEmitter(KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    /// <summary>References that a streaming stage receives, in order; all states of a bank come as one.</summary>
    public static IEnumerable<string> Arguments(Frame frame, Stage stage) =>
        (stage is Stage.Map { Gradients.Count: > 0 } ? new[] { "weights", "gradients" } : ["weights"])
            .Concat(Frame.Regions(stage).Select(r => frame[r].Row).Distinct());

    public void Emit(Stage.Map stage)
    {
        var blocks = new StreamBlocks(context, frame, stage);
        Beside(stage, blocks);
        Writer.Line();
        context.Comment(MapEmitter.Equations(stage));
        IEnumerable<string> parameters = Arguments(frame, stage).Select(a => $"ref {context.T} {a}");
        if (stage.BackAndForth) parameters = new[] { "bool back" }.Concat(parameters);
        using (context.Method(KernelContext.List($"private static void {stage.Name}<V>", parameters, $"\n    {context.Constraint}")))
            Body(stage, blocks);
    }

    /// <summary>What the kernel calls.</summary>
    public void Beside(Stage.Map stage, StreamBlocks blocks)
    {
        if (!blocks.AreApart) return;
        blocks.Emit(() =>
        {
            PanelsOfUnit(stage);
            Block(stage, Sums(stage));
        });
    }

    /// <summary>The kernel itself, where its arguments are in scope.</summary>
    public void Body(Stage.Map stage, StreamBlocks blocks)
    {
        if (blocks.AreApart) blocks.Call();
        else if (stage.Accumulators.Count == 0) MapEmitter.OverUnits(context, frame, stage, MapEmitter.Scope(context, frame, stage));
        else Products(stage);
    }

    private StreamSums Sums(Stage.Map stage) => new(Writer, stage, MapEmitter.Scope(context, frame, stage));

    private void Products(Stage.Map stage)
    {
        StreamSums sums = Sums(stage);
        if (!stage.BackAndForth) Panels(stage, p => stage.Panels[p].Offset == 0 ? "" : KernelContext.Text(stage.Panels[p].Offset));
        string group = KernelContext.Vectors(stage.Blocks);
        if (stage.BackAndForth) Writer.Line($"nint last = {stage.Units - 1} / ({group}) * ({group});");
        bool inPlace = FirstInPlace(frame, stage);
        if (inPlace)
        {
            Writer.Line($"ref {context.T} later = ref {OldRow}; // the first group of units reads states where they lie");
            Writer.Line($"{OldRow} = ref {StateRow};");
        }
        string head = stage.BackAndForth
            ? $"for (nint passed = 0; passed <= last; passed += {group})"
            : $"for (nint unit = 0; unit < {stage.Units}; unit += {group})";
        using (Writer.Block(head))
        {
            if (stage.BackAndForth)
            {
                Writer.Line("nint unit = back ? last - passed : passed; // the weights read last come first, while they are in the cache");
                PanelsOfUnit(stage);
            }
            Block(stage, sums);
            if (inPlace) Writer.Line($"{OldRow} = ref later;");
        }
    }

    /// <summary>A row of states, and of the copy of them that later groups of units read.</summary>
    public const string StateRow = Frame.Held + "Row", OldRow = Frame.Before + "Row";

    /// <summary>Whether the first group of units needs no copy of the states that it reads.</summary>
    public static bool FirstInPlace(Frame frame, Stage stage) => frame.Banks is { } banks && banks.First.Contains(stage.Name);

    /// <summary>The sums and equations of the units from <c>unit</c> on.</summary>
    private void Block(Stage.Map stage, StreamSums sums)
    {
        int values = UnrollBudget.ValuesOf(stage, stage.Blocks);
        for (int p = 0; p < stage.Panels.Count; p++)
        {
            Panel panel = stage.Panels[p];
            if (p == 0 || stage.Panels[p - 1].First != panel.First)
                for (int b = 0; b < stage.Blocks; b++)
                    for (int a = 0; a < panel.Width; a++) sums.Declare(b, panel.First + a, Start(stage, panel.First + a, b));
            foreach (PanelSegment segment in panel.JoinedSegments())
                new StreamProductEmitter(context, sums, panel, segment, frame[segment.Source]).Emit(stage, $"panel{p}", ref values);
        }
        sums.Join();
        Equations(stage, sums);
    }

    private void PanelsOfUnit(Stage.Map stage) =>
        Panels(stage, p => KernelContext.Sum(KernelContext.Text(stage.Panels[p].Offset), $"unit * {stage.Panels[p].LaneRows}"));

    private void Panels(Stage.Map stage, System.Func<int, string> offset)
    {
        for (int p = 0; p < stage.Panels.Count; p++) Writer.Line($"ref {context.T} panel{p} = {KernelContext.Ref("weights", offset(p))};");
    }

    /// <summary>What a sum starts from.</summary>
    private string Start(Stage.Map stage, int accumulator, int block)
    {
        if (stage.Accumulators[accumulator].Bias is not { } start) return "V.Zero";
        FrameEntry entry = frame[start.Location];
        string lane = block == 0 ? "" : $"{block} * V.Count";
        return $"V.Load(ref {entry.Row}, {KernelContext.Sum("unit", KernelContext.Text(entry.Base + start.Location.Offset), lane)})";
    }

    private void Equations(Stage.Map stage, StreamSums sums)
    {
        using (Writer.Block(""))
        {
            NameScope scope = MapEmitter.Scope(context, frame, stage);
            foreach (string taken in sums.Taken) scope.Fresh(taken);
            var bodies = new List<BodyEmitter>();
            for (int block = 0; block < stage.Blocks; block++)
            {
                string at = block == 0 ? "unit" : scope.Fresh($"at{block}");
                if (block > 0) Writer.Line($"nint {at} = unit + {KernelContext.Vectors(block)};");
                var body = new BodyEmitter(context, frame, stage, stage.Blocks == 1 ? scope : scope.Numbered(block), at);
                for (int a = 0; a < stage.Accumulators.Count; a++) body.Bind(stage.Accumulators[a].Result, sums[block, a]);
                bodies.Add(body);
            }
            BodyEmitter.Emit(bodies);
        }
    }
}
