using System;

namespace RnnGen.Compiler.Shapes;

/// <summary>The concrete shape of a value: scalar <c>[]</c>, vector <c>[n]</c> or matrix <c>[m, n]</c>, row-major.</summary>
public readonly record struct Shape
{
    private Shape(int rank, int rows, int columns) => (Rank, Rows, Columns) = (rank, rows, columns);

    /// <summary>0, 1 or 2.</summary>
    public int Rank { get; }

    /// <summary>A vector's length, a matrix's number of rows, 1 for a scalar.</summary>
    public int Rows { get; }

    /// <summary>A matrix's number of columns, otherwise 1.</summary>
    public int Columns { get; }

    /// <summary>How many elements a value of this shape has.</summary>
    public int Length => Rows * Columns;

    public static Shape Scalar { get; } = new(0, 1, 1);

    public static Shape Vector(int length) => new(1, length, 1);

    public static Shape Matrix(int rows, int columns) => new(2, rows, columns);

    public bool IsScalar => Rank == 0;

    public bool IsVector => Rank == 1;

    public bool IsMatrix => Rank == 2;

    public override string ToString() => Rank switch
    {
        0 => "[]",
        1 => $"[{Rows}]",
        2 => $"[{Rows}, {Columns}]",
        _ => throw new InvalidOperationException($"A shape of rank {Rank}."),
    };
}
