using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Lanes;

/// <summary>How the outer products of a stage are summed with rows in the lanes.</summary>
internal static class LaneGradients
{
    public static List<LaneGradient> Blocks(Stage.Outer stage)
    {
        var blocks = new List<LaneGradient>();
        int offset = stage.Panel.Offset;
        for (int a = 0; a < stage.Adjoints.Count; a++)
        {
            // The order in which parameters are declared must not reach the plan.
            var terms = stage.Panel.Segments.Where(s => s.Accumulators.Contains(a))
                .Select(s => (Weights: s.Weights[s.Accumulators.ToList().IndexOf(a)], s.Source))
                .GroupBy(p => p.Weights.Parameter).SelectMany(ofOne => ofOne.OrderBy(p => p.Weights.Offset));
            foreach (var (weights, source) in terms)
            {
                var places = Enumerable.Range(0, weights.Length).Select(k => source.Part(k, 1)).ToEquatableArray();
                LaneGradient? last = blocks.Count > 0 ? blocks[blocks.Count - 1] : null;
                if (last is null || last.Accumulator != a || !Continues(last.Weights, weights))
                    blocks.Add(new LaneGradient(a, weights, places, offset));
                else
                {
                    Submatrix joined = last.Weights with { Length = last.Length + weights.Length };
                    blocks[blocks.Count - 1] = last with { Weights = joined, Places = last.Places.Concat(places).ToEquatableArray() };
                }
                offset += weights.Units * weights.Length;
            }
        }
        return blocks;
    }

    /// <summary>
    /// Before: a stage adds an adjoint to a sum in memory at every time step. After: it only stores the adjoint, and the sum is made where
    /// its outer products are, in a register.
    /// </summary>
    public static Program Fold(Program program)
    {
        var adjoints = program.Sweeps.SelectMany((sweep, s) => sweep.Stages.SelectMany((stage, i) => stage is Stage.Outer outer
            ? outer.Adjoints.Select((place, a) => (Sweep: s, Stage: i, Accumulator: a, Place: place)) : [])).ToList();
        var sums = new List<(int Sweep, int Stage, LaneSum Sum)>();
        var sweeps = program.Sweeps
            .Select((sweep, s) => sweep with { Stages = sweep.Stages.Select(stage => Without(stage, s)).ToEquatableArray() }).ToList();
        return program with
        {
            Sweeps = sweeps.Select((sweep, s) => sweep with
            {
                Stages = sweep.Stages.Select((stage, i) => With(stage, s, i)).ToEquatableArray(),
            }).ToEquatableArray(),
        };

        Stage With(Stage stage, int sweep, int index) => stage is Stage.Outer outer
            ? outer with { Sums = sums.Where(s => s.Sweep == sweep && s.Stage == index).Select(s => s.Sum).ToEquatableArray() }
            : stage;

        Stage Without(Stage stage, int sweep) => stage is Stage.Map map
            ? map with { Body = map.Body with { Gradients = map.Gradients.Where(g => !Moves(map, g, sweep)).ToEquatableArray() } }
            : stage;

        // A sweep before may have had another value in the same place.
        bool Moves(Stage.Map map, GradientSum gradient, int sweep)
        {
            var places = map.Stores.Where(s => s.Value.Id == gradient.Value.Id && s.Location.Region is Region.Saved or Region.Work)
                .Select(s => s.Location).ToList();
            var (into, stage, accumulator, place) = adjoints.FirstOrDefault(a => a.Sweep >= sweep && places.Contains(a.Place));
            if (place is null || gradient.Length != place.Length) return false;
            if (sums.Any(s => s.Sweep == into && s.Stage == stage && s.Sum.Accumulator == accumulator)) return false;
            sums.Add((into, stage, new LaneSum(accumulator, gradient.AreaOffset)));
            return true;
        }
    }

    public static IEnumerable<LaneTile> Tiles(Stage.Outer stage)
    {
        var read = new HashSet<int>();
        foreach (var alike in Blocks(stage).GroupBy(b => b.Places))
        {
            int columns = alike.First().Length;
            int side = columns <= KernelTable.LaneSums / 2 ? KernelTable.LaneSums / columns : 1;
            // As many tiles as it takes, of about the same width: a last one of few sums would wait for each of them.
            int tiles = (columns + KernelTable.LaneSums - 1) / KernelTable.LaneSums, width = (columns + tiles - 1) / tiles;
            var all = alike.ToList();
            for (int first = 0; first < all.Count; first += side)
            {
                List<LaneGradient> blocks = all.Skip(first).Take(side).ToList();
                for (int k = 0; k < columns; k += width)
                {
                    var places = blocks[0].Places.Select((p, i) => new LaneColumn(p, i)).Skip(k).Take(width)
                        .ToEquatableArray();
                    yield return new LaneTile(
                        blocks.ToEquatableArray(), places, blocks.Select(b => b.Accumulator).Where(read.Add).ToEquatableArray());
                }
            }
        }
    }

    private static bool Continues(Submatrix left, Submatrix right) =>
        left.Parameter == right.Parameter && left.UnitStride == right.UnitStride && left.SourceStride == right.SourceStride
        && left.Offset + left.Length * left.SourceStride == right.Offset;
}
