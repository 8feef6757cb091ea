using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RnnGen.Tests.Hosting;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Runtime;

public class TapeTests
{
    private const int T = 4, B = 3;

    private delegate Span<float> Tensor(CellTape<float> tape);

    private static readonly (Tensor Get, int Length, Adjoint Needs)[] Tensors =
    [
        (tape => tape.Input(0), T * B * Cell.X, Adjoint.None),
        (tape => tape.Output(0), T * B * Cell.Y, Adjoint.None),
        (tape => tape.InitialState(0), B * Cell.H, Adjoint.None),
        (tape => tape.State(0), T * B * Cell.H, Adjoint.None),
        (tape => tape.OutputAdjoint(0), T * B * Cell.Y, Adjoint.Outputs),
        (tape => tape.StateAdjoint(0), T * B * Cell.H, Adjoint.States),
        (tape => tape.FinalStateAdjoint(0), B * Cell.H, Adjoint.FinalStates),
        (tape => tape.InputAdjoint(0), T * B * Cell.X, Adjoint.Inputs),
        (tape => tape.InitialStateAdjoint(0), B * Cell.H, Adjoint.InitialStates),
        (tape => MemoryMarshal.CreateSpan(ref tape.SavedStart, T * B * 3), T * B * 3, Adjoint.None),
        (tape => tape.Scratch(0, 11), 11, Adjoint.None),
    ];

    [Fact]
    public void EveryTensorHasItsShapeAndItsOwnMemory()
    {
        CellTape<float> tape = Cell.CreateTape(T, B, Adjoint.All);
        for (int i = 0; i < Tensors.Length; i++)
        {
            Assert.Equal(Tensors[i].Length, Tensors[i].Get(tape).Length);
            Assert.Equal(-1, Tensors[i].Get(tape).IndexOfAnyExcept(0f));
            Tensors[i].Get(tape).Fill(i + 1);
        }

        for (int i = 0; i < Tensors.Length; i++) Assert.Equal(-1, Tensors[i].Get(tape).IndexOfAnyExcept(i + 1f));
    }

    [Fact]
    public unsafe void TensorsAreAlignedWithALineOfSlack()
    {
        CellTape<float> tape = Cell.CreateTape(T, B, Adjoint.All);
        var ranges = new List<(long Start, long End)>();
        foreach ((Tensor get, _, _) in Tensors)
        {
            Span<float> span = get(tape);
            nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
            ranges.Add((start, start + span.Length * 4));
        }

        // The states of all steps follow the initial one directly: one block of T + 1.
        Assert.Equal(ranges[2].End, ranges[3].Start);
        ranges[2] = (ranges[2].Start, ranges[3].End);
        ranges.RemoveAt(3);
        ranges.Sort();
        Assert.All(ranges, range => Assert.Equal(0, range.Start % 64));
        for (int i = 1; i < ranges.Count; i++) Assert.True(ranges[i].Start - ranges[i - 1].End >= 64);
    }

    [Fact]
    public void ReferencesPointAtTheTensors()
    {
        CellTape<float> tape = Cell.CreateTape(T, B, Adjoint.All);
        Assert.True(Unsafe.AreSame(ref tape.InputStart(0), ref tape.Input(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.OutputStart(0), ref tape.Output(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.StateStart(0), ref tape.InitialState(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.OutputAdjointStart(0), ref tape.OutputAdjoint(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.StateAdjointStart(0), ref tape.StateAdjoint(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.FinalStateAdjointStart(0), ref tape.FinalStateAdjoint(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.InputAdjointStart(0), ref tape.InputAdjoint(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.InitialStateAdjointStart(0), ref tape.InitialStateAdjoint(0)[0]));
        Assert.True(Unsafe.AreSame(ref tape.ScratchStart, ref tape.Scratch(0, 1)[0]));
        Assert.True(Unsafe.AreSame(ref Unsafe.Add(ref tape.ScratchStart, 5), ref tape.Scratch(5, 6)[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Scratch(5, 7)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Scratch(-1, 1)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Input(1)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.State(-1)[0]);
    }

    [Fact]
    public void WhatTheFlagsLeaveOutThrowsAndNamesTensorAndFlag()
    {
        foreach ((Tensor get, _, Adjoint needs) in Tensors)
        {
            CellTape<float> without = Cell.CreateTape(T, B, Adjoint.All & ~needs);
            if (needs == Adjoint.None) continue;
            Assert.False(without.Has(needs));
            Assert.True(without.Has(Adjoint.All & ~needs));
            var error = Assert.Throws<InvalidOperationException>(() => get(without)[0]);
            Assert.EndsWith($"add Adjoint.{needs}.", error.Message, StringComparison.Ordinal);
        }

        CellTape<float> tape = Cell.CreateTape(T, B, Adjoint.Outputs);
        Assert.True(Unsafe.IsNullRef(ref tape.InputAdjointStart(0)));
        var named = Assert.Throws<InvalidOperationException>(() => tape.InitialStateAdjoint(0)[0]);
        Assert.Equal(
            "The adjoint of initial state 'h' is not on this tape, which was made with Adjoint.Outputs: add Adjoint.InitialStates.",
            named.Message);
    }

    [Fact]
    public void WhatIsLeftOutIsNotAllocated()
    {
        long none = Allocated(Adjoint.None), training = Allocated(Adjoint.Training), all = Allocated(Adjoint.All);
        const int Rows = 100 * 100 * 4;
        Assert.InRange(training - none, Rows * (Cell.Y + Cell.X + 3), Rows * (Cell.Y + Cell.X + 3) + 1000);
        Assert.InRange(all - training, Rows * Cell.H, Rows * Cell.H + 2 * 100 * Cell.H * 4 + 1000);

        static long Allocated(Adjoint adjoints) =>
            Allocation.OfThread(() => GC.KeepAlive(Cell.CreateTape(100, 100, adjoints)), calls: 1);
    }

    [Theory]
    [InlineData(0, 1, "timeSteps")]
    [InlineData(-5, 1, "timeSteps")]
    [InlineData(1, 0, "batch")]
    public void SizesHaveToBePositive(int timeSteps, int batch, string argument)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Cell.CreateTape(timeSteps, batch, Adjoint.None));
        Assert.Equal(argument, error.ParamName);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1, int.MaxValue)]
    [InlineData(50_000, 10_000)]
    public void SizesBeyondOneArrayAreRefusedBeforeAllocating(int timeSteps, int batch)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Cell.CreateTape(timeSteps, batch, Adjoint.All));
        Assert.Contains("carry the state", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Cell.CreateTape(1, 1, (Adjoint)32));
    }

    [Fact]
    public void CarryMovesFinalToInitialStates()
    {
        CellTape<float> tape = Cell.CreateTape(T, B, Adjoint.None);
        tape.State(0).Fill(1);
        tape.FinalState(0).Fill(2);
        tape.Carry();
        Assert.Equal(-1, tape.InitialState(0).IndexOfAnyExcept(2f));
        Assert.Equal(1, tape.State(0)[0]);
        tape.ClearInitialStates();
        Assert.Equal(-1, tape.InitialState(0).IndexOfAnyExcept(0f));
    }

    [Fact]
    public void BackwardNeedsAForwardThatIsStillWhole()
    {
        CellTape<float> tape = Cell.CreateTape(T, B, Adjoint.Training);
        Refused(tape, "run Forward first");
        tape.MarkForward();
        tape.RequireForward();
        tape.ConsumeForward();
        Refused(tape, "used up");
        tape.MarkForward();
        tape.Carry();
        Refused(tape, "after Backward");
        tape.MarkForward();
        tape.ClearInitialStates();
        Assert.Throws<InvalidOperationException>(tape.RequireForward);

        CellTape<float> inference = Cell.CreateTape(T, B, Adjoint.None);
        inference.MarkForward();
        Refused(inference, "Adjoint.None");
    }

    private static void Refused(CellTape<float> tape, string because)
    {
        var error = Assert.Throws<InvalidOperationException>(tape.RequireForward);
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }
}
