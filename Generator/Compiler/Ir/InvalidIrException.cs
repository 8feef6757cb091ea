using System;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// An invariant of the IR is broken: a fault of the compiler, never of its user. The message ends with the IR printed, where there is
/// one.
/// </summary>
public sealed class InvalidIrException(string message) : Exception(message);
