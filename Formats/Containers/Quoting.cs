using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>Names and lists of a file in messages: a file may hold names of any length and number, a message may not.</summary>
internal static class Quoting
{
    private const int LongestName = 100, LongestMessage = 300, MostNames = 12;

    /// <summary>A name in quotes, cut where it is longer than any name deserves, without control characters.</summary>
    public static string Quote(string name)
    {
        string cut = name.Length <= LongestName ? name : name[..LongestName] + "…";
        return $"'{string.Concat(cut.Select(c => char.IsControl(c) ? '�' : c))}'";
    }

    /// <summary>What another reader said, cut where it repeats the file.</summary>
    public static string Cut(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";

    /// <summary>Such as 'a', 'b' and 3 more.</summary>
    public static string Join(IEnumerable<string> names, int most = MostNames)
    {
        List<string> all = [.. names];
        string shown = string.Join(", ", all.Take(most).Select(Quote));
        return all.Count <= most ? shown : $"{shown} and {all.Count - most} more";
    }

    /// <summary>Such as [3, 4].</summary>
    public static string Shape(IEnumerable<int> shape) =>
        $"[{string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))}]";
}
