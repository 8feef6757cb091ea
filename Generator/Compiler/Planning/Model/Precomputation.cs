using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// What is made of parameters alone, once a pass, before weights are packed; and after the sums over time the way back to the parameters.
/// Parameters are the inputs of both programs, and what they make lies in the packed weights.
/// </summary>
/// <param name="Function">Its inputs are the given parameters, its outputs the precomputed ones.</param>
public sealed record Precomputation(AdjointFunction Function, Program Forward, Program Backward)
{
    public IEnumerable<Program> Programs => [Forward, Backward];
}
