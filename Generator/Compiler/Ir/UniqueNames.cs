using System.Collections.Generic;
using System.Globalization;

namespace RnnGen.Compiler.Ir;

/// <summary>Hands out names that are not yet taken: the preferred one where it is free, else <c>name_1</c>, <c>name_2</c>, …</summary>
public sealed class UniqueNames
{
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, int> _next = [];

    public bool IsFree(string name) => !_taken.Contains(name);

    /// <returns>False where the name was taken already.</returns>
    public bool Reserve(string name) => _taken.Add(name);

    public string Take(string preferred) => _taken.Add(preferred) ? preferred : TakeNumbered(preferred);

    /// <summary>The name of a temporary on the way to <paramref name="stem"/>: always numbered.</summary>
    public string TakeNumbered(string stem)
    {
        _next.TryGetValue(stem, out int number);
        string name;
        do name = stem + "_" + (++number).ToString(CultureInfo.InvariantCulture);
        while (!_taken.Add(name));
        _next[stem] = number;
        return name;
    }
}
