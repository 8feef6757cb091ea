namespace RnnGen.Compiler;

/// <summary>Names of values in cells inside: <c>first.cell.h</c> is h of cell, which is in first.</summary>
public static class Paths
{
    /// <summary>What stands behind the last point.</summary>
    public static string Last(string path) => path.Substring(path.LastIndexOf('.') + 1);

    /// <summary>What stands before the last point, without it; empty for a value of the outermost cell.</summary>
    public static string Group(string path)
    {
        int point = path.LastIndexOf('.');
        return point < 0 ? "" : path.Substring(0, point);
    }

    /// <summary>Whether a name stands in a group inside a group.</summary>
    public static bool IsInside(string path, string group)
    {
        string own = Group(path);
        return own.Length > 0 && own != group && (group.Length == 0 || own.StartsWith(group + ".", System.StringComparison.Ordinal));
    }

    /// <summary>Of a name inside a group the group that is next on the way to it: of <c>a.b.h</c> in a that is b.</summary>
    public static string FirstInside(string path, string group)
    {
        string rest = group.Length == 0 ? path : path.Substring(group.Length + 1);
        return rest.Substring(0, rest.IndexOf('.'));
    }

    /// <summary>A name in a group.</summary>
    public static string In(string group, string name) => group.Length == 0 ? name : group + "." + name;
}
