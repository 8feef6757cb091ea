using System;
using System.Linq;
using RnnGen.Tests.Runtime;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Pools;

/// <summary>Which handles a pool takes, and that a call with one that it refuses moves no session.</summary>
public class StateHandleTests
{
    private static readonly CellWeights<float> s_weights = Weights();

    private readonly CellStatePool<float> _pool = Cell.CreateStatePool(4);

    [Fact]
    public void Slots_are_taken_from_the_first_and_used_again()
    {
        StateHandle[] handles = [_pool.Rent(), _pool.Rent(), _pool.Rent()];
        Assert.Equal([0, 1, 2], handles.Select(h => h.Slot));
        _pool.Return(handles[1]);
        StateHandle again = _pool.Rent();
        Assert.Equal((1, 2L), (again.Slot, again.Generation));
        Assert.Equal(3, _pool.Count);
        Assert.True(_pool.TryRent(out _));
        Assert.False(_pool.TryRent(out StateHandle none));
        Assert.Equal(default, none);
        var full = Assert.Throws<InvalidOperationException>(() => _pool.Rent());
        Assert.Equal("The pool of Elman is full: there are 4 sessions. Return one of them, or call Grow.", full.Message);
    }

    [Fact]
    public void A_pool_grows_and_does_not_shrink()
    {
        StateHandle first = _pool.Rent();
        Step(first);
        float[] before = State(first);
        _pool.Grow(9);
        Assert.Equal((9, 1), (_pool.Capacity, _pool.Count));
        Assert.Equal(before, State(first));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Enumerable.Range(0, 8).Select(_ => _pool.Rent().Slot).Order());
        _pool.Grow(9);
        Assert.Throws<ArgumentOutOfRangeException>(() => _pool.Grow(8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cell.CreateStatePool(0));
    }

    [Fact]
    public void A_session_begins_in_the_initial_state_whatever_was_there()
    {
        StateHandle first = _pool.Rent();
        Step(first);
        Assert.NotEqual(new float[Cell.H], State(first));
        _pool.Return(first);
        StateHandle second = _pool.Rent();
        Assert.Equal(first.Slot, second.Slot);
        Assert.Equal(new float[Cell.H], State(second));
        Step(second);
        _pool.Reset(second);
        Assert.Equal(new float[Cell.H], State(second));
    }

    public static TheoryData<StateHandleFault> Faults => [.. Enum.GetValues<StateHandleFault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_names_no_session_is_refused_and_nothing_moves(StateHandleFault fault)
    {
        StateHandle[] good = [_pool.Rent(), _pool.Rent()];
        Step(good);
        (StateHandle bad, string why) = Bad(fault, good[0]);
        float[][] before = [.. good.Select(State)];
        float[] inputs = new float[3 * Cell.X], outputs = new float[3 * Cell.Y];
        foreach (int steps in new[] { 1, 2 })
        {
            if (steps == 2) (inputs, outputs) = (new float[6 * Cell.X], new float[6 * Cell.Y]);
            var refused = Assert.Throws<StateHandleException>(() =>
            {
                if (steps == 1) Cell.Step(s_weights, _pool, [good[0], good[1], bad], inputs, outputs);
                else Cell.Run(s_weights, _pool, [good[0], good[1], bad], steps, inputs, outputs);
            });
            Assert.Equal((fault, 2, "handles"), (refused.Fault, refused.Index, refused.ParamName));
            Assert.Equal($"handles[2] ({bad}) {why} (Parameter 'handles')", refused.Message);
        }
        Assert.Equal(before, good.Select(State));
        Assert.All(outputs, y => Assert.Equal(0, y));
        if (fault == StateHandleFault.Duplicate) return;
        Assert.False(_pool.Contains(bad));
        foreach (Action<StateHandle> call in new Action<StateHandle>[]
        {
            _pool.Return, _pool.Reset, h => _pool.Reset(h, s_weights), h => _pool.Save(h, new byte[_pool.SavedLength]),
            h => _pool.Load(h, new byte[_pool.SavedLength]), h => _pool.CopyTo(h, Cell.CreateState()),
            h => _pool.CopyFrom(h, Cell.CreateState()), h => _pool.HasBegun(h),
        })
        {
            var refused = Assert.Throws<StateHandleException>(() => call(bad));
            Assert.Equal((fault, $"handle ({bad}) {why} (Parameter 'handle')"), (refused.Fault, refused.Message));
        }
    }

    [Fact]
    public void A_call_that_is_refused_may_be_made_again()
    {
        StateHandle one = _pool.Rent(), other = _pool.Rent();
        Assert.Throws<StateHandleException>(() => Step(one, other, one));
        Step(one, other);
        Assert.Equal(State(one), State(other));
    }

    [Fact]
    public void Wrong_lengths_are_refused_before_anything_moves()
    {
        StateHandle one = _pool.Rent(), other = _pool.Rent();
        var inputs = Assert.Throws<ArgumentException>(
            () => Cell.Step(s_weights, _pool, [one, other], new float[Cell.X], new float[2 * Cell.Y]));
        Assert.Equal("inputs has 3 elements; 6 needed, shape [2 handles, 3]. (Parameter 'inputs')", inputs.Message);
        var outputs = Assert.Throws<ArgumentException>(
            () => Cell.Run(s_weights, _pool, [one, other], 2, new float[4 * Cell.X], new float[Cell.Y]));
        Assert.Equal("outputs has 4 elements; 16 needed, shape [2 steps, 2 handles, 4]. (Parameter 'outputs')", outputs.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Cell.Run(s_weights, _pool, [], -1, [], []));
        Cell.Run(s_weights, _pool, [one], 0, [], []);
        Cell.Step(s_weights, _pool, [], [], []);
        Assert.Equal(new float[Cell.H], State(one));
        // Outputs over inputs of later rows.
        float[] both = new float[2 * Cell.Y];
        Assert.Throws<ArgumentException>(() => Cell.Step(s_weights, _pool, [one, other], both.AsSpan(0, 2 * Cell.X), both));
    }

    private (StateHandle Handle, string Why) Bad(StateHandleFault fault, StateHandle good)
    {
        switch (fault)
        {
            case StateHandleFault.None:
                return (default, "was given by no pool: call Rent of a pool of Elman.");
            case StateHandleFault.Foreign:
                return (Cell.CreateStatePool(2).Rent(), "is of another pool than this one of Elman.");
            case StateHandleFault.Duplicate:
                return (good, "is there twice: a call moves each session once.");
            default:
                StateHandle ended = _pool.Rent();
                _pool.Return(ended);
                if (fault == StateHandleFault.Returned) return (ended, "has been returned: its session has ended.");
                _pool.Rent();
                return (ended, "has been returned, and its slot has another session since.");
        }
    }

    private void Step(params StateHandle[] handles) => Cell.Step(
        s_weights, _pool, handles, [.. Enumerable.Repeat(0.5f, handles.Length * Cell.X)], new float[handles.Length * Cell.Y]);

    private float[] State(StateHandle handle)
    {
        CellState<float> state = Cell.CreateState();
        _pool.CopyTo(handle, state);
        return state[0].ToArray();
    }

    private static CellWeights<float> Weights()
    {
        CellParameters<float> parameters = Cell.CreateParameters();
        parameters.Initialize(1);
        return Cell.Pack(parameters);
    }
}
