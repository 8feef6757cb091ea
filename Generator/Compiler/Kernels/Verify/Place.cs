using System.Collections.Generic;

namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>Where a reference refers to, and how far from there a kernel was seen to reach.</summary>
/// <param name="parameter">The reference of the kernel's that it came from.</param>
internal sealed class Place(string parameter, Polynomial offset)
{
    /// <summary>For each variable the first element and the last end, as numbers behind it.</summary>
    private readonly List<(Polynomial? Variable, bool IsEnd, long Number)> _reached = [];

    public string Parameter { get; } = parameter;

    public Polynomial Offset { get; } = offset;

    /// <summary>So far on.</summary>
    public Place Plus(Distance distance) => new(Parameter, Offset + distance.Value);

    /// <summary>Whether an element was reached that lies a number before this one, or an end a number behind this one.</summary>
    public bool WasReached(Distance at, bool isEnd) =>
        Find(at, isEnd) is var i && i >= 0 && (isEnd ? at.Number <= _reached[i].Number : at.Number >= _reached[i].Number);

    /// <summary>Notes an element, or an end, that was not reached before.</summary>
    public void Include(Distance at, bool isEnd)
    {
        int i = Find(at, isEnd);
        if (i < 0) _reached.Add((at.Variable, isEnd, at.Number));
        else _reached[i] = (at.Variable, isEnd, at.Number);
    }

    private int Find(Distance at, bool isEnd)
    {
        for (int i = 0; i < _reached.Count; i++)
            if (_reached[i].IsEnd == isEnd && Equals(_reached[i].Variable, at.Variable)) return i;
        return -1;
    }
}
