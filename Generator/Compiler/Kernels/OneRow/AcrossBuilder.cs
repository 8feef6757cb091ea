using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.OneRow;

/// <summary>
/// Few sums of products over one row, such as those of an output: a row of weights as it is meets the vector element by element, and each
/// sum goes across the lanes at the end. What it starts from stands in its first lane.
/// </summary>
internal sealed class AcrossBuilder(KernelSet kernels, Frame frame, Stage.Map stage)
{
    private readonly Dictionary<int, string[]> _sums = [];
    private readonly List<string> _taken = [];
    private readonly HashSet<ProductTerm> _added = [];

    private Schedule.Across Schedule => (Schedule.Across)stage.Schedule!;

    public Kernel Build() => kernels.Share(Kernel(), Memory());

    /// <summary>Where the arguments are in scope, the kernel's body alone.</summary>
    public Kernel Inline()
    {
        Kernel kernel = Kernel();
        kernels.Inline(kernel, Memory());
        return kernel;
    }

    /// <summary>What it is lent.</summary>
    public IEnumerable<Lent> Memory() => new StageMemory(frame, stage).OfOneRow();

    /// <summary>What it refers to.</summary>
    public IEnumerable<string> Arguments => StageNames.OneRowArguments(frame, stage);

    /// <summary>Names that it takes, those of its sums from <see cref="Open"/> on.</summary>
    public IEnumerable<string> Taken => Arguments.Append("j").Concat(_taken);

    public IEnumerable<string> Notes => kernels.Notes.Of(stage);

    private Kernel Kernel() => new(
        stage.Name, kernels.Notes.Of(stage), Arguments.Select(Parameter (a) => new Parameter.Elements(a)).ToEquatableArray(),
        Statements.Of(to =>
        {
            NameScope scope = new StageNames(frame, stage).Scope();
            scope.Fresh("j");
            Open(scope, to);
            Close(scope, to);
        }));

    /// <summary>What the sums start from; products come next, in any number, and <see cref="Close"/> last.</summary>
    /// <param name="scope">Of the kernel; the sums take names there.</param>
    public void Open(NameScope scope, Statements to)
    {
        foreach (Accumulator accumulator in stage.Accumulators)
        {
            string name = Names.Identifier(accumulator.Result.Name);
            string[] names = [.. Enumerable.Range(0, stage.Units).Select(_ => scope.Fresh(name))];
            string[] sums = [.. names.Select(Names.Escape)];
            _taken.AddRange(names);
            for (int unit = 0; unit < sums.Length; unit++) to.Define(sums[unit], Start(accumulator, unit));
            _sums.Add(accumulator.Result.Id, sums);
        }
    }

    /// <summary>Adds the products with some elements of vectors that a map has in registers.</summary>
    /// <param name="body">The map's, of the units at hand.</param>
    /// <param name="at">The first of them.</param>
    /// <param name="units">Those of the map.</param>
    /// <param name="scope">Of the map's equations.</param>
    public void Take(BodyBuilder body, Offset at, int units, NameScope scope, Statements to)
    {
        var part = new RowVectors.Portion(at, units % kernels.Lanes == 0 ? null : units);
        foreach (var (accumulator, term, weights) in Terms().Where(t => Schedule.InRegisters.Contains(t.Term)))
        {
            VectorExpression elements = part.Kept(body.Read(term.Vector, to), fill: 0);
            if (part.Length is not null && stage.Units > 1)
            {
                string kept = Names.Escape(scope.Fresh(Names.Identifier(term.Vector.Name) + "Kept"));
                to.Define(kept, elements);
                elements = new VectorExpression.Variable(kept);
            }
            Add(accumulator, term, weights, Row, elements, to);
            _added.Add(term);
        }

        // Behind a row lie others, or padding of a vector at least: a vector that begins in it may be read as a whole.
        VectorExpression Row(Address row) => Schedule.Blocks > 1 ? part.Load(row)
            : part.Kept(new VectorExpression.Load(row with { Offset = Offset.Add(row.Offset, at) }), fill: 0);
    }

    /// <summary>The products that are not in the sums yet, and where the sums go.</summary>
    public void Close(NameScope scope, Statements to)
    {
        foreach (var (accumulator, term, weights) in Terms().Where(t => !_added.Contains(t.Term)))
        {
            string element = stage.Units > 1 ? scope.Fresh("s") : "";
            new RowVectors(term.Weights.Length, kernels.Lanes).Each(to, (part, of) =>
            {
                VectorExpression elements = part.Load(Place(term.Source, 0, term.Vector));
                if (stage.Units > 1)
                {
                    of.Define(element, elements);
                    elements = new VectorExpression.Variable(element);
                }
                Add(accumulator, term, weights, row => part.Load(row), elements, of);
            });
        }
        foreach (Accumulator accumulator in stage.Accumulators)
            foreach (Store store in stage.Stores.Where(s => s.Value.Id == accumulator.Result.Id))
                for (int unit = 0; unit < stage.Units; unit++)
                {
                    var sum = new ScalarExpression.SumAcross(_sums[accumulator.Result.Id][unit]);
                    to.Add(new Statement.StoreScalar(Place(store.Location, unit, store.Value), sum));
                }
    }

    /// <summary>Each product, and where the parameter of its weights lies.</summary>
    private IEnumerable<(Accumulator Sum, ProductTerm Term, Location Weights)> Terms() => stage.Accumulators
        .SelectMany(sum => sum.Terms.Select(term => (sum, term))).Zip(stage.Products.Rows, (t, weights) => (t.sum, t.term, weights));

    private VectorExpression Start(Accumulator accumulator, int unit) => accumulator.Bias is { } bias
        ? new VectorExpression.LoadPartial(Place(bias.Location, unit, bias.Value), 0, 1)
        : VectorExpression.Zero;

    /// <param name="weights">Where the parameter lies.</param>
    /// <param name="load">Some elements of a row.</param>
    private void Add(
        Accumulator accumulator, ProductTerm term, Location weights, Func<Address, VectorExpression> load, VectorExpression elements,
        Statements to)
    {
        for (int unit = 0; unit < stage.Units; unit++)
        {
            VectorExpression row = load(Place(weights, term.Weights.Offset + unit * term.Weights.UnitStride));
            string sum = _sums[accumulator.Result.Id][unit];
            to.Add(new Statement.AssignVector(sum, new VectorExpression.MultiplyAdd(row, elements, new VectorExpression.Variable(sum))));
        }
    }

    private Address Place(Location location, int element, Value? value = null)
    {
        Address row = frame.Row(location, value);
        return row with { Offset = Offset.Add(row.Offset, element) };
    }
}
