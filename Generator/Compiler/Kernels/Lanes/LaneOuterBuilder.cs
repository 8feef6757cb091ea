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
    /// <summary>Whether a product of parameters is among those whose gradients are summed.</summary>
    private static bool ReadsWeights(Stage.Outer stage) => Places.Read(stage).Any(l => l.Region == Region.Copy);

    /// <summary>A kernel for each tile: together they would be more than the JIT inlines into.</summary>
    public IEnumerable<Kernel> Build(Stage.Outer stage)
    {
        var references = new List<string> { "sums", "start" };
        if (ReadsWeights(stage)) references.Insert(0, "weights");
        EquatableArray<Parameter> parameters = new Parameter[]
        {
            new Parameter.Flag("isFirst"), new Parameter.Count("steps", AtLeast: 1), new Parameter.Count("rows", AtLeast: 1),
        }.Concat(references.Select(r => new Parameter.Elements(r))).ToEquatableArray();
        int number = 0;
        foreach (LaneTile tile in ((Schedule.OuterInLanes)stage.Schedule!).Tiles)
        {
            EquatableArray<Statement> body = Statements.Of(to => to.Loop("unit", stage.Units, 1, ofUnit => Tile(stage, tile, ofUnit)));
            yield return kernels.Add(
                new Kernel(KernelSpelling.Numbered(stage.Name + "Part", ++number), Notes(stage, tile), parameters, body),
                memory.Of(parameters));
        }
    }

    /// <summary>The columns of each block that the tile takes.</summary>
    private EquatableArray<string> Notes(Stage.Outer stage, LaneTile tile) => tile.Blocks.Select(block =>
    {
        Submatrix columns = block.Weights with
        {
            Offset = block.Weights.Offset + tile.Places[0].At * block.Weights.SourceStride,
            Length = tile.Places.Count,
        };
        var vectors = stage.Panel.Segments.Where(s => tile.Places.Any(p => s.Source.Overlaps(p.Source))).SelectMany(s => s.Vectors);
        return kernels.Notes.Gradient(columns, stage.Values[block.Accumulator], vectors.GroupBy(v => v.Id).Select(g => g.First()));
    }).ToEquatableArray();

    /// <summary>Some adjoints against some vectors, over all time steps.</summary>
    private void Tile(Stage.Outer stage, LaneTile tile, Statements to)
    {
        List<Location> adjoints = [.. tile.Blocks.Select(b => stage.Adjoints[b.Accumulator])];
        List<int?> totals = [.. tile.Blocks.Select((b, i) => IsFirst(tile, i) ? stage.SumOf(b.Accumulator) : null)];
        for (int b = 0; b < adjoints.Count; b++) to.DefineZeros(tile.Places.Select((_, i) => $"g{b}{Letter(i)}"));
        to.DefineZeros(totals.Select((total, b) => total is null ? "" : $"g{b}").Where(name => name.Length > 0));
        LaneLoop.Build(SweepKind.AllRows, memory.Record, "steps".Variable(), to, ofStep =>
        {
            for (int b = 0; b < adjoints.Count; b++)
            {
                ofStep.Define($"u{b}", places.Element(adjoints[b], "unit".Variable()));
                if (totals[b] is not null) ofStep.Add(new Statement.AddToVector($"g{b}", new VectorExpression.Variable($"u{b}")));
            }
            for (int i = 0; i < tile.Places.Count; i++)
            {
                string v = Letter(i);
                ofStep.Define(v, places.Element(tile.Places[i].Source, Offset.Zero));
                for (int b = 0; b < adjoints.Count; b++) ofStep.Add(BodyBuilder.AddProduct($"g{b}{v}", $"u{b}", v));
            }
        });
        Keep(tile, totals, to);
    }

    /// <summary>Whether no block and no tile before has the adjoint of this block.</summary>
    private static bool IsFirst(LaneTile tile, int block)
    {
        int accumulator = tile.Blocks[block].Accumulator;
        return tile.New.Contains(accumulator) && tile.Blocks.Take(block).All(b => b.Accumulator != accumulator);
    }

    /// <summary>The first group of a shard begins the sums, those after it add to them.</summary>
    private static void Keep(LaneTile tile, List<int?> totals, Statements to)
    {
        var kept = new List<(string Sum, Address Place)>();
        for (int b = 0; b < tile.Blocks.Count; b++)
        {
            LaneGradient block = tile.Blocks[b];
            if (totals[b] is { } area) Place($"total{b}", 1, area, [($"g{b}", 0)]);
            Place($"to{b}", block.Length, block.Offset, tile.Places.Select((p, i) => ($"g{b}{Letter(i)}", p.At)));
        }
        to.Add(new Statement.If(
            new Condition.Flag("isFirst"),
            kept.Select(Statement (k) => new Statement.Store(Kept(k.Sum), k.Place)).ToEquatableArray(),
            kept.Select(Statement (k) => new Statement.Store(
                BodyBuilder.Plus(new VectorExpression.Load(k.Place), Kept(k.Sum)), k.Place)).ToEquatableArray()));

        void Place(string name, int length, int offset, IEnumerable<(string Sum, int At)> of)
        {
            Offset first = Offset.Add(length == 1 ? "unit".Variable() : "unit".Variable() * length, offset);
            to.Add(new Statement.Refer(name, new Address("sums", first * Offset.Vectors(1))));
            kept.AddRange(of.Select(s => (s.Sum, new Address(name, Offset.Vectors(s.At)))));
        }
    }

    private static VectorExpression Kept(string sum) =>
        new VectorExpression.KeepFirst(new VectorExpression.Variable(sum), "rows".Variable());

    private static string Letter(int i) => ((char)('a' + i)).ToString();
}
