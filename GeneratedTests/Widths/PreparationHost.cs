using System;
using System.Linq;
using System.Numerics;
using System.Runtime;
using RnnGen.Definitions;
using RnnGen.Numerics;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;

namespace RnnGen.Tests.Widths;

/// <summary>Prepares cells in a new process and prints what their first calls have compiled and allocated nevertheless.</summary>
internal static class PreparationHost
{
    /// <summary>The line of calls on a cell's own types, and that of a cell that was not prepared.</summary>
    public const string Typed = "typed", Unprepared = "unprepared";

    private static readonly float[] s_x = new float[6], s_y = new float[4];

    public static void CallAll()
    {
        Print("warm", default); // compiles what measures
        DefinedCells.Accept(typeof(Mgu), new Visitor<float>(Unprepared), new Visitor<double>(Unprepared));
        OfOwnTypes();
        foreach (Type cell in DefinedCells.All.Where(cell => cell != typeof(Mgu)).Append(typeof(Mgu)))
            DefinedCells.Accept(cell, new Visitor<float>(cell.Name), new Visitor<double>(cell.Name));
    }

    private static void OfOwnTypes()
    {
        LstmSoftmax.Prepare();
        var parameters = new LstmSoftmax.Parameters();
        LstmSoftmax.Weights weights = parameters.Pack();
        var (state, other) = (new LstmSoftmax.State(), new LstmSoftmax.State());
        ReadOnlySpan<float> x = s_x.AsSpan(0, 3), old = state.a[..3];
        Span<float> y = s_y.AsSpan(0, 2);
        Count before = Count.Now();
        weights.Update(parameters);
        LstmSoftmax.Step(weights, x, state, y);
        LstmSoftmax.Run(weights, s_x, state, s_y);
        LstmSoftmax.Step(weights, old, state, y);
        for (int i = 0; i < StateFlush.Period; i++) LstmSoftmax.Step(weights, x, state, y);
        LstmSoftmax.Run(weights, s_x, state, s_y);
        state.CopyTo(other);
        other.Reset();
        Span<float> a = state.a, c = state.c;
        Print(Typed, before);
        Console.Error.WriteLine(a.Length + c.Length);
    }

    private static void Print(string cell, Count before)
    {
        Count now = Count.Now();
        string line = PreparationTests.Line(cell, now.Methods - before.Methods, now.Bytes - before.Bytes);
        if (before != default) Console.WriteLine(line);
    }

    private readonly record struct Count(long Methods, long Bytes)
    {
        public static Count Now() => new(JitInfo.GetCompiledMethodCount(currentThread: true), GC.GetAllocatedBytesForCurrentThread());
    }

    private sealed class Visitor<T>(string name) : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellInfo info = TCell.Info;
            T[] x = new T[3 * info.InputLength], y = new T[3 * info.OutputLength];
            if (name != Unprepared) TCell.Prepare();
            CellWeights<T> weights = TCell.Pack(TCell.CreateParameters());
            CellState<T> state = TCell.CreateState(), other = TCell.CreateState();
            ReadOnlySpan<T> first = x.AsSpan(0, info.InputLength);
            Span<T> of = y.AsSpan(0, info.OutputLength);
            Count before = Count.Now();
            TCell.Step(weights, first, state, of);
            TCell.Run(weights, x, state, y);
            Span<T> held = state.State(0);
            if (info.InputLength <= held.Length) TCell.Step(weights, held[..info.InputLength], state, of);
            for (int i = 0; i < StateFlush.Period; i++) TCell.Step(weights, first, state, of);
            TCell.Run(weights, x, state, y);
            state.CopyTo(other);
            other[0].CopyTo(state.State(0));
            other.Reset();
            Print(name, before);
        }
    }
}
