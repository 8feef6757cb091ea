using System;

namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>A kernel whose addresses could not be proven to stay inside the memory that it is lent.</summary>
public sealed class UnprovenKernelException(string message) : Exception(message);
