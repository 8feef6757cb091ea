using System;
using System.Collections.Generic;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>A tape may leave out any adjoint tensors: seeds that are not there count as zero, what is there comes out the same.</summary>
public class AdjointFlagTests
{
    public static TheoryData<string> Cells => [.. DefinedCells.ZooNames];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_subset_of_the_flags_gives_the_same_gradients(string zooName) =>
        DefinedCells.Accept(DefinedCells.OfZoo(zooName, typeof(double)), new Visitor<double>(4));

    /// <summary>With enough sequences for small cells of floats to have one in each lane.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_subset_of_the_flags_gives_the_same_gradients_in_lanes(string zooName) =>
        DefinedCells.Accept(DefinedCells.OfZoo(zooName, typeof(float)), new Visitor<float>(29));

    /// <summary>An input's adjoint may be the very value that a gradient is made of.</summary>
    [Theory]
    [InlineData("inputs: { x: 4 }\nstates: { h: 4 }\nparameters: { U: [4, 4] }\nequations: h = tanh(U @ h' + x)\n")]
    [InlineData("inputs: { x: 4 }\nstates: { h: 4 }\nparameters: { U: [4, 4], V: [4, 4] }\nequations: |\n"
        + "  g = sigmoid(V @ x + h')\n  h = g * tanh(U @ h' + x)\n")]
    [InlineData("inputs: { x: 4 }\nstates: { h: 4 }\nparameters: { b: 4, V: [3, 4] }\n"
        + "equations: h = tanh(b + x)\noutputs:\n  y: V @ (h + x)\n")]
    [InlineData("inputs: { x: 3 }\nstates: { h: 3 }\nparameters: { b: 3 }\nequations: h = softplus(x + h' / b)\n")]
    public void An_input_may_be_added_to_a_product(string definition)
    {
        using CompiledCell cell = CompiledCell.Compile(definition, [], typeof(double));
        using CompiledCell inLanes = CompiledCell.Compile(definition, [], typeof(float));
        cell.Accept(new Visitor<double>(4));
        inLanes.Accept(new Visitor<float>(29));
    }

    private sealed class Visitor<T>(int batch) : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellParameters<T> parameters = TapeDraw.Parameters<TCell, T>(3);
            for (var flags = (Adjoint)1; flags <= Adjoint.All; flags++)
            {
                Dictionary<string, T[]> want = Run<TCell>(parameters, Adjoint.All, flags), got = Run<TCell>(parameters, flags, flags);
                foreach ((string name, T[] elements) in got) Assert.Equal(want[name], elements);
                Assert.Equal(flags.HasFlag(Adjoint.Inputs), got.ContainsKey("dx"));
            }
        }

        /// <param name="held">What the tape holds.</param>
        /// <param name="seeded">Seeds that are not zero.</param>
        private Dictionary<string, T[]> Run<TCell>(CellParameters<T> parameters, Adjoint held, Adjoint seeded)
            where TCell : struct, ICell<T>
        {
            CellInfo info = TCell.Info;
            CellTape<T> tape = TCell.CreateTape(3, batch, held);
            CellParameters<T> gradients = TCell.CreateParameters();
            TapeDraw.Arguments(tape, 4);
            TapeDraw.Seeds(tape, seeded, 5);
            // Twice, so that what the first pass left in private memory would count as a seed of the second.
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, TCell.CreateParameters());
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, gradients);
            var arrays = new Dictionary<string, T[]>(StringComparer.Ordinal);
            for (int i = 0; i < info.Parameters.Count; i++) arrays.Add("gradient of " + info.Parameters[i].Name, gradients[i].ToArray());
            for (int i = 0; i < info.Inputs.Count; i++)
                if (held.HasFlag(Adjoint.Inputs)) arrays.Add("d" + info.Inputs[i].Name, tape.InputAdjoint(i).ToArray());
            for (int i = 0; i < info.States.Count; i++)
                if (held.HasFlag(Adjoint.InitialStates)) arrays.Add($"d{info.States[i].Name}0", tape.InitialStateAdjoint(i).ToArray());
            return arrays;
        }
    }
}
