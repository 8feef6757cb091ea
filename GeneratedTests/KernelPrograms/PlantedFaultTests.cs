using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Verify;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// The verifier is sound and sharp. Kernels with a planted fault run in memory of exactly the lent length: whatever leaves it there, the
/// verifier refuses; and it refuses next to nothing else.
/// </summary>
public class PlantedFaultTests
{
    /// <summary>Products in tiles with tails, equations over several blocks, reductions, matrix values, one row back and forth.</summary>
    private const string Definition = """
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden, S: [hidden, hidden] }
        parameters: { W: , b: , U: [hidden, hidden] }
        equations: |
          z = softmax(W @ [h'; x] + b)
          S = 0.5 * S' + outer(z, h')
          h = tanh(U @ z + S @ h')
        outputs:
          y: z
        """;

    [Theory]
    [InlineData(3, 5, ElementType.Float)]
    [InlineData(2, 20, ElementType.Double)]
    public void Whatever_leaves_its_memory_is_refused(int input, int hidden, ElementType element)
    {
        CellRequest request = Request.InPlace(Definition, ("input", input), ("hidden", hidden));
        var cell = new PlannedCell(Request.Lower(request), element, new CellOptions());
        int outside = 0, refused = 0, needlessly = 0;
        foreach (TapePrograms tape in cell.Plan.Tapes)
            foreach (CellProgram program in new[] { tape.Forward, tape.Backward })
                foreach ((Kernel kernel, EquatableArray<Lent> lent) in cell.Build(program, isStreaming: false).Kernels.Roots)
                    Check(kernel, lent);
        Assert.InRange(outside, 300, int.MaxValue);
        Assert.Equal(outside, refused);
        // A fault in one of two tiles of which the other already takes all rows of these few counts is refused, and rightly.
        Assert.InRange(needlessly, 0, outside / 4);

        void Check(Kernel kernel, EquatableArray<Lent> lent)
        {
            foreach ((string what, Kernel mutant) in KernelMutations.Of(kernel))
            {
                bool isOutside = Leaves(mutant, lent, cell.Lanes), isRefused = Refuses(mutant, lent, cell.Lanes);
                if (isOutside) outside++;
                if (isOutside && isRefused) refused++;
                if (!isOutside && isRefused) needlessly++;
                Assert.True(isRefused || !isOutside, $"The verifier accepts {kernel.Name} with a planted fault: {what}.");
            }
        }
    }

    [Fact]
    public void Kernels_without_a_fault_stay_inside()
    {
        CellRequest request = Request.InPlace(Definition, ("input", 3), ("hidden", 20));
        var cell = new PlannedCell(Request.Lower(request), ElementType.Float, new CellOptions());
        foreach (TapePrograms tape in cell.Plan.Tapes)
            foreach (CellProgram program in new[] { tape.Forward, tape.Backward })
                foreach ((Kernel kernel, EquatableArray<Lent> lent) in cell.Build(program, isStreaming: false).Kernels.Roots)
                    Assert.False(Leaves(kernel, lent, cell.Lanes), kernel.Name);
    }

    private static bool Refuses(Kernel kernel, EquatableArray<Lent> lent, int lanes)
    {
        try
        {
            new KernelVerifier(lanes).Verify(kernel, lent);
            return false;
        }
        catch (UnprovenKernelException)
        {
            return true;
        }
    }

    /// <summary>Whether it touches anything beside its memory, for some number of rows, width and flag.</summary>
    private static bool Leaves(Kernel kernel, EquatableArray<Lent> lent, int lanes)
    {
        foreach (int width in new[] { lanes, lanes / 4, 1 })
        {
            foreach (int rows in new[] { 1, 6, 13 })
            {
                try
                {
                    Dictionary<string, object> arguments = lent.ToDictionary(
                        l => l.Elements, l => (object)new Reference(new Memory(l.Elements, new double[Length(l.Length, rows, width)])));
                    arguments["rows"] = rows;
                    arguments["back"] = rows == 6;
                    new KernelInterpreter(width, hasManyRegisters: rows != 6).Run(kernel, arguments);
                }
                catch (OutOfMemoryBoundsException)
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static int Length(Offset length, int rows, int width) => length switch
    {
        Offset.Number number => number.Value,
        Offset.Lanes => width,
        Offset.Variable { Name: "rows" } => rows,
        Offset.Product product => Length(product.Left, rows, width) * Length(product.Right, rows, width),
        Offset.Sum sum => sum.Terms.Sum(term => Length(term, rows, width)),
        _ => throw new InvalidOperationException($"{length}"),
    };
}
