using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Sequences;

/// <summary>A function over whole sequences as loops in order: each is done with all rows before the next one begins.</summary>
/// <param name="Function">What they compute, with the sums of products taken apart that lie in two loops.</param>
public sealed record SequenceProgram(SequenceFunction Function, EquatableArray<Loop> Loops);
