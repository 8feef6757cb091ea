using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Lanes;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>
/// Weight gradients with a row in each lane: sums over the time steps of a group, kept lane by lane. Of lanes that have no row nothing is
/// kept, whatever they hold.
/// </summary>
internal sealed class LaneOuterBuilder(KernelSet kernels, LanePlaces places, LaneMemory memory)
{
    private static readonly Offset s_unit = "unit".Variable(), s_steps = "steps".Variable(), s_rows = "rows".Variable();

    /// <summary>It calls a kernel for each tile: together they would be more than the JIT inlines into.</summary>
    public Kernel Build(Stage.Outer stage)
    {
        EquatableArray<LaneTile> tiles = ((Schedule.OuterInLanes)stage.Schedule!).Tiles;
        bool readsWeights = Places.Read(stage).Any(l => l.Region == Region.Copy);
        EquatableArray<Parameter> parameters = Counts
            .Concat(((string[])(readsWeights ? ["weights", "sums", "start"] : ["sums", "start"])).Select(r => new Parameter.Elements(r)))
            .ToEquatableArray();
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            foreach (LaneTile tile in tiles) to.Add(Call(stage, tile, readsWeights));
        });
        return kernels.Add(
            new Kernel(stage.Name, tiles.SelectMany(tile => Notes(stage, tile)).ToEquatableArray(), parameters, body),
            memory.Of(parameters));
    }

    private static IEnumerable<Parameter> Counts =>
        [new Parameter.Count("steps", AtLeast: 1), new Parameter.Count("rows", AtLeast: 1)];

    /// <summary>The columns of each block that the tile takes.</summary>
    private IEnumerable<string> Notes(Stage.Outer stage, LaneTile tile) => tile.Blocks.Select(block =>
    {
        Submatrix columns = block.Weights with
        {
            Offset = block.Weights.Offset + tile.Places[0].At * block.Weights.SourceStride,
            Length = tile.Places.Count,
        };
        var vectors = stage.Panel.Segments.Where(s => tile.Places.Any(p => s.Source.Overlaps(p.Source))).SelectMany(s => s.Vectors);
        return kernels.Notes.Gradient(columns, stage.Values[block.Accumulator], vectors.GroupBy(v => v.Id).Select(g => g.First()));
    });

    /// <summary>
    /// Some adjoints against some vectors, over all time steps. Where adjoints lie, and the sums, the call says: tiles of a shape share
    /// their kernel.
    /// </summary>
    private Statement.Call Call(Stage.Outer stage, LaneTile tile, bool readsWeights)
    {
        var adjoints = new List<TileAdjoint>();
        List<(Parameter, Argument)> received =
            [.. Counts.Select(count => (count, (Argument)new Argument.Count(count.Name.Variable())))];
        for (int b = 0; b < tile.Blocks.Count; b++)
        {
            LaneGradient block = tile.Blocks[b];
            Location place = stage.Adjoints[block.Accumulator];
            // A product of parameters is an adjoint too.
            Address? inRecord = place.Region == Region.Copy ? null : places.First(place);
            bool isSummed = IsFirst(tile, b) && stage.SumOf(block.Accumulator) is not null;
            adjoints.Add(new TileAdjoint(b, place, inRecord?.Elements, block.Length, isSummed));
            if (inRecord is not null)
                received.Add((new Parameter.Count(adjoints[b].At), new Argument.Count(inRecord.Offset)));
            if (isSummed) Receive(adjoints[b].Total, new Address("sums", Offset.Vectors(stage.SumOf(block.Accumulator)!.Value)));
            Receive(adjoints[b].Products, new Address("sums", Offset.Vectors(block.Offset)));
        }
        if (readsWeights) Receive("weights", new Address("weights"));
        Receive("start", new Address("start"));
        var kernel = new Kernel(
            stage.Name + "Tile", EquatableArray.Of("Sums of adjoints, and of their products with elements of vectors."),
            received.Select(r => r.Item1).ToEquatableArray(),
            Statements.Of(to => to.Loop("unit", stage.Units, 1, of => Tile(tile, adjoints, of))));
        return new Statement.Call(kernels.Share(kernel), received.Select(r => r.Item2).ToEquatableArray());

        void Receive(string name, Address given) => received.Add((new Parameter.Elements(name), new Argument.Elements(given)));
    }

    /// <summary>One unit of each adjoint.</summary>
    private void Tile(LaneTile tile, List<TileAdjoint> adjoints, Statements to)
    {
        foreach (TileAdjoint adjoint in adjoints) to.DefineZeros(tile.Places.Select((_, i) => adjoint.Sum(i)));
        to.DefineZeros(adjoints.Where(a => a.IsSummed).Select(a => a.OwnSum));
        LaneLoop.Build(SweepKind.AllRows, memory.Record, s_steps, to, ofStep =>
        {
            foreach (TileAdjoint adjoint in adjoints)
            {
                ofStep.Define(adjoint.Element, adjoint.Record is { } record
                    ? new VectorExpression.Load(new Address(record, Offset.Add(s_unit * Offset.Vectors(1), adjoint.At.Variable())))
                    : places.Element(adjoint.Place, s_unit));
                if (adjoint.IsSummed)
                    ofStep.Add(new Statement.AddToVector(adjoint.OwnSum, new VectorExpression.Variable(adjoint.Element)));
            }
            for (int i = 0; i < tile.Places.Count; i++)
            {
                VectorExpression element = places.Element(tile.Places[i].Source, Offset.Zero);
                if (adjoints.Count > 1)
                {
                    ofStep.Define(Letter(i), element);
                    element = new VectorExpression.Variable(Letter(i));
                }
                foreach (TileAdjoint adjoint in adjoints)
                {
                    ofStep.Add(new Statement.AssignVector(adjoint.Sum(i), new VectorExpression.MultiplyAdd(
                        element, new VectorExpression.Variable(adjoint.Element), new VectorExpression.Variable(adjoint.Sum(i)))));
                }
            }
        });
        foreach (TileAdjoint adjoint in adjoints) Keep(tile, adjoint, to);
    }

    /// <summary>Whether no block and no tile before has the adjoint of this block.</summary>
    private static bool IsFirst(LaneTile tile, int block)
    {
        int accumulator = tile.Blocks[block].Accumulator;
        return tile.New.Contains(accumulator) && tile.Blocks.Take(block).All(b => b.Accumulator != accumulator);
    }

    /// <summary>Adds the sums of a unit to those of the groups before, and goes on to the next unit's.</summary>
    private static void Keep(LaneTile tile, TileAdjoint adjoint, Statements to)
    {
        if (adjoint.IsSummed)
        {
            Add(adjoint.OwnSum, adjoint.Total, 0);
            to.Add(new Statement.Move(adjoint.Total, Offset.Vectors(1)));
        }
        for (int i = 0; i < tile.Places.Count; i++) Add(adjoint.Sum(i), adjoint.Products, tile.Places[i].At);
        to.Add(new Statement.Move(adjoint.Products, Offset.Vectors(adjoint.Columns)));

        void Add(string sum, string area, int vectors)
        {
            var place = new Address(area, Offset.Vectors(vectors));
            var kept = new VectorExpression.KeepFirst(new VectorExpression.Variable(sum), s_rows);
            to.Store(BodyBuilder.Plus(new VectorExpression.Load(place), kept), place);
        }
    }

    private static string Letter(int i) => ((char)('a' + i)).ToString();

    /// <summary>What a tile's kernel has of one adjoint.</summary>
    /// <param name="Record">The record that it lies in; null for what is made of parameters.</param>
    /// <param name="Columns">Elements of a row of its block of weights.</param>
    /// <param name="IsSummed">Whether it is summed by itself too, as a bias asks for.</param>
    private sealed record TileAdjoint(int Number, Location Place, string? Record, int Columns, bool IsSummed)
    {
        public string At => Numbered("adjoint");

        public string Element => Numbered("u");

        public string Total => Numbered("total");

        public string Products => Numbered("products");

        public string OwnSum => Numbered("g");

        public string Sum(int place) => OwnSum + Letter(place);

        private string Numbered(string name) => KernelSpelling.Numbered(name, Number);
    }
}
