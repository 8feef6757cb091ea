using System;
using System.Linq;
using System.Numerics;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>A textbook cell over the T steps and B rows of a problem.</summary>
internal sealed class TextbookNetwork<T, TLoops>
    where T : struct, IFloatingPointIeee754<T>
    where TLoops : struct, ILoops<T>
{
    private readonly Workload _workload;
    private readonly TextbookCell<T, TLoops> _cell;
    private readonly T[] _inputs, _seeds, _states, _saved, _inputAdjoints, _stateAdjoints;
    private readonly int _stateLength;

    public TextbookNetwork(Problem problem, bool training)
    {
        Workload w = _workload = problem.Workload;
        _cell = w.Kind switch
        {
            CellKind.Lstm => new LstmTextbook<T, TLoops>(w, problem.Parameters),
            CellKind.Gru => new GruTextbook<T, TLoops>(w, problem.Parameters),
            CellKind.GruResetAfter => new GruResetAfterTextbook<T, TLoops>(w, problem.Parameters),
            CellKind.Rnn => new RnnTextbook<T, TLoops>(w, problem.Parameters),
            CellKind.Invented => new InventedTextbook<T, TLoops>(w, problem.Parameters),
            _ => throw new ArgumentOutOfRangeException(nameof(problem), w.Kind, null),
        };
        _stateLength = w.States * w.Hidden;
        _inputs = [.. problem.Inputs.Select(T.CreateChecked)];
        _seeds = training ? [.. problem.Seeds.Select(T.CreateChecked)] : [];
        _states = new T[(w.Rows + w.Batch) * _stateLength];
        _saved = new T[training ? w.Rows * _cell.SavedLength : _cell.SavedLength];
        _inputAdjoints = new T[training ? w.Rows * w.Input : 0];
        _stateAdjoints = new T[training ? w.Batch * _stateLength : 0];
        (Training, States, InputAdjoints, InitialStateAdjoints) = (training, _states, _inputAdjoints, _stateAdjoints);
    }

    public bool Training { get; }

    public TextbookCell<T, TLoops> Cell => _cell;

    /// <summary>[T + 1, B, states · hidden], the initial ones first.</summary>
    public T[] States { get; }

    /// <summary>[T, B, input].</summary>
    public T[] InputAdjoints { get; }

    /// <summary>[B, states · hidden].</summary>
    public T[] InitialStateAdjoints { get; }

    public void Forward()
    {
        for (int row = 0; row < _workload.Rows; row++)
            _cell.Step(Input(row), State(row), State(row + _workload.Batch), Saved(row));
    }

    public void Backward()
    {
        _cell.ClearGradients();
        Array.Clear(_stateAdjoints);
        int hidden = _workload.Hidden;
        for (int row = _workload.Rows - 1; row >= 0; row--)
        {
            Span<T> adjoints = _stateAdjoints.AsSpan(row % _workload.Batch * _stateLength, _stateLength);
            for (int j = 0; j < hidden; j++) adjoints[j] += _seeds[row * hidden + j];
            Span<T> dx = _inputAdjoints.AsSpan(row * _workload.Input, _workload.Input);
            _cell.Back(Input(row), State(row), State(row + _workload.Batch), Saved(row), adjoints, dx);
        }
    }

    /// <summary>One step of a running sequence: the state of row 0 moves on. Steps count through the inputs in a ring.</summary>
    public void Stream(int step) => _cell.Step(Input(step % _workload.TimeSteps), State(0), State(0), _saved);

    /// <summary>One step of running sequences, the first so many rows, with the inputs of a step of the batch.</summary>
    public void Stream(int step, int rows)
    {
        int first = step % _workload.TimeSteps * _workload.Batch;
        for (int row = 0; row < rows; row++) _cell.Step(Input(first + row), State(row), State(row), _saved);
    }

    public void ResetStream() => State(0).Clear();

    private ReadOnlySpan<T> Input(int row) => _inputs.AsSpan(row * _workload.Input, _workload.Input);

    private Span<T> State(int row) => _states.AsSpan(row * _stateLength, _stateLength);

    private Span<T> Saved(int row) => Training ? _saved.AsSpan(row * _cell.SavedLength, _cell.SavedLength) : _saved;
}
