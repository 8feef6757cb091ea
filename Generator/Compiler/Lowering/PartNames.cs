using System.Collections.Generic;
using System.Globalization;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Readable names for the values in between: zf for what f is a function of, else f_1, f_2, …; none of them a name of the definition.
/// </summary>
internal sealed class PartNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The next numbered name for a part of a value.</summary>
    public string Next(string target)
    {
        _counts.TryGetValue(target, out int count);
        string name;
        do name = target + "_" + (++count).ToString(CultureInfo.InvariantCulture);
        while (!_taken.Add(name));
        _counts[target] = count;
        return name;
    }

    /// <summary>A name for random numbers that a value is made with: hMask, hMask2, …</summary>
    public string Mask(string target)
    {
        string name = target + "Mask";
        for (int i = 2; !_taken.Add(name); i++) name = target + "Mask" + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    /// <summary>The name for what a value is a function of, or null where that is taken.</summary>
    public string? Argument(string target) => _taken.Add("z" + target) ? "z" + target : null;
}
