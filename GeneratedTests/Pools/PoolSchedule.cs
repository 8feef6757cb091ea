using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>
/// A pool through a random schedule: sessions begin, are stepped and run with others, reset, saved, loaded and returned, and the pool
/// grows. Each session is followed by a state by itself, within rounding, and by a session alone in a pool of its own, to the bit. Handles
/// of sessions that have ended are refused whenever they are tried.
/// </summary>
/// <param name="tolerance">Between sessions and states by themselves; that of rounding where it is left out.</param>
internal sealed class PoolSchedule<T>(int operations, int seed, double? tolerance = null) : ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{

    public void Visit<TCell>()
        where TCell : struct, ICell<T>
    {
        if (TCell.Info.States.Any(s => s.IsReversed))
        {
            Assert.Throws<NotSupportedException>(() => TCell.CreateStatePool(1));
            return;
        }

        new Run<TCell>(new Random(seed), tolerance ?? (typeof(T) == typeof(float) ? 2e-5 : 1e-12)).Go(operations);
    }

    /// <param name="Handle">In the pool that is tested.</param>
    /// <param name="Alone">In the pool where each call names one session.</param>
    private sealed record Session(StateHandle Handle, StateHandle Alone, CellState<T> State);

    private sealed class Run<TCell>(Random random, double tolerance)
        where TCell : struct, ICell<T>
    {
        private const int Most = 150;

        private readonly CellWeights<T> _weights = Weights();
        private readonly CellStatePool<T> _pool = TCell.CreateStatePool(2), _alone = TCell.CreateStatePool(Most);
        private readonly List<Session> _sessions = [];
        private readonly List<StateHandle> _ended = [];

        private static CellInfo Info => TCell.Info;

        /// <summary>Sums of some size, so that rounding stays what it is from step to step.</summary>
        private static CellWeights<T> Weights()
        {
            CellParameters<T> parameters = TapeDraw.Parameters<TCell, T>(1);
            for (int i = 0; i < Info.Parameters.Count; i++)
                foreach (ref T value in parameters[i]) value /= T.Sqrt(T.CreateChecked(Info.Parameters[i].Columns));
            return TCell.Pack(parameters);
        }

        public void Go(int operations)
        {
            for (int i = 0; i < operations; i++)
            {
                int choice = random.Next(20);
                if (choice < 5 || _sessions.Count == 0) Begin();
                else if (choice < 6) End(_sessions[random.Next(_sessions.Count)]);
                else if (choice < 7) Reset(_sessions[random.Next(_sessions.Count)]);
                else if (choice < 9) Move(_sessions[random.Next(_sessions.Count)], _sessions[random.Next(_sessions.Count)]);
                else if (choice < 10) TryEnded();
                else Step(choice < 17 ? 1 : random.Next(0, 20));
                Assert.Equal(_sessions.Count, _pool.Count);
            }
        }

        private void Begin()
        {
            if (_sessions.Count == Most) End(_sessions[0]);
            if (_pool.Count == _pool.Capacity)
            {
                Assert.Throws<InvalidOperationException>(() => _pool.Rent());
                _pool.Grow(_pool.Capacity + 1 + random.Next(20));
            }

            _sessions.Add(new Session(_pool.Rent(), _alone.Rent(), TCell.CreateState()));
        }

        private void End(Session session)
        {
            _pool.Return(session.Handle);
            _alone.Return(session.Alone);
            _sessions.Remove(session);
            _ended.Add(session.Handle);
        }

        private void Reset(Session session)
        {
            _pool.Reset(session.Handle);
            _alone.Reset(session.Alone);
            session.State.Reset();
        }

        /// <summary>What one session has saved, another one goes on from.</summary>
        private void Move(Session from, Session to)
        {
            if (!_pool.HasBegun(from.Handle))
            {
                Assert.Throws<InvalidOperationException>(() => _pool.Save(from.Handle, new byte[_pool.SavedLength]));
                return;
            }

            byte[] bytes = new byte[_pool.SavedLength + 3];
            Assert.Equal(_pool.SavedLength, _pool.Save(from.Handle, bytes));
            ReadOnlySpan<byte> saved = bytes.AsSpan(0, _pool.SavedLength);
            _pool.Load(to.Handle, saved);
            _alone.Load(to.Alone, saved);
            to.State.Load(saved);
            bytes[20]++; // the fingerprint
            Assert.Throws<InvalidDataException>(() => _pool.Load(to.Handle, bytes.AsSpan(0, _pool.SavedLength)));
        }

        private void TryEnded()
        {
            if (_ended.Count == 0) return;
            StateHandle handle = _ended[random.Next(_ended.Count)];
            Assert.False(_pool.Contains(handle));
            StateHandle[] handles = [.. _sessions.Select(s => s.Handle)];
            StateHandle[] with = [.. handles, handle];
            T[] outputs = new T[with.Length * Info.OutputLength];
            var refused = Assert.Throws<StateHandleException>(
                () => TCell.Step(_weights, _pool, with, new T[with.Length * Info.InputLength], outputs));
            Assert.Contains(refused.Fault, new[] { StateHandleFault.Returned, StateHandleFault.Stale });
            Assert.Equal(handles.Length, refused.Index);
            Assert.All(outputs, y => Assert.Equal(T.Zero, y));
        }

        private void Step(int timeSteps)
        {
            Session[] named = [.. _sessions.OrderBy(_ => random.Next()).Take(random.Next(_sessions.Count + 1))];
            int n = named.Length;
            T[] inputs = new T[timeSteps * n * Info.InputLength], outputs = new T[timeSteps * n * Info.OutputLength];
            for (int i = 0; i < inputs.Length; i++) inputs[i] = T.CreateChecked(random.NextDouble() * 2 - 1);
            StateHandle[] handles = [.. named.Select(s => s.Handle)];
            if (timeSteps == 1) TCell.Step(_weights, _pool, handles, inputs, outputs);
            else TCell.Run(_weights, _pool, handles, timeSteps, inputs, outputs);
            for (int i = 0; i < n; i++) Compare(named[i], Row(inputs, i), Row(outputs, i), timeSteps);

            // [T, handles, features] of one handle.
            T[] Row(T[] all, int row)
            {
                int features = n * timeSteps == 0 ? 0 : all.Length / (n * timeSteps);
                return [.. Enumerable.Range(0, timeSteps).SelectMany(t => all[((t * n + row) * features)..((t * n + row + 1) * features)])];
            }
        }

        private void Compare(Session session, T[] inputs, T[] outputs, int timeSteps)
        {
            if (timeSteps == 0) return;
            T[] alone = new T[outputs.Length], single = new T[outputs.Length];
            for (int t = 0; t < timeSteps; t++)
            {
                TCell.Step(_weights, _alone, [session.Alone], At(inputs, t), At(alone, t));
                TCell.Step(_weights, At(inputs, t), session.State, At(single, t));
            }

            Assert.Equal(alone, outputs);
            CellState<T> state = TCell.CreateState(), stateAlone = TCell.CreateState();
            _pool.CopyTo(session.Handle, state);
            _alone.CopyTo(session.Alone, stateAlone);
            Close(outputs, single);
            for (int i = 0; i < Info.States.Count; i++)
            {
                Assert.Equal(stateAlone[i].ToArray(), state[i].ToArray());
                Close(state[i], session.State[i]);
            }

            // Rounding does not add up over the schedule.
            state.CopyTo(session.State);

            Span<T> At(T[] all, int t) => all.AsSpan(t * (all.Length / timeSteps), all.Length / timeSteps);
        }

        private void Close(ReadOnlySpan<T> got, ReadOnlySpan<T> want)
        {
            for (int i = 0; i < want.Length; i++)
            {
                double difference = double.CreateChecked(T.Abs(got[i] - want[i])), size = Math.Max(1, double.CreateChecked(T.Abs(want[i])));
                Assert.True(difference <= tolerance * size, $"{Info.Name}: {got[i]} instead of {want[i]}");
            }
        }
    }
}
