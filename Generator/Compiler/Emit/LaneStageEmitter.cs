using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The kernels over one group of rows, a row in each lane. The stages of a sweep stand together in the loop over its time steps, each a
/// loop over its units; stages that would be too much for one method have one each.
/// </summary>
internal sealed class LaneStageEmitter(KernelContext context, LanePlaces places, LanePlan plan, int record)
{
    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    /// <summary>The stages of a sweep that go from step to step, in parts that are one method each.</summary>
    public static List<List<Stage.Map>> Parts(Sweep sweep)
    {
        var maps = sweep.Stages.OfType<Stage.Map>().ToList();
        bool together = KernelTable.BodyValues + maps.Sum(Values) <= KernelTable.LaneValues
            && maps.Select(SweepEmitter.IsForInputsOnly).Distinct().Count() <= 1;
        return together && maps.Count > 0 ? [maps] : [.. maps.Select(m => new List<Stage.Map> { m })];
    }

    /// <summary>What a stage adds to a method in values, as the JIT counts them.</summary>
    private static int Values(Stage.Map stage)
    {
        int side = Side(stage), terms = stage.Accumulators.Sum(a => a.Terms.Count);
        int products = IsWrittenOut(stage) ? side * Products(stage) : side * terms;
        return UnrollBudget.ValuesOf(stage, side) - KernelTable.BodyValues + products + KernelTable.ElementValues * terms
            + KernelTable.PlaceValues * side * (stage.Loads.Count + stage.Stores.Count + stage.Gradients.Count);
    }

    private static int Side(Stage.Map stage) =>
        KernelTable.LaneUnitsSideBySide(stage.Accumulators.Count, stage.Units, LaneStages.IsLight(stage));

    private static int Products(Stage.Map stage) => stage.Accumulators.Sum(a => a.Terms.Sum(t => t.Block.Length));

    private static bool IsWrittenOut(Stage.Map stage) => Side(stage) * Products(stage) <= KernelTable.UnrolledProducts;

    public static string Name(List<Stage.Map> part) => part[0].Name;

    public static bool AddsSums(List<Stage.Map> part) => part.Any(m => m.Gradients.Count > 0);

    public void Emit(Sweep sweep)
    {
        var parts = Parts(sweep);
        foreach (var part in parts)
        {
            Writer.Line();
            foreach (Stage.Map stage in part) context.Comment(MapEmitter.Equations(stage));
            string sums = AddsSums(part) ? $"int rows, ref {T} weights, ref {T} sums" : $"ref {T} weights";
            if (parts.Count == 1)
            {
                using (LaneLoop.Method(context, Name(part), $"nint steps, {sums}, ref {T} start")) Steps(sweep, part);
            }
            else
            {
                using (LaneLoop.Method(context, Name(part), $"{sums}, ref {T} before, ref {T} now")) Map(part[0]);
            }
        }
        var outers = new LaneOuterEmitter(context, places, plan, record);
        foreach (Stage.Outer outer in sweep.Stages.OfType<Stage.Outer>()) outers.Emit(outer);
    }

    private void Steps(Sweep sweep, List<Stage.Map> part) => LaneLoop.Emit(Writer, sweep.Kind, T, record, () =>
    {
        foreach (Stage.Map stage in part) Map(stage);
    });

    /// <summary>
    /// Some units at a time where there are sums and no costly function, so that each vector is read once for all of them.
    /// </summary>
    private void Map(Stage.Map stage)
    {
        int side = Side(stage);
        using (Writer.Block($"for (nint unit = 0; unit < {stage.Units}; unit{(side == 1 ? "++" : $" += {side}")})"))
        {
            Writer.Line("nint at = unit * V.Count;");
            var names = new NameScope(Taken);
            var units = Enumerable.Range(0, side).Select(i => Unit(stage, i)).ToList();
            var sums = units.Select((unit, i) => Begin(unit, side == 1 ? "" : KernelContext.Text(i), names)).ToList();
            int count = side * stage.Accumulators.Count;
            var terms = units.SelectMany((unit, i) =>
                unit.Accumulators.SelectMany((sum, a) => sum.Terms.Select(t => (Parts: sums[i][a], Term: t))));
            var sources = terms.GroupBy(t => (t.Term.Source, t.Term.Block.Length)).ToList();
            foreach (var source in sources)
                Products([.. source.Select(t => (Chain(t.Parts, count, names, source == sources[0]), t.Term))], IsWrittenOut(stage));
            foreach (var parts in sums.SelectMany(unit => unit))
                foreach (string part in parts.Skip(1)) Writer.Line($"{parts[0]} += {part};");
            for (int i = 0; i < side; i++) Equations(units[i], sums[i]);
        }
    }

    private string[] Taken => ["steps", "rows", "weights", "sums", "start", "before", "now", "t", "unit", "at", "k", "s", "V", T, "Unsafe"];

    /// <summary>The stage for the unit behind so many others.</summary>
    private static Stage.Map Unit(Stage.Map stage, int number)
    {
        if (number == 0) return stage;
        return stage with
        {
            Accumulators = stage.Accumulators.Select(a => a with
            {
                Terms = a.Terms.Select(t => t with { Block = Of(t.Block) }).ToEquatableArray(),
                Bias = a.Bias is null ? null : Behind(a.Bias),
            }).ToEquatableArray(),
            Loads = stage.Loads.Select(Behind).ToEquatableArray(),
            Stores = stage.Stores.Select(s => s with { Location = s.Location.Part(number, 1) }).ToEquatableArray(),
            Gradients = stage.Gradients.Select(g => g with { AreaOffset = g.AreaOffset + number }).ToEquatableArray(),
        };

        ParameterBlock Of(ParameterBlock block) => block with { Offset = block.Offset + number * block.UnitStride };

        Load Behind(Load load) => load.IsBroadcast ? load : load with { Location = load.Location.Part(number, 1) };
    }

    /// <summary>Starts the sums of a unit; returns the parts of each, one at first.</summary>
    private List<List<string>> Begin(Stage.Map unit, string number, NameScope names)
    {
        var sums = new List<List<string>>();
        foreach (Accumulator sum in unit.Accumulators)
        {
            string name = Names.Escape(names.Fresh(Names.Identifier(sum.Result.Name) + number));
            Writer.Line($"V {name} = {(sum.Bias is { } bias ? places.Load(bias) : "V.Zero")};");
            sums.Add([name]);
        }
        return sums;
    }

    /// <summary>Few sums would be long chains of additions: each vector that they meet begins another part.</summary>
    /// <param name="sums">How many there are.</param>
    private string Chain(List<string> parts, int sums, NameScope names, bool isFirst)
    {
        if (isFirst || sums * (parts.Count + 1) > KernelTable.TileRegisters) return parts[0];
        string part = names.Fresh(parts[0].TrimStart('@') + "Part");
        Writer.Line($"V {part} = V.Zero;");
        parts.Add(part);
        return part;
    }

    private void Equations(Stage.Map stage, List<List<string>> sums)
    {
        using (Writer.Block(""))
        {
            var scope = new NameScope(Taken.Concat(sums.SelectMany(s => s)));
            var body = new BodyEmitter(context, places, stage, scope);
            for (int a = 0; a < stage.Accumulators.Count; a++) body.Bind(stage.Accumulators[a].Result, sums[a][0]);
            body.Emit();
        }
    }

    /// <summary>One vector against a row of each of several blocks of weights.</summary>
    private void Products(List<(string Sum, ProductTerm Term)> terms, bool isWrittenOut)
    {
        ProductTerm first = terms[0].Term;
        int length = first.Block.Length;
        if (!isWrittenOut)
        {
            using (Writer.Block($"for (nint k = 0; k < {length}; k++) // {first.SourceName}")) Element("k", 0);
            return;
        }
        Writer.Line($"// {first.SourceName}");
        for (int k = 0; k < length; k++)
            using (Writer.Block("")) Element("", k);

        void Element(string k, int at)
        {
            Writer.Line($"V s = {places.Element(first.Source.Part(at, 1), k)};");
            foreach (var (sum, term) in terms)
                Writer.Line(KernelContext.List($"{sum} = V.MultiplyAdd", [places.Weight(term.Block, k, at), "s", sum], ";"));
        }
    }
}
