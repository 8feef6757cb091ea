namespace RnnGen.Compiler.Planning.Model;

/// <summary>A loop that was to be written out and is too large for that.</summary>
/// <param name="Loop">Which loop: "the product of Step1 with h, x (80 elements)".</param>
/// <param name="Found">What it would take.</param>
/// <param name="Unit">Of what: "bytes of IL in one method".</param>
/// <param name="Budget">How much of that there is.</param>
public sealed record UnrollRefusal(string Loop, long Found, string Unit, int Budget);
