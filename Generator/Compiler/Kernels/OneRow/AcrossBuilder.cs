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
    public Kernel Build() => kernels.Share(Kernel(), new StageMemory(frame, stage).OfOneRow());

    /// <summary>Where the arguments are in scope, the kernel's body alone.</summary>
    public Kernel Inline()
    {
        Kernel kernel = Kernel();
        kernels.Inline(kernel, new StageMemory(frame, stage).OfOneRow());
        return kernel;
    }

    private Kernel Kernel() => new(
        stage.Name, kernels.Notes.Of(stage),
        StageNames.OneRowArguments(frame, stage).Select(Parameter (a) => new Parameter.Elements(a)).ToEquatableArray(),
        Statements.Of(Body));

    private void Body(Statements to)
    {
        NameScope scope = new StageNames(frame, stage).Scope();
        scope.Fresh("j");
        int row = 0;
        foreach (Accumulator accumulator in stage.Accumulators)
        {
            string name = Names.Identifier(accumulator.Result.Name);
            string[] sums = [.. Enumerable.Range(0, stage.Units).Select(_ => Names.Escape(scope.Fresh(name)))];
            for (int unit = 0; unit < sums.Length; unit++) to.Define(sums[unit], Start(accumulator, unit));
            foreach (ProductTerm term in accumulator.Terms) Products(term, stage.Products.Rows[row++], sums, scope, to);
            foreach (Store store in stage.Stores.Where(s => s.Value.Id == accumulator.Result.Id))
                for (int unit = 0; unit < sums.Length; unit++)
                    to.Add(new Statement.StoreScalar(Place(store.Location, unit, store.Value), new ScalarExpression.SumAcross(sums[unit])));
        }
    }

    private VectorExpression Start(Accumulator accumulator, int unit) => accumulator.Bias is { } bias
        ? new VectorExpression.LoadPartial(Place(bias.Location, unit, bias.Value), 0, 1)
        : VectorExpression.Zero;

    /// <param name="weights">Where the parameter lies.</param>
    private void Products(ProductTerm term, Location weights, IReadOnlyList<string> sums, NameScope scope, Statements to)
    {
        string element = sums.Count > 1 ? scope.Fresh("s") : "";
        new RowVectors(term.Weights.Length, kernels.Lanes).Each(to, (part, of) =>
        {
            VectorExpression source = part.Load(Place(term.Source, 0, term.Vector));
            if (sums.Count > 1)
            {
                of.Define(element, source);
                source = new VectorExpression.Variable(element);
            }
            for (int unit = 0; unit < sums.Count; unit++)
            {
                VectorExpression row = part.Load(Place(weights, term.Weights.Offset + unit * term.Weights.UnitStride));
                var sum = new VectorExpression.Variable(sums[unit]);
                of.Add(new Statement.AssignVector(sums[unit], new VectorExpression.MultiplyAdd(row, source, sum)));
            }
        });
    }

    private Address Place(Location location, int element, Value? value = null)
    {
        Address row = frame.Row(location, value);
        return row with { Offset = Offset.Add(row.Offset, element) };
    }
}
