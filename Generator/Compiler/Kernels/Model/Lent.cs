namespace RnnGen.Compiler.Kernels.Model;

/// <summary>What a caller lends a kernel behind one of its references.</summary>
/// <param name="Elements">The parameter.</param>
/// <param name="Length">How many elements, in terms of the kernel's counts.</param>
public sealed record Lent(string Elements, Offset Length);
