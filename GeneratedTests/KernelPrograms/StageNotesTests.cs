using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Zoo;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>Above a kernel stands what this kernel computes: every value that it names, and no other.</summary>
public class StageNotesTests
{
    public static TheoryData<string, int> Cells
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in ZooLibrary.Names)
                foreach (int hidden in (int[])[5, 64]) data.Add(name, hidden);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_named_value_of_a_stage_has_a_line_and_no_other(string name, int hidden)
    {
        CellPlan plan = new PlannedCell(ZooSizes.Function(name, hidden), ElementType.Float, new CellOptions()).Plan;
        var notes = new StageNotes(plan);
        HashSet<string> known = [.. Told(plan).Select(value => value.Name)];
        foreach (CellProgram program in Programs(plan))
        {
            List<Stage> stages = [.. program.Sweeps.SelectMany(sweep => sweep.Stages)];
            Assert.Equal(stages.Count, stages.Select(stage => stage.Name).Distinct().Count());
            foreach (Stage stage in stages.Where(stage => stage is Stage.Map or Stage.Series))
            {
                List<Stage.Map> maps = stage is Stage.Series series ? [.. series.Members.Select(member => member.Map)] : [(Stage.Map)stage];
                IEnumerable<string> targets = notes.Of(stage).Select(line => line.Split(" = ")).Where(parts => parts.Length > 1)
                    .Select(parts => parts[0]);
                IEnumerable<Value> made = maps.SelectMany(map => map.Accumulators.Select(a => a.Result)
                    .Concat(map.Equations.Concat(map.Reductions.Select(r => r.Equation)).Select(e => e.Result)));
                Assert.Equal(
                    made.Where(value => !value.IsTemporary).Select(value => value.Name).Order(StringComparer.Ordinal),
                    targets.Where(known.Contains).Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void The_kernels_of_a_GRU_say_what_they_compute()
    {
        StepFunction gru = ZooSizes.Function("gru", [("input", 16), ("hidden", 64)]);
        CellPlan plan = new PlannedCell(gru, ElementType.Float, new CellOptions()).Plan;
        var notes = new StageNotes(plan);
        Assert.Equal(
            """
            StepGates
              z = sigmoid(Wz[:, 64..80] @ x + Wz[:, 0..64] @ h' + bz)
              r = sigmoid(Wr[:, 64..80] @ x + Wr[:, 0..64] @ h' + br)
              z * h'
              r * h'
            StepState
              n = tanh(Wn[:, 64..80] @ x + Wn[:, 0..64] @ (r * h') + bn)
              h = z * h' + n * (1 - z)
            """,
            Text(plan.Streaming), ignoreLineEndingDifferences: true);
        Assert.Equal(
            """
            BackwardAdjoints
              1 - z
              dn = dh * (1 - z)
              dzn = dn * (1 - n * n)
              dbn += dzn
            BackwardGateAdjoints
              dn_2 = dzn @ Wn[:, 0..64]
              dr = dn_2 * h'
              dz = dh * h' - dh * n
              dn_2 * r
              dzr = dr * r * (1 - r)
              dzz = dz * z * (1 - z)
              dbz += dzz
              dbr += dzr
            BackwardStateAdjoints
              dh' = dzr @ Wr[:, 0..64] + dzz @ Wz[:, 0..64] + dn_2 * r + dh * z
            BackwardInputAdjoints
              dx = dzr @ Wr[:, 64..80] + dzn @ Wn[:, 64..80] + dzz @ Wz[:, 64..80]
            BackwardWeightGradients
              dWz[:, 64..80] += outer(dzz, x)
              dWn[:, 64..80] += outer(dzn, x)
              dWr[:, 64..80] += outer(dzr, x)
              dWz[:, 0..64] += outer(dzz, h')
              dWr[:, 0..64] += outer(dzr, h')
              dWn[:, 0..64] += outer(dzn, r * h')
            """,
            Text(plan.Rows!.Backward), ignoreLineEndingDifferences: true);

        string Text(CellProgram program) => string.Join("\n", program.Sweeps.SelectMany(sweep => sweep.Stages)
            .SelectMany(stage => notes.Of(stage).Select(line => "  " + line).Prepend(stage.Name)));
    }

    private static IEnumerable<CellProgram> Programs(CellPlan plan)
    {
        IEnumerable<CellProgram> streams = plan.Streams;
        IEnumerable<CellProgram> lanes = plan.Lanes?.Programs.All ?? [];
        return streams.Concat(plan.TapePrograms).Concat(lanes);
    }

    /// <summary>The values that have names of their own.</summary>
    private static IEnumerable<Value> Told(CellPlan plan) =>
        plan.Step.Equations.Concat(plan.Adjoint.Equations).Select(e => e.Result).Where(value => !value.IsTemporary);
}
