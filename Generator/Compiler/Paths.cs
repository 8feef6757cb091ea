namespace RnnGen.Compiler;

/// <summary>Names of values in cells inside: <c>first.cell.h</c> is h of cell, which is in first.</summary>
public static class Paths
{
    /// <summary>What stands behind the last point.</summary>
    public static string Last(string path) => path.Substring(path.LastIndexOf('.') + 1);

    /// <summary>What stands before the last point, without it; empty for a value of the outermost cell.</summary>
    public static string CellOf(string path)
    {
        int point = path.LastIndexOf('.');
        return point < 0 ? "" : path.Substring(0, point);
    }

    /// <summary>Whether a name stands in a cell inside a cell.</summary>
    public static bool IsInside(string path, string cell)
    {
        string own = CellOf(path);
        return own.Length > 0 && own != cell && (cell.Length == 0 || own.StartsWith(cell + ".", System.StringComparison.Ordinal));
    }

    /// <summary>Of a name inside a cell the cell that is next on the way to it: of <c>a.b.h</c> in a that is b.</summary>
    public static string FirstInside(string path, string cell)
    {
        string rest = cell.Length == 0 ? path : path.Substring(cell.Length + 1);
        return rest.Substring(0, rest.IndexOf('.'));
    }

    /// <summary>A name in a cell.</summary>
    public static string In(string cell, string name) => cell.Length == 0 ? name : cell + "." + name;
}
