using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>What is derived from a step, in an order in which nothing is read before it is there.</summary>
/// <param name="Given">The adjoints that arrive from outside and from the step behind, as far as they are read.</param>
public sealed record DerivedEquations(EquatableArray<Value> Given, EquatableArray<DerivedEquation> Equations);

/// <summary>A derived equation: <c>Name = Value</c>.</summary>
/// <param name="Result">Null for an adjoint that is another value itself, under a name of its own.</param>
public sealed record DerivedEquation(string Name, Value? Result, Expression Value);
