using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Lanes;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>
/// The kernels over one group of rows, a row in each lane. The stages of a sweep stand together in the loop over its time steps, each a
/// loop over its units; stages that would be too much for one method have one each.
/// </summary>
internal sealed class LaneStageBuilder(KernelSet kernels, LanePlaces places, LaneMemory memory)
{
    private static readonly string[] s_taken =
    [
        "steps", "rows", "weights", "sums", "start", "before", "now", "record", "t", "unit", "k", "s", StageNames.Saves, "V",
        "float", "double", "Unsafe", .. LanePlaces.Names,
    ];

    /// <summary>The stages of a sweep that go from step to step, in methods.</summary>
    private static List<List<Stage.Map>> Methods(Sweep sweep)
    {
        var maps = sweep.Stages.OfType<Stage.Map>().ToList();
        return sweep.IsOneKernel ? [maps] : [.. maps.Select(m => new List<Stage.Map> { m })];
    }

    private static bool AddsSums(List<Stage.Map> method) => method.Any(m => m.Gradients.Count > 0);

    public LaneKernels Build(Sweep sweep)
    {
        var methods = Methods(sweep);
        var built = new List<Kernel>();
        var forInputsOnly = new HashSet<Kernel>();
        foreach (var method in methods)
        {
            EquatableArray<string> notes = method.SelectMany(stage => kernels.Notes.Of(stage)).ToEquatableArray();
            bool isWhole = methods.Count == 1;
            EquatableArray<Parameter> parameters = Parameters(method, isWhole);
            EquatableArray<Statement> body = Statements.Of(to =>
            {
                if (!isWhole)
                {
                    Map(method[0], to);
                    return;
                }
                memory.Record.Define(to);
                LaneLoop.Build(sweep.Kind, memory.Record, "steps".Variable(), to, of => method.ForEach(stage => Map(stage, of)));
            });
            Kernel kernel = kernels.Add(new Kernel(method[0].Name, notes, parameters, body), memory.Of(parameters));
            built.Add(kernel);
            if (method.All(stage => stage.IsForInputsOnly)) forInputsOnly.Add(kernel);
        }
        var outers = new LaneOuterBuilder(kernels, places, memory);
        List<Kernel> gradients = [.. sweep.Stages.OfType<Stage.Outer>().Select(outers.Build)];
        return new LaneKernels(methods.Count == 1 ? built[0] : null, methods.Count == 1 ? [] : built, gradients, forInputsOnly);
    }

    private EquatableArray<Parameter> Parameters(List<Stage.Map> method, bool isWhole)
    {
        var parameters = new List<Parameter>();
        if (isWhole) parameters.Add(new Parameter.Count("steps", AtLeast: 1));
        if (AddsSums(method)) parameters.Add(new Parameter.Count("rows", AtLeast: 1));
        if (isWhole && memory.Record.IsAsked || method.Any(stage => stage.SavesOnDemand))
            parameters.Add(new Parameter.Flag(StageNames.Saves));
        parameters.Add(new Parameter.Elements("weights"));
        if (AddsSums(method)) parameters.Add(new Parameter.Elements("sums"));
        parameters.AddRange((isWhole ? ["start"] : new[] { "before", "now" }).Select(r => new Parameter.Elements(r)));
        return parameters.ToEquatableArray();
    }

    /// <summary>
    /// Some units at a time where there are sums and no costly function, so that each vector is read once for all of them.
    /// </summary>
    private void Map(Stage.Map stage, Statements to)
    {
        var schedule = (Schedule.InLanes)stage.Schedule!;
        if (schedule.Side == stage.Units)
        {
            to.Scope(of => Units(stage, schedule, places.OfFirstUnit, of));
            return;
        }
        LanePlaces each = places.OfEachUnit;
        var body = new Statements();
        Units(stage, schedule, each, body);
        to.Loop("unit", stage.Units, schedule.Side, of =>
        {
            each.Refer(of);
            foreach (Statement statement in body.All) of.Add(statement);
        });
    }

    /// <summary>So many units as are taken at a time.</summary>
    private void Units(Stage.Map stage, Schedule.InLanes schedule, LanePlaces at, Statements to)
    {
        int side = schedule.Side;
        var names = new NameScope(s_taken);
        var units = Enumerable.Range(0, side).Select(i => Unit(stage, i)).ToList();
        var zeros = new List<string>();
        var sums = units.Select((unit, i) => Begin(unit, side == 1 ? "" : KernelSpelling.Numbered("", i), names, at, zeros, to)).ToList();
        to.DefineZeros(zeros);
        var terms = units.SelectMany((unit, i) =>
            unit.Accumulators.SelectMany((sum, a) => sum.Terms.Select(t => (Parts: sums[i][a], Term: t))));
        var sources = terms.GroupBy(t => (t.Term.Source, t.Term.Weights.Length)).ToList();
        if (sources.Any(source => source.Count() > 1)) to.Add(new Statement.DefineVectors("s", null));
        foreach (var source in sources)
        {
            var begun = new List<string>();
            List<(string Sum, ProductTerm Term)> products =
                [.. source.Select(t => (Chain(t.Parts, schedule.PartialSums, names, source == sources[0], begun), t.Term))];
            to.DefineZeros(begun);
            Products(products, schedule.WrittenOut, at, to);
        }
        foreach (var parts in sums.SelectMany(unit => unit).Where(parts => parts.Count > 1))
        {
            var all = parts.Select(VectorExpression (part) => new VectorExpression.Variable(part));
            to.Add(new Statement.AssignVector(parts[0], all.Aggregate(BodyBuilder.Plus)));
        }
        for (int i = 0; i < side; i++) Equations(units[i], sums[i], at, to);
    }

    /// <summary>The stage for the unit behind so many others.</summary>
    private static Stage.Map Unit(Stage.Map stage, int number)
    {
        if (number == 0) return stage;
        return stage with
        {
            Products = stage.Products with
            {
                Accumulators = stage.Accumulators.Select(a => a with
                {
                    Terms = a.Terms.Select(t => t with { Weights = Of(t.Weights) }).ToEquatableArray(),
                    Bias = a.Bias is null ? null : Behind(a.Bias),
                }).ToEquatableArray(),
            },
            Body = stage.Body with
            {
                Loads = stage.Loads.Select(Behind).ToEquatableArray(),
                Stores = stage.Stores.Select(s => s with { Location = s.Location.Part(number, 1) }).ToEquatableArray(),
                Gradients = stage.Gradients.Select(g => g with { AreaOffset = g.AreaOffset + number }).ToEquatableArray(),
            },
        };

        Submatrix Of(Submatrix weights) => weights with { Offset = weights.Offset + number * weights.UnitStride };

        Load Behind(Load load) => load.IsBroadcast ? load : load with { Location = load.Location.Part(number, 1) };
    }

    /// <summary>Starts the sums of a unit; returns the parts of each, one at first.</summary>
    /// <param name="zeros">Grows with the sums that begin at zero.</param>
    private List<List<string>> Begin(
        Stage.Map unit, string number, NameScope names, LanePlaces at, List<string> zeros, Statements to)
    {
        var sums = new List<List<string>>();
        foreach (Accumulator sum in unit.Accumulators)
        {
            string name = Names.Escape(names.Fresh(Names.Identifier(sum.Result.Name) + number));
            if (sum.Bias is { } bias) to.Define(name, at.Load(bias));
            else zeros.Add(name);
            sums.Add([name]);
        }
        return sums;
    }

    /// <summary>Few sums would be long chains of additions: each vector that they meet begins another part.</summary>
    /// <param name="most">How many parts there may be.</param>
    /// <param name="begun">Grows with the parts that start here.</param>
    private static string Chain(List<string> parts, int most, NameScope names, bool isFirst, List<string> begun)
    {
        if (isFirst || parts.Count >= most) return parts[0];
        string part = names.Fresh(parts[0].TrimStart('@') + "Part");
        begun.Add(part);
        parts.Add(part);
        return part;
    }

    private void Equations(Stage.Map stage, List<List<string>> sums, LanePlaces at, Statements to) => to.Scope(of =>
    {
        var body = new BodyBuilder(kernels, at, stage, new NameScope(s_taken.Concat(sums.SelectMany(s => s))));
        for (int a = 0; a < stage.Accumulators.Count; a++)
            body.Bind(stage.Accumulators[a].Result, new VectorExpression.Variable(sums[a][0]));
        body.Build(of);
    });

    /// <summary>One vector against a row of each of several blocks of weights.</summary>
    private void Products(List<(string Sum, ProductTerm Term)> terms, bool isWrittenOut, LanePlaces unit, Statements to)
    {
        ProductTerm first = terms[0].Term;
        int length = first.Weights.Length;
        string vector = kernels.Notes.Of([first.Vector]);
        if (!isWrittenOut)
        {
            to.Loop("k", length, 1, of => Element("k".Variable(), 0, of), vector);
            return;
        }
        to.Add(new Statement.Comment(vector));
        for (int k = 0; k < length; k++) Element(Offset.Zero, k, to);

        void Element(Offset k, int at, Statements of)
        {
            VectorExpression element = unit.Element(first.Source.Part(at, 1), k);
            if (terms.Count > 1)
            {
                of.Add(new Statement.AssignVector("s", element));
                element = new VectorExpression.Variable("s");
            }
            foreach (var (sum, term) in terms)
            {
                of.Add(new Statement.AssignVector(sum, new VectorExpression.MultiplyAdd(
                    unit.Weight(term.Weights, k, at), element, new VectorExpression.Variable(sum))));
            }
        }
    }
}

/// <summary>The kernels of a sweep with rows in the lanes.</summary>
/// <param name="Whole">All of its time steps; null where it has several methods, or only gradients.</param>
/// <param name="Methods">What is done at each time step, one after the other.</param>
/// <param name="Outers">Weight gradients, over all time steps.</param>
/// <param name="ForInputsOnly">What makes nothing but input adjoints.</param>
internal sealed record LaneKernels(
    Kernel? Whole, IReadOnlyList<Kernel> Methods, IReadOnlyList<Kernel> Outers, ICollection<Kernel> ForInputsOnly);
