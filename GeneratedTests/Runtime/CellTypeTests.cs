using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Runtime;

public class CellTypeTests
{
    [Fact]
    public void SlotsKnowLengthAndShape()
    {
        Assert.Equal((1, "[]"), (Slot.Scalar("a", 0).Length, Slot.Scalar("a", 0).Shape));
        Assert.Equal((7, "[7]"), (Slot.Vector("a", 0, 7).Length, Slot.Vector("a", 0, 7).Shape));
        Assert.Equal((6, "W [2, 3]"), (Slot.Matrix("W", 0, 2, 3).Length, Slot.Matrix("W", 0, 2, 3).ToString()));
    }

    [Fact]
    public void InfoCountsWithAndWithoutPadding()
    {
        CellInfo info = Cell.Info;
        Assert.Equal(3 * 5 + 5 * 5 + 5 + 4 * 5 + 4, info.ParameterCount);
        Assert.Equal(112, info.ParameterLength);
        Assert.Equal((3, 16, 4), (info.InputLength, info.StateLength, info.OutputLength));
    }

    [Fact]
    public void FingerprintSeesEquationsAndShapesButNotNamesOfTypesNorWhiteSpace()
    {
        string first = Cell.MakeInfo("h = a + b\ny = h").Fingerprint;
        Assert.Equal(32, first.Length);
        Assert.Equal(first, Cell.MakeInfo("h  = a+b\r\n\n y =h", "Other").Fingerprint);
        Assert.NotEqual(first, Cell.MakeInfo("h = a - b\ny = h").Fingerprint);
        Assert.NotEqual(Cell.Info.Fingerprint, new CellInfo
        {
            Name = "Elman",
            ElementSize = 4,
            Parameters = [.. Cell.Info.Parameters.Take(4), Slot.Matrix("d", 96, 2, 2)],
            Inputs = Cell.Info.Inputs,
            States = Cell.Info.States,
            Outputs = Cell.Info.Outputs,
            Initializers = Cell.Info.Initializers,
            Equations = Cell.Info.Equations,
        }.Fingerprint);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_000)]
    public unsafe void BuffersAreAlignedZeroAndSlack(int length)
    {
        var buffer = new AlignedBuffer<float>(length);
        Assert.Equal(length, buffer.Span.Length);
        Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref buffer.Start) % 64);
        Assert.All(MemoryMarshal.CreateSpan(ref buffer.Start, length + 16).ToArray(), value => Assert.Equal(0f, value));
        GC.Collect();
        Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref buffer.Start) % 64);
    }

    [Fact]
    public void BuffersRefuseImpossibleLengths()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(1L << 31));
    }

    [Fact]
    public void ParametersAreFoundByNameAndIndex()
    {
        CellParameters<float> parameters = Cell.CreateParameters();
        parameters["V"][0] = 7;
        Assert.Equal(7, parameters.Values[64]);
        Assert.Equal(7, parameters[3][0]);
        Assert.Equal(20, parameters[3].Length);
        var missing = Assert.Throws<KeyNotFoundException>(() => parameters["v"][0]);
        Assert.Equal("Elman has no parameter 'v'; it has W, U, b, V, d.", missing.Message);
        var outside = Assert.Throws<ArgumentOutOfRangeException>(() => parameters[5][0]);
        Assert.Contains("Elman has 5 parameters", outside.Message, StringComparison.Ordinal);
        parameters.Clear();
        Assert.Equal(0, parameters.Values[64]);
    }

    [Fact]
    public void ParametersAreCopiedToTheSameCellOnly()
    {
        CellParameters<float> a = Cell.CreateParameters(), b = Cell.CreateParameters();
        a.Initialize(1);
        a.CopyTo(b);
        Assert.Equal(a.Values.ToArray(), b.Values.ToArray());
        var other = new Cell.Parameters(Cell.MakeInfo("h = x", "Other"));
        var error = Assert.Throws<ArgumentException>(() => a.CopyTo(other));
        Assert.Contains("belongs to Other, not to Elman", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheElementSizeHasToBeTheTypes()
    {
        Assert.Throws<ArgumentException>(() => new ElmanCell<double>.Parameters(Cell.Info));
    }

    [Fact]
    public unsafe void StatesStayInTheFirstOfTwoAlignedBanks()
    {
        CellState<float> state = Cell.CreateState();
        Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref state.Start) % 64);
        Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref state.Spare) % 64);
        Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref state.Scratch) % 64);
        Assert.True(Unsafe.ByteOffset(ref state.Start, ref state.Spare) >= 4 * Cell.H + 64);
        Assert.True(Unsafe.ByteOffset(ref state.Spare, ref state.Scratch) >= 4 * Cell.H + 64);
        state[0].Fill(1);
        state.Spare = 2;
        Assert.Equal(1, state.State(0)[0]);
        Assert.True(Unsafe.AreSame(ref state.Start, ref state[0][0]));

        CellState<float> copy = Cell.CreateState();
        state.CopyTo(copy);
        Assert.Equal(state[0].ToArray(), copy[0].ToArray());
        state.Reset();
        Assert.Equal(new float[Cell.H], state[0].ToArray());
        Assert.Equal(1, copy[0][0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => state[1][0]);
    }

    [Fact]
    public void StepAndForwardAgreeThroughTheInterface()
    {
        CellParameters<float> parameters = Cell.CreateParameters();
        parameters.Initialize(3);
        CellTape<float> tape = Cell.CreateTape(6, 2, Adjoint.None);
        var random = new CounterRandom(4);
        foreach (ref float x in tape.Input(0)) x = (float)random.NextNormal();
        Cell.Forward(parameters, tape);
        CellWeights<float> weights = Cell.Pack(parameters);
        CellState<float> state = Cell.CreateState();
        var y = new float[Cell.Y];
        for (int t = 0; t < 6; t++)
        {
            Cell.Step(weights, tape.Input(0).Slice(t * 2 * Cell.X, Cell.X), state, y);
            Assert.Equal(tape.Output(0).Slice(t * 2 * Cell.Y, Cell.Y).ToArray(), y);
        }

        Assert.Equal(tape.FinalState(0)[..Cell.H].ToArray(), state[0].ToArray());
    }

    [Fact]
    public void WrongLengthsNameArgumentFoundAndExpected()
    {
        CellWeights<float> weights = Cell.Pack(Cell.CreateParameters());
        CellState<float> state = Cell.CreateState();
        var error = Assert.Throws<ArgumentException>(() => Cell.Step(weights, new float[2], state, new float[4]));
        Assert.Equal(("x", "x has 2 elements; 3 needed, shape [input]. (Parameter 'x')"), (error.ParamName, error.Message));
        error = Assert.Throws<ArgumentException>(() => CellErrors.WrongSequence("xs", 1, 3, "[T, 3]"));
        Assert.Equal("xs has 1 element; a multiple of 3 needed, shape [T, 3]. (Parameter 'xs')", error.Message);
        var size = Assert.Throws<ArgumentOutOfRangeException>(() => CellErrors.WrongFixedSize("batch", 3, 10));
        Assert.Contains("batch is 3; this cell is compiled for 10 only.", size.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InitializersAreSpelledAsInDefinitions()
    {
        Assert.Equal("glorot", Initializer.Glorot.ToString());
        Assert.Equal("uniform(-0.1, 0.1)", Initializer.Uniform(-0.1, 0.1).ToString());
        Assert.Equal("constant(1)", Initializer.Constant(1).ToString());
        Assert.Equal("normal(0, 0.02)", Initializer.Normal(0, 0.02).ToString());
    }
}
