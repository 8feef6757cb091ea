using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>What arrives at a value: an adjoint and where it may differ from zero.</summary>
/// <param name="IsExact">The adjoint is zero outside its guard; otherwise it is anything there, until the guard is applied.</param>
internal sealed record Contribution(Value Value, Guard Guard, bool IsExact);
