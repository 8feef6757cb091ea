using System;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// What every compiled cell can do, for code that is written once for all cells. Use it with the cell's struct as a type argument
/// (<c>where TCell : struct, ICell&lt;T&gt;</c>): the calls are then resolved at compile time. The members take the base classes and
/// expect the instances that the same cell made. An instance of another cell is an <see cref="ArgumentException"/> that names the argument,
/// what it is and what is needed; null is an <see cref="ArgumentNullException"/>.
/// </summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
public interface ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Tensors, sizes and costs of the cell.</summary>
    static abstract CellInfo Info { get; }

    /// <summary>Parameters, all zero; also used to hold gradients.</summary>
    static abstract CellParameters<T> CreateParameters();

    /// <summary>A state at its initial value, zero.</summary>
    static abstract CellState<T> CreateState();

    /// <summary>All memory of forward and backward passes.</summary>
    /// <param name="timeSteps">T, the number of time steps.</param>
    /// <param name="batch">B, the number of sequences.</param>
    /// <param name="adjoints">The adjoint tensors to hold.</param>
    /// <param name="threads">How many threads a pass may use, at least 1: see <see cref="CellTape{T}.Threads"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, is not what the cell fixes, or is too large.</exception>
    static abstract CellTape<T> CreateTape(int timeSteps, int batch, Adjoint adjoints, int threads = 1);

    /// <summary>A packed copy of the parameters for <c>Step</c> and <c>Run</c>.</summary>
    static abstract CellWeights<T> Pack(CellParameters<T> parameters);

    /// <summary>
    /// Has everything compiled that streaming calls, so that the first calls of <see cref="Pack"/>, <c>Step</c> and
    /// <c>Run</c> cost what later ones cost, by some steps on weights and a state that are dropped.
    /// </summary>
    static abstract void Prepare();

    /// <summary>One time step of one sequence. Allocates nothing.</summary>
    /// <param name="weights">The packed parameters.</param>
    /// <param name="inputs">
    /// All inputs of the step, concatenated as declared: [<see cref="CellInfo.InputLength"/>]; may lie in the state, and are read as
    /// they are before the step.
    /// </param>
    /// <param name="state">The state, which is moved on by one step.</param>
    /// <param name="outputs">All outputs of the step, concatenated; may overlap the inputs: [<see cref="CellInfo.OutputLength"/>].</param>
    /// <exception cref="ArgumentException">A length is wrong, or outputs lie in the state.</exception>
    static abstract void Step(CellWeights<T> weights, ReadOnlySpan<T> inputs, CellState<T> state, Span<T> outputs);

    /// <summary>Some time steps of one sequence; their number follows from the lengths. Allocates nothing.</summary>
    /// <param name="weights">The packed parameters.</param>
    /// <param name="inputs">
    /// For each step all inputs, concatenated: [T, <see cref="CellInfo.InputLength"/>]; may lie in the state, and are all read as they are
    /// before the first step.
    /// </param>
    /// <param name="state">The state, which is moved on by T steps.</param>
    /// <param name="outputs">For each step all outputs, concatenated: [T, <see cref="CellInfo.OutputLength"/>].</param>
    /// <exception cref="ArgumentException">A length is wrong, or outputs lie in the state.</exception>
    static abstract void Run(CellWeights<T> weights, ReadOnlySpan<T> inputs, CellState<T> state, Span<T> outputs);

    /// <summary>A pool of states, for sessions that are stepped together.</summary>
    /// <param name="capacity">How many sessions there may be, at least 1; more by <see cref="CellStatePool{T}.Grow"/> only.</param>
    static abstract CellStatePool<T> CreateStatePool(int capacity);

    /// <summary>
    /// One time step of some sessions of a pool. All arguments are checked before anything moves. The results of a session are the same
    /// whichever others are there. Allocates nothing.
    /// </summary>
    /// <param name="weights">The packed parameters.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="handles">The sessions, any number, none twice.</param>
    /// <param name="inputs">For each handle all inputs, concatenated: [handles, <see cref="CellInfo.InputLength"/>].</param>
    /// <param name="outputs">For each handle all outputs, concatenated: [handles, <see cref="CellInfo.OutputLength"/>].</param>
    /// <exception cref="StateHandleException">A handle names no session of the pool, or one that another handle names.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or results would overwrite inputs that are still to be read.</exception>
    static abstract void Step(
        CellWeights<T> weights, CellStatePool<T> pool, ReadOnlySpan<StateHandle> handles, ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>Some time steps of some sessions of a pool; otherwise as one step.</summary>
    /// <param name="weights">The packed parameters.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="handles">The sessions, any number, none twice.</param>
    /// <param name="timeSteps">T, the steps of each session, at least 0.</param>
    /// <param name="inputs">For each step and handle all inputs: [T, handles, <see cref="CellInfo.InputLength"/>].</param>
    /// <param name="outputs">For each step and handle all outputs: [T, handles, <see cref="CellInfo.OutputLength"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeSteps"/> is negative.</exception>
    /// <exception cref="StateHandleException">A handle names no session of the pool, or one that another handle names.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or results would overwrite inputs that are still to be read.</exception>
    static abstract void Run(
        CellWeights<T> weights,
        CellStatePool<T> pool,
        ReadOnlySpan<StateHandle> handles,
        int timeSteps,
        ReadOnlySpan<T> inputs,
        Span<T> outputs);

    /// <summary>Runs all steps of the tape from its initial states. Allocates nothing.</summary>
    static abstract void Forward(CellParameters<T> parameters, CellTape<T> tape);

    /// <summary>
    /// Back-propagation through time over the last <see cref="Forward"/>: reads the seeds of the tape, overwrites its input and
    /// initial-state adjoints, adds to <paramref name="gradients"/>. Allocates nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tape holds no forward pass to go back over.</exception>
    static abstract void Backward(CellParameters<T> parameters, CellTape<T> tape, CellParameters<T> gradients);
}
