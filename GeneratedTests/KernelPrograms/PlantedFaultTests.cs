using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Verify;
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
    [InlineData(3, 10, ElementType.Float)]
    [InlineData(2, 20, ElementType.Double)]
    public void Whatever_leaves_its_memory_is_refused(int input, int hidden, ElementType element)
    {
        CellRequest request = Request.InPlace(Definition, ("input", input), ("hidden", hidden));
        var cell = new PlannedCell(Request.Lower(request), element, new CellOptions());
        int outside = 0, refused = 0, needlessly = 0;
        // One for all: what it has found out about tiles it knows when the next caller has a fault.
        var verifier = new KernelVerifier(cell.Lanes);
        foreach (RootKernel root in Roots(cell)) Check(root.Kernel, root);
        Assert.InRange(outside, 300, int.MaxValue);
        Assert.Equal(outside, refused);
        // A fault in a tile that these few counts, or vectors so short, never reach is refused, and rightly: it is shared by others.
        Assert.InRange(needlessly, 0, outside / 4);

        void Check(Kernel kernel, RootKernel root)
        {
            // The kernels that a sweep calls are roots themselves.
            bool intoCalls = kernel.Parameters.All(p => p is not Parameter.Count { Name: not "rows" });
            foreach ((string what, Kernel mutant) in KernelMutations.Of(kernel, intoCalls))
            {
                bool isOutside = Leaves(mutant, root, cell.Lanes), isRefused = Refuses(verifier, mutant, root);
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
        foreach (RootKernel root in Roots(cell)) Assert.False(Leaves(root.Kernel, root, cell.Lanes), root.Kernel.Name);
    }

    /// <summary>Those of streams are few and like those of tapes of one row. What several passes share is there once.</summary>
    private static IEnumerable<RootKernel> Roots(PlannedCell cell) =>
        cell.Kernels.Set.Roots.DistinctBy(root => (root.Kernel.Name, root.Lent));

    private static bool Refuses(KernelVerifier verifier, Kernel kernel, RootKernel root)
    {
        try
        {
            verifier.Verify(kernel, root.Lent, root.Widest);
            return false;
        }
        catch (UnprovenKernelException)
        {
            return true;
        }
    }

    /// <summary>Whether it touches anything beside its memory, for some number of rows, width and flag.</summary>
    private static bool Leaves(Kernel kernel, RootKernel root, int lanes)
    {
        foreach (int width in new[] { Math.Min(lanes, root.Widest), lanes / 4, 1 })
        {
            foreach (int rows in new[] { 1, 4, 12 })
            {
                var interpreter = new KernelInterpreter(width, hasManyRegisters: rows != 4);
                try
                {
                    interpreter.Run(kernel, Arguments(interpreter, kernel, root.Lent, rows));
                }
                catch (OutOfMemoryBoundsException)
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static Dictionary<string, object> Arguments(KernelInterpreter interpreter, Kernel kernel, EquatableArray<Lent> lent, int rows)
    {
        var arguments = new Dictionary<string, object>();
        int number = 0;
        foreach (Parameter parameter in kernel.Parameters)
        {
            if (parameter is Parameter.Flag) arguments[parameter.Name] = (rows + number++) % 2 == 0;
            if (parameter is Parameter.Count count)
                arguments[parameter.Name] = count.Name == "rows" ? rows : count.AtLeast + (rows == 1 ? 0 : (rows + number++) % 3);
        }
        foreach (Lent memory in lent)
        {
            var elements = new double[interpreter.Number(kernel, arguments, memory.Length)];
            arguments[memory.Elements] = new Reference(new Memory(memory.Elements, elements));
        }
        return arguments;
    }
}
