using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Zoo;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.Planning;

/// <summary>Where a plan sums over the units of a row: layer norms, softmax, and whatever else is made of sums.</summary>
public class ReductionStageTests
{
    public static TheoryData<string> Cells => ["lstm-layernorm", "lstm-softmax", "rnn-softmax", "slstm"];

    /// <summary>What is made unit by unit only to be summed up is never in memory.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void A_sum_takes_values_where_they_are_made(string name)
    {
        foreach (CellProgram program in Programs(name))
        {
            foreach (Sweep sweep in program.Sweeps)
            {
                List<Stage.Map> maps = [.. Maps(sweep)];
                var products = maps.SelectMany(map => map.Accumulators).Select(a => a.Result.Id).ToHashSet();
                var made = maps.SelectMany(map => map.Equations).Select(e => e.Result.Id).ToHashSet();
                foreach (Stage.Map map in maps)
                {
                    IEnumerable<Value> reduced = map.Reductions.Select(r => r.Equation.Operands[0]);
                    Assert.DoesNotContain(map.Loads, l => made.Contains(l.Value.Id) && !products.Contains(l.Value.Id)
                        && reduced.Any(value => value.Id == l.Value.Id));
                }
            }
        }
    }

    /// <summary>Two layer norms of products with different vectors: tiles of a batch keep all their sums busy.</summary>
    [Fact]
    public void Sums_that_meet_no_vector_together_have_stages_apart()
    {
        CellProgram forward = Plan("lstm-layernorm").TapePrograms.Single(program => program.Name == "Forward");
        List<Stage.Map> products = [.. forward.Sweeps.SelectMany(Maps).Where(map => map.Panels.Count > 0)];
        Assert.Equal(2, products.Count);
        Assert.All(products, map => Assert.Single(map.Accumulators));
    }

    /// <summary>A norm divides one number, and multiplies all elements: there is no division of vectors, neither way.</summary>
    [Fact]
    public void A_norm_divides_once()
    {
        foreach (CellProgram program in Programs("lstm-layernorm"))
        {
            foreach (Equation equation in program.Sweeps.SelectMany(Maps).SelectMany(map => map.Equations))
            {
                Assert.True(
                    equation.Operation is not Operation.Pointwise { Function: PointwiseFunction.Divide } || equation.Result.Shape.IsScalar,
                    $"{program.Name}: {equation.Result}");
            }
        }
    }

    /// <summary>
    /// Between its products a step with layer norms is one series: no number goes through memory, and what is handed from map to map lies
    /// in one row of scratch.
    /// </summary>
    [Fact]
    public void Layer_norms_are_one_series_a_step()
    {
        foreach (CellProgram program in Plan("lstm-layernorm").TapePrograms)
        {
            Sweep loop = program.Sweeps.Single(sweep => sweep.Kind != SweepKind.AllRows);
            Stage.Series series = Assert.Single(loop.Stages.OfType<Stage.Series>());
            Assert.All(loop.Stages.Except([series]), stage => Assert.True(stage is Stage.Map { Panels.Count: > 0 }));
            Assert.All(series.Members.SelectMany(member => member.Map.Reductions), sum => Assert.Null(sum.Result));
            IEnumerable<Location> scratch = Places.Written(series).Where(place => place.Region == Region.Scratch);
            Assert.All(scratch, place => Assert.Contains(place, series.OfAllRows));
            Assert.All(series.Members.Skip(1).Where(member => member.IsOfNumbers), member => Assert.NotEmpty(member.Numbers));
        }
    }

    /// <summary>A vector that another stage completes, or reads, has a row of its own for each row.</summary>
    [Theory]
    [InlineData("v = layernorm(x)\n  h = W @ v", false)]
    [InlineData("v = layernorm(x)\n  h = layernorm(v * x)", true)]
    public void Only_what_no_other_stage_touches_is_shared_by_rows(string equations, bool isShared)
    {
        StepFunction function = Request.Lower(Request.InPlace(
            $"inputs: {{ x: 20 }}\nstates: {{ h: 20 }}\nparameters: {{ W: [20, 20] }}\nequations: |\n  {equations}\noutputs:\n  y: h\n"));
        CellProgram forward = new PlannedCell(function, ElementType.Float, new CellOptions()).Plan.TapePrograms.First();
        List<Stage.Series> all = [.. forward.Sweeps.SelectMany(sweep => sweep.Stages).OfType<Stage.Series>()];
        Assert.NotEmpty(all);
        var written = all.SelectMany(Places.Written).Where(place => place.Region == Region.Scratch).ToList();
        Assert.Equal(isShared, written.All(place => all.Exists(series => series.OfAllRows.Contains(place))));
    }

    private static IEnumerable<Stage.Map> Maps(Sweep sweep) => sweep.Stages.SelectMany(stage => stage switch
    {
        Stage.Map map => [map],
        Stage.Series series => series.Members.Select(member => member.Map),
        _ => [],
    });

    private static IEnumerable<CellProgram> Programs(string name) => Plan(name) is var plan ? plan.Streams.Concat(plan.TapePrograms) : [];

    private static CellPlan Plan(string name) =>
        new PlannedCell(ZooSizes.Function(name, hidden: 64), ElementType.Float, new CellOptions()).Plan;
}
