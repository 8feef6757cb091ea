using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>A map stage for one row: the sums of a group of blocks stay in registers and go straight into the equations.</summary>
internal sealed class StreamEmitter(KernelContext context, Frame frame)
{
    private readonly Dictionary<(int Block, int Accumulator), string> _names = [];
    private readonly Dictionary<(int Block, int Accumulator, int Part), string> _parts = [];
    private readonly HashSet<string> _begun = [];
    private int _partCount = 1;

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
        NameAccumulators(stage, stage.Blocks);
        blocks.Emit(() =>
        {
            PanelsOfUnit(stage);
            Block(stage, stage.Blocks);
        });
    }

    /// <summary>The kernel itself, where its arguments are in scope.</summary>
    public void Body(Stage.Map stage, StreamBlocks blocks)
    {
        if (blocks.AreApart) blocks.Call();
        else if (stage.Accumulators.Count == 0) MapEmitter.OverUnits(context, frame, stage, MapEmitter.Scope(context, frame, stage));
        else Products(stage, stage.Blocks);
    }

    private void Products(Stage.Map stage, int blocks)
    {
        NameAccumulators(stage, blocks);
        if (!stage.BackAndForth) Panels(stage, p => stage.Panels[p].Offset == 0 ? "" : KernelContext.Text(stage.Panels[p].Offset));
        string group = KernelContext.Vectors(blocks);
        if (stage.BackAndForth) Writer.Line($"nint last = {stage.Units - 1} / ({group}) * ({group});");
        string head = stage.BackAndForth ? $"for (nint passed = 0; passed <= last; passed += {group})" : $"for (nint unit = 0; unit < {stage.Units}; unit += {group})";
        using (Writer.Block(head))
        {
            if (stage.BackAndForth)
            {
                Writer.Line("nint unit = back ? last - passed : passed; // the weights read last come first, while they are in the cache");
                PanelsOfUnit(stage);
            }
            Block(stage, blocks);
        }
    }

    /// <summary>The sums and equations of the units from <c>unit</c> on.</summary>
    private void Block(Stage.Map stage, int blocks)
    {
        int values = UnrollBudget.ValuesOf(stage, blocks);
        for (int p = 0; p < stage.Panels.Count; p++)
        {
            Panel panel = stage.Panels[p];
            if (p == 0 || stage.Panels[p - 1].First != panel.First)
                for (int b = 0; b < blocks; b++)
                    for (int a = 0; a < panel.Width; a++) Start(stage, panel.First + a, b);
            foreach (PanelSegment segment in panel.JoinedSegments()) Segment(stage, panel, segment, blocks, p, ref values);
        }
        AddParts(stage, blocks);
        for (int b = 0; b < blocks; b++) Equations(stage, b, blocks);
    }

    private void PanelsOfUnit(Stage.Map stage) =>
        Panels(stage, p => KernelContext.Sum(KernelContext.Text(stage.Panels[p].Offset), $"unit * {stage.Panels[p].LaneRows}"));

    private void Panels(Stage.Map stage, System.Func<int, string> offset)
    {
        for (int p = 0; p < stage.Panels.Count; p++) Writer.Line($"ref {context.T} panel{p} = {KernelContext.Ref("weights", offset(p))};");
    }

    private void Start(Stage.Map stage, int accumulator, int block)
    {
        Load? start = stage.Accumulators[accumulator].Bias;
        string lane = block == 0 ? "" : $"{block} * V.Count";
        string from = "V.Zero";
        if (start is not null)
        {
            FrameEntry entry = frame[start.Location];
            from = $"V.Load(ref {entry.Row}, {KernelContext.Sum("unit", KernelContext.Text(entry.Base + start.Location.Offset), lane)})";
        }
        Writer.Line($"V {Name(block, accumulator)} = {from};");
        _begun.Add(Name(block, accumulator));
        for (int part = 1; part < _partCount; part++) Writer.Line($"V {_parts[(block, accumulator, part)]};");
    }

    /// <summary>The partial sums are added in pairs.</summary>
    private void AddParts(Stage.Map stage, int blocks)
    {
        for (int width = _partCount / 2; width > 0; width /= 2)
            for (int b = 0; b < blocks; b++)
                for (int a = 0; a < stage.Accumulators.Count; a++)
                    for (int part = 0; part < width; part++)
                        if (_parts[(b, a, part + width)] is var other && _begun.Contains(other)) Writer.Line($"{_parts[(b, a, part)]} += {other};");
    }

    private void Segment(Stage.Map stage, Panel panel, PanelSegment segment, int blocks, int number, ref int values)
    {
        FrameEntry source = frame[segment.Source];
        int start = source.Base + segment.Source.Offset, width = segment.Accumulators.Count * blocks;
        string panelName = $"panel{number}";
        int step = panel.Paired ? 2 : 1;
        int text = KernelTable.ElementText + source.Row.Length + blocks * segment.Accumulators.Sum(
            a => KernelTable.ProductText + 2 * Name(0, panel.First + a).Length);
        if (context.Kernels.Product(stage, segment.SourceName, segment.Length, width, text, ref values))
        {
            Writer.Line($"// {segment.SourceName}");
            for (int k = 0; k < segment.Length; k += step)
                using (Writer.Block("")) Element(panel, segment, blocks, panelName, source.Row, "", start + k, k / step, k + 1 < segment.Length);
            Advance(panelName, panel.RowsOf(segment) * blocks);
            return;
        }
        int round = step * _partCount, whole = segment.Length / round * round;
        foreach (string sum in segment.Accumulators.SelectMany(a => Parts(panel.First + a, blocks)))
            if (_begun.Add(sum)) Writer.Line($"{sum} = V.Zero;");
        using (Writer.Block($"for (nint k = 0; k < {whole}; {(round == 1 ? "k++" : $"k += {round}")}) // {segment.SourceName}"))
        {
            if (_partCount == 1) Element(panel, segment, blocks, panelName, source.Row, "k", start, 0, isWhole: true);
            else
                for (int i = 0; i < _partCount; i++)
                    using (Writer.Block("")) Element(panel, segment, blocks, panelName, source.Row, "k", start + i * step, i, isWhole: true);
            Advance(panelName, width * _partCount);
        }
        for (int k = whole; k < segment.Length; k += step)
            using (Writer.Block("")) Element(panel, segment, blocks, panelName, source.Row, "", start + k, (k - whole) / step, k + 1 < segment.Length);
        if (whole < segment.Length) Advance(panelName, width * ((segment.Length - whole + step - 1) / step));
    }

    private void Advance(string panel, int vectors) => Writer.Line($"{panel} = ref Unsafe.Add(ref {panel}, {vectors} * V.Count);");

    /// <summary>One element of a vector against the weights of all sums, or two where the weights come in pairs.</summary>
    /// <param name="number">Which one it is, counted from where the panel's reference stands.</param>
    /// <param name="isWhole">Whether the second element of a pair is there.</param>
    private void Element(Panel panel, PanelSegment segment, int blocks, string panelName, string row, string k, int at, int number, bool isWhole)
    {
        int first = number * segment.Accumulators.Count * blocks;
        bool second = panel.Paired && isWhole;
        Writer.Line($"V s = {Broadcast(at)}{(second ? $", s2 = {Broadcast(at + 1)}" : "")};");
        if (panel.Paired) Writer.Line("V w;");
        for (int b = 0; b < blocks; b++)
        {
            for (int i = 0; i < segment.Accumulators.Count; i++)
            {
                string weights = Weights(panelName, first + b * segment.Accumulators.Count + i);
                string sum = _parts[(b, panel.First + segment.Accumulators[i], number % _partCount)];
                if (panel.Paired) Writer.Line($"w = {weights};");
                string factor = panel.Paired ? "V.FirstOfPair(w)" : weights;
                Writer.Line(_begun.Add(sum) ? $"{sum} = {factor} * s;" : $"{sum} = V.MultiplyAdd({factor}, s, {sum});");
                if (second) Writer.Line($"{sum} = V.MultiplyAdd(w, s2, {sum});");
            }
        }

        string Broadcast(int element) => $"V.Create({KernelContext.Ref(row, KernelContext.Sum(k, KernelContext.Text(element))).Substring(4)})";
    }

    /// <summary>One vector of weights. Written out in great number it is read without a call, of which the JIT inlines so many only.</summary>
    private string Weights(string panel, int vectors)
    {
        string offset = vectors == 0 ? "" : $"{vectors} * V.Count";
        return context.Kernels.IsFull
            ? $"Unsafe.As<{context.T}, V>({KernelContext.Ref(panel, offset)})"
            : $"V.Load(ref {panel}{(vectors == 0 ? "" : ", " + offset)})";
    }

    private void Equations(Stage.Map stage, int block, int blocks)
    {
        using (Writer.Block(""))
        {
            string at = "unit";
            if (block > 0)
            {
                at = "at";
                Writer.Line($"nint at = unit + {block} * V.Count;");
            }
            NameScope scope = MapEmitter.Scope(context, frame, stage);
            foreach (string taken in _parts.Values.Concat(["k", "s", "s2", "w"])) scope.Fresh(taken);
            var body = new BodyEmitter(context, frame, stage, scope, at);
            for (int a = 0; a < stage.Accumulators.Count; a++) body.Bind(stage.Accumulators[a].Result, Name(block, a));
            body.Emit();
        }
    }

    /// <summary>An accumulator is called by the sum that it becomes, with the number of its block where there are several.</summary>
    private string Name(int block, int accumulator) => _names[(block, accumulator)];

    private IEnumerable<string> Parts(int accumulator, int blocks) =>
        Enumerable.Range(0, blocks * _partCount).Select(i => _parts[(i / _partCount, accumulator, i % _partCount)]);

    private void NameAccumulators(Stage.Map stage, int blocks)
    {
        NameScope scope = MapEmitter.Scope(context, frame, stage);
        foreach (string taken in new[] { "k", "s", "s2", "w" }) scope.Fresh(taken);
        _names.Clear();
        _parts.Clear();
        _begun.Clear();
        _partCount = KernelTable.PartialSums(stage.Accumulators.Count * blocks, stage.Panels.SelectMany(p => p.Segments).Select(t => t.Length).DefaultIfEmpty(0).Max());
        for (int b = 0; b < blocks; b++)
        {
            for (int a = 0; a < stage.Accumulators.Count; a++)
            {
                string name = Names.Identifier(stage.Accumulators[a].Result.Name) + (blocks == 1 ? "" : KernelContext.Text(b));
                _names[(b, a)] = _parts[(b, a, 0)] = Names.Escape(scope.Fresh(name));
                for (int part = 1; part < _partCount; part++) _parts[(b, a, part)] = Names.Escape(scope.Fresh($"{name}Part{part}"));
            }
        }
    }
}
