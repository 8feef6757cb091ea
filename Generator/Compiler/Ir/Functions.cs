using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// One time step of a cell for one batch row, as a pure function in single-assignment form:
/// (parameters, inputs, previous states) -> (next states, outputs). A result may be any value, an argument included.
/// </summary>
public sealed record StepFunction(
    string Name,
    EquatableArray<Value> Parameters,
    EquatableArray<Value> Inputs,
    EquatableArray<Value> Previous,
    EquatableArray<Equation> Equations,
    EquatableArray<Value> Next,
    EquatableArray<Value> Outputs)
{
    /// <summary>The states that go from the last step to the first: their previous value is that of the step after.</summary>
    public EquatableArray<int> Reversed { get; init; }

    /// <summary>
    /// What the last of the inputs hold, which nobody gives: random numbers, drawn in training. Nothing is differentiated by them.
    /// </summary>
    public EquatableArray<NoiseInput> Noise { get; init; }

    /// <summary>The parameters that nothing is differentiated by.</summary>
    public EquatableArray<int> Constants { get; init; }

    /// <summary>
    /// What is made of parameters alone and computed once for all steps: a function whose inputs are the given parameters, and whose
    /// outputs are the last of <see cref="Parameters"/>. Null where there is nothing of the kind.
    /// </summary>
    public StepFunction? Precomputation { get; init; }

    /// <summary>Names of precomputed parameters that no definition has; read by people only.</summary>
    public EquatableArray<string> Unnamed { get; init; }

    /// <summary>The parameters that users give; those that are precomputed from them follow.</summary>
    public int GivenParameters => Parameters.Count - (Precomputation?.Outputs.Count ?? 0);

    /// <summary>The inputs that users give; those of noise follow them.</summary>
    public int GivenInputs => Inputs.Count - Noise.Count;

    /// <summary>Whether the steps can be taken as they come, without the later ones.</summary>
    public bool CanStream => Reversed.Count == 0;

    /// <summary>Whether all states go the same way, so that one loop can take all of a step.</summary>
    public bool IsOneWay => Reversed.Count == 0 || Reversed.Count == Previous.Count;

    /// <summary>Which way a state goes from step to step.</summary>
    public Direction DirectionOf(int state) => Reversed.Contains(state) ? Direction.Reversed : Direction.Forward;
}

/// <summary>
/// The reverse of one <see cref="StepFunction"/>: its equations may read every value of the forward function besides the seeds.
/// Seeds are the adjoints that arrive at each output and at each next state (there: from outside and from the following step, summed).
/// An adjoint that is null is zero: no path leads there.
/// </summary>
public sealed record AdjointFunction(
    StepFunction Forward,
    EquatableArray<Value> OutputSeeds,
    EquatableArray<Value> NextSeeds,
    EquatableArray<Equation> Equations,
    EquatableArray<Value?> ParameterAdjoints,
    EquatableArray<Value?> InputAdjoints,
    EquatableArray<Value?> PreviousAdjoints)
{
    /// <summary>
    /// From the adjoints of precomputed parameters, summed over all steps, to what they add to those of the given ones (its inputs).
    /// </summary>
    public AdjointFunction? Precomputation { get; init; }
}
