namespace RnnGen.Compiler.Ir;

/// <summary>Which way something goes over the time steps.</summary>
public enum Direction { Forward, Reversed }
