using System.Linq;
using RnnGen.Compiler.Definitions;

namespace RnnGen.Compiler.Syntax;

/// <summary>Takes apart names as others write them: <c>np.tanh</c>, <c>self.W</c>, <c>W.T</c>, <c>h_{t-1}</c>, <c>W_{xh}</c>.</summary>
internal static class ForeignName
{
    /// <summary>The name has a point or braces in it.</summary>
    public static bool Is(string name) => name.IndexOfAny(['.', '{']) >= 0;

    /// <summary>What stands before the first point or brace, without the underscore of an index.</summary>
    public static string Owner(string name)
    {
        int end = name.IndexOfAny(['.', '{']);
        return end < 0 ? name : name.Substring(0, end).TrimEnd('_');
    }

    /// <summary>What stands behind the last point.</summary>
    public static string Member(string name) => name.Substring(name.LastIndexOf('.') + 1);

    /// <summary>The index in braces, without blanks; null where there is none.</summary>
    public static string? Index(string name)
    {
        int open = name.IndexOf('{');
        return open < 0 ? null : string.Concat(name.Substring(open + 1, name.IndexOf('}') - open - 1).Where(c => !char.IsWhiteSpace(c)));
    }

    /// <summary>The name as it is written here: of <c>self.h</c> and <c>h_{t}</c> h, of <c>W_{xh}</c> W_xh.</summary>
    public static string Plain(string name)
    {
        string member = Member(name);
        if (Index(member) is not { } index) return member;
        return index.Length > 1 && index.All(Names.IsPart) ? $"{Owner(member)}_{index}" : Owner(member);
    }
}
