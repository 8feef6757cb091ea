using System;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <summary>Which rows of a tensor count in a mean: all, those of a mask, or the steps that the rows of a tape have.</summary>
internal readonly ref struct CountedRows
{
    private readonly ReadOnlySpan<bool> _mask;
    private readonly ReadOnlySpan<int> _lengths;

    private CountedRows(int rows, ReadOnlySpan<bool> mask, ReadOnlySpan<int> lengths)
    {
        Rows = rows;
        _mask = mask;
        _lengths = lengths;
        for (int row = 0; row < rows; row++)
        {
            Count += Counts(row) ? 1 : 0;
        }
    }

    /// <summary>How many there are.</summary>
    public int Rows { get; }

    /// <summary>How many count.</summary>
    public int Count { get; }

    public static CountedRows All(int rows) => new(rows, default, default);

    public static CountedRows Of(ReadOnlySpan<bool> mask) => new(mask.Length, mask, default);

    /// <summary>Row t · B + b counts where sequence b has step t.</summary>
    public static CountedRows Of<T>(CellTape<T> tape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        return new CountedRows(tape.TimeSteps * tape.Batch, default, tape.Lengths);
    }

    public bool Counts(int row) => _lengths.IsEmpty ? _mask.IsEmpty || _mask[row] : row / _lengths.Length < _lengths[row % _lengths.Length];

    /// <summary>How many features each row has.</summary>
    /// <param name="elements">Of the tensor.</param>
    /// <exception cref="ArgumentException">They are not that many rows of one length.</exception>
    public int Features(int elements)
    {
        if (Rows == 0 ? elements == 0 : elements % Rows == 0)
        {
            return Rows == 0 ? 0 : elements / Rows;
        }

        throw new ArgumentException(
            _lengths.IsEmpty
                ? $"mask has {Rows} elements, one for each row; the {elements} outputs are not that many rows of one length."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"There are {elements} outputs; a multiple of {Rows} needed, the {Rows / _lengths.Length} time steps of the tape's " +
                    $"batch of {_lengths.Length}."),
            _lengths.IsEmpty ? "mask" : "outputs");
    }
}
