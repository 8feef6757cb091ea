using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>A map stage over many rows: products of a block of units into a small buffer, then the equations row by row from it.</summary>
internal sealed class MapEmitter(KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    public void Emit(Stage.Map stage)
    {
        var tiles = new TileEmitter(context, frame);
        var calls = stage.Panels.Select((panel, p) => tiles.Emit(stage, panel, KernelContext.Text(p))).ToList();

        Writer.Line();
        context.Comment(Equations(stage));
        using (context.Method(KernelContext.List(
            $"private static void {stage.Name}<V>", Parameters(context, frame, stage), $"\n    {context.Constraint}")))
        {
            if (stage.Accumulators.Count > 0) Products(stage, calls);
            else Rows(stage);
        }
    }

    public static IEnumerable<string> Parameters(KernelContext context, Frame frame, Stage stage) =>
        new[] { "nint rows" }.Concat(Arguments(frame, stage).Select(a => $"ref {context.T} {a}"));

    /// <summary>References that a stage receives, in order.</summary>
    public static IEnumerable<string> Arguments(Frame frame, Stage stage)
    {
        var shared = new List<string> { "weights" };
        if (stage is Stage.Map { Accumulators.Count: > 0 }) shared.Add("sums");
        if (stage is Stage.Map { Gradients.Count: > 0 } or Stage.Outer) shared.Add("gradients");
        if (stage is Stage.ParameterOuter) shared.Add(PassEmitter.Gradients);
        return shared.Concat(Frame.Regions(stage).Select(r => frame[r].Rows));
    }

    public static IEnumerable<string> Equations(Stage.Map stage) => stage.Accumulators.Count == 0
        ? stage.Equations.Select(e => e.Source)
        : stage.Accumulators.Select(AccumulatorText).Concat(stage.Equations.Select(e => e.Source));

    private static string AccumulatorText(Accumulator sum) =>
        $"{sum.Result.Name} = {string.Join(" + ", sum.Terms.Select(t => $"[{t.Block.Units}, {t.Block.Length}] · {t.SourceName}"))}"
        + (sum.Bias is { } bias ? " + " + bias.Value.Name : "");

    private void Products(Stage.Map stage, List<string> calls)
    {
        int total = stage.Accumulators.Count, blocks = stage.Blocks;
        for (int p = 0; p < stage.Panels.Count; p++)
            Writer.Line($"ref {context.T} panel{p} = {KernelContext.Ref("weights", KernelContext.Text(stage.Panels[p].Offset))};");
        using (Writer.Block($"for (nint unit = 0; unit < {stage.Units}; unit += {KernelContext.Vectors(blocks)})"))
        {
            foreach (string call in calls) Writer.Line(call);
            for (int p = 0; p < stage.Panels.Count; p++)
                Writer.Line($"panel{p} = ref Unsafe.Add(ref panel{p}, {KernelContext.Vectors(stage.Panels[p].LaneRows * blocks)});");
            using (Writer.Block("for (nint row = 0; row < rows; row++)"))
            {
                RowReferences(stage);
                if (blocks == 1) FromSums(stage, "unit", $"row * {total} * V.Count");
                else using (Writer.Block($"for (nint block = 0; block < {blocks}; block++)"))
                {
                    Writer.Line("nint at = unit + block * V.Count;");
                    FromSums(stage, "at", $"(row * {blocks} + block) * {total} * V.Count");
                }
            }
        }
    }

    /// <summary>The equations of one row and one block, its sums of products read back from the buffer.</summary>
    private void FromSums(Stage.Map stage, string at, string start)
    {
        Writer.Line($"nint sum = {start};");
        var body = new BodyEmitter(context, frame, stage, Scope(stage), at);
        for (int a = 0; a < stage.Accumulators.Count; a++)
        {
            string sum = KernelContext.Sum("sum", a == 0 ? "" : KernelContext.Vectors(a));
            body.Bind(stage.Accumulators[a].Result, $"V.Load(ref sums, {sum})");
        }
        body.Emit();
    }

    private void Rows(Stage.Map stage)
    {
        using (Writer.Block("for (nint row = 0; row < rows; row++)"))
        {
            RowReferences(stage);
            OverUnits(context, frame, stage, Scope(stage));
        }
    }

    /// <summary>The equations of one row, block after block of units, and the reductions over them.</summary>
    public static void OverUnits(KernelContext context, Frame frame, Stage.Map stage, NameScope scope)
    {
        string[] totals = Totals(stage, scope);
        OpenTotals(context, stage, totals);
        using (context.Writer.Block($"for (nint at = 0; at < {stage.Units}; at += V.Count)")) Block(context, frame, stage, scope, totals);
        CloseTotals(context, frame, stage, totals);
    }

    /// <summary>The names of the vectors that reductions sum up in.</summary>
    public static string[] Totals(Stage.Map stage, NameScope scope) =>
        stage.Reductions.Select(r => scope.Fresh("total_" + Names.Identifier(r.Equation.Result.Name))).ToArray();

    public static void OpenTotals(KernelContext context, Stage.Map stage, string[] totals)
    {
        for (int i = 0; i < totals.Length; i++)
            context.Writer.Line($"V {totals[i]} = {(IsSum(stage.Reductions[i]) ? "V.Zero" : $"V.Create({context.T}.NegativeInfinity)")};");
    }

    /// <summary>The equations of the units from <c>at</c> on, and what they add to the totals.</summary>
    public static void Block(KernelContext context, Frame frame, Stage.Map stage, NameScope scope, string[] totals)
    {
        var body = new BodyEmitter(context, frame, stage, scope, "at");
        body.Emit();
        for (int i = 0; i < totals.Length; i++)
        {
            RowReduction reduction = stage.Reductions[i];
            string fill = IsSum(reduction) ? "0" : $"{context.T}.NegativeInfinity";
            string operand = body.Read(reduction.Equation.Operands[0]);
            string value = $"{RuntimeNames.Rows}.KeepTail<V, {context.T}>({operand}, at, {stage.Units}, {fill})";
            context.Writer.Line(IsSum(reduction) ? $"{totals[i]} += {value};" : $"{totals[i]} = V.Maximum({totals[i]}, {value});");
        }
    }

    public static void CloseTotals(KernelContext context, Frame frame, Stage.Map stage, string[] totals)
    {
        for (int i = 0; i < totals.Length; i++)
        {
            Location result = stage.Reductions[i].Result;
            FrameEntry entry = frame[result];
            string across = IsSum(stage.Reductions[i]) ? $"V.Sum({totals[i]})" : $"V.MaximumAcross({totals[i]})";
            context.Writer.Line($"Unsafe.Add(ref {entry.Row}, {entry.Base + result.Offset}) = {across};");
        }
    }

    private static bool IsSum(RowReduction reduction) =>
        reduction.Equation.Operation is Ir.Operation.Reduce { Reduction: Ir.Reduction.Sum };

    public static NameScope Scope(KernelContext context, Frame frame, Stage stage) => new(
        new[]
        {
            "rows", "row", "unit", "back", "last", "passed", "later", "blocks", "block", "at", "sum", "sums", "weights", "gradients",
            "V", context.T, RuntimeNames.Rows, RuntimeNames.Panels, "Unsafe",
        }
            .Concat(stage is Stage.Map map ? map.Panels.Select((_, p) => $"panel{p}") : []).Concat(frame.Locals)
            .Concat(Frame.Regions(stage).SelectMany(r => new[] { frame[r].Rows, frame[r].Row })));

    private NameScope Scope(Stage stage) => Scope(context, frame, stage);

    private void RowReferences(Stage stage)
    {
        foreach (var region in Frame.Regions(stage).Where(r => IsReadByUnits(stage, r)))
        {
            FrameEntry entry = frame[region];
            Writer.Line($"ref {context.T} {entry.Row} = ref Unsafe.Add(ref {entry.Rows}, row * {entry.Stride});");
        }
    }

    /// <summary>Sources of products alone need no row of their own in the equations' loop.</summary>
    private static bool IsReadByUnits(Stage stage, (Region Region, int Index) region) => stage is not Stage.Map map
        || map.Loads.Select(l => l.Location).Concat(map.Stores.Select(s => s.Location)).Concat(map.Reductions.Select(r => r.Result))
            .Any(l => l.Region == region.Region
                && (l.Index == region.Index || region.Region is Region.Saved or Region.Work or Region.Scratch));
}
