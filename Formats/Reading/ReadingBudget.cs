using System;

namespace RnnGen.Formats;

/// <summary>
/// What reading a file may cost: memory in proportion to its length, and a bounded depth of what lies inside each other. A file that asks
/// for more is refused before anything is allocated for it.
/// </summary>
/// <param name="fileLength">The bytes of the file.</param>
public sealed class ReadingBudget(long fileLength)
{
    /// <summary>The most levels of messages, lists or maps inside each other.</summary>
    public const int MaximumDepth = 64;

    // A byte of F8 becomes a double of 8, which one change of layout copies, and a sum or a second one again.
    private const long BytesPerByte = 64, Spare = 1 << 20;

    private long _left = fileLength > long.MaxValue / (2 * BytesPerByte) ? long.MaxValue : fileLength * BytesPerByte + Spare;
    private int _depth;

    /// <summary>Asks for memory before it is allocated.</summary>
    /// <param name="count">Elements.</param>
    /// <param name="size">Bytes of each.</param>
    /// <param name="where">What they are for.</param>
    /// <exception cref="ModelFormatException">It is more than the file's length explains.</exception>
    public void Spend(long count, int size, string where)
    {
        if (count < 0 || count > Array.MaxLength || count * size > _left)
            throw ModelFormatException.Damaged(where, $"{count} elements are more than a file of {fileLength} bytes accounts for.");
        _left -= count * size;
    }

    /// <summary>Goes one level deeper; <see cref="Leave"/> comes back.</summary>
    /// <exception cref="ModelFormatException">It is too deep.</exception>
    public void Enter(string where)
    {
        if (++_depth > MaximumDepth)
            throw ModelFormatException.Damaged(where, $"more than {MaximumDepth} levels inside each other.");
    }

    /// <summary>Comes back from <see cref="Enter"/>.</summary>
    public void Leave() => _depth--;
}
