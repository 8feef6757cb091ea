using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Schedules;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Zoo;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.Planning;

/// <summary>The plan knows how much code its kernels will be, before any of them is built.</summary>
public class NodeCountTests
{
    public static TheoryData<string> Zoo => [.. DefinedCells.ZooNames];

    [Theory]
    [MemberData(nameof(Zoo))]
    public void The_count_is_near_what_the_kernels_have(string name)
    {
        foreach (int hidden in new[] { 5, 33, 64 })
        {
            StepFunction function = ZooSizes.Function(name, hidden);
            CellCompiler.Compilation made = CellCompiler.Compile(
                Request.InPlace("ir", []), new CellOptions(), CellSource.Signature(function), function);
            CellPlan plan = made.Plan;
            IEnumerable<CellProgram> programs = plan.Streams.Concat(plan.TapePrograms);
            if (plan.Lanes is { Programs: var lanes }) programs = programs.Concat(lanes.All);
            int counted = new NodeCount().Of(programs), found = made.Cell.Data.Set.All.Sum(kernel => kernel.Body.Sum(Statements));
            Assert.InRange(counted, 0.8 * found, 1.25 * found);
        }
    }

    private static int Statements(Statement statement) => statement switch
    {
        Statement.Comment => 0,
        Statement.Scope scope => scope.Body.Sum(Statements),
        Statement.Loop loop => 1 + loop.Body.Sum(Statements),
        Statement.If branch => 1 + branch.Body.Sum(Statements) + branch.Otherwise.Sum(Statements),
        _ => 1,
    };
}
