using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Hosting;

/// <summary>A cell that wants to be generated.</summary>
/// <param name="Id">Its type's metadata name.</param>
/// <param name="File">The spec file that holds its definition; empty where none does.</param>
/// <param name="IsDeclared">Whether a [Cell] declares it; otherwise the spec file itself names the class.</param>
internal readonly record struct NameClaim(string Id, string File, bool IsDeclared);

/// <summary>
/// Settles what the cells of a project are called when names meet. Generated files are called like their types; but names that differ in
/// letter case only are one file to the C# compiler, and a second file of one name would cost all generated code, so such types get a
/// number behind theirs. A class is generated once: by its [Cell], else for the first file that names it.
/// </summary>
internal sealed record CellNames(EquatableArray<NumberedName> Numbered, EquatableArray<TakenClass> Taken)
{
    public static CellNames Settle(IEnumerable<NameClaim> claims)
    {
        List<NameClaim> ordered = claims
            .OrderBy(c => c.Id, StringComparer.Ordinal)
            .ThenByDescending(c => c.IsDeclared)
            .ThenBy(c => c.File, StringComparer.Ordinal)
            .ToList();
        IEnumerable<TakenClass> taken = ordered
            .GroupBy(c => c.Id, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Select(c => new TakenClass(c.File, group.First())));
        return new CellNames(Number(ordered.Select(c => c.Id)).ToEquatableArray(), taken.ToEquatableArray());
    }

    /// <summary>The file of what users see of a cell.</summary>
    public static string Surface(string hintName) => hintName + ".g.cs";

    /// <summary>The file of the kernels that it calls.</summary>
    public static string Kernels(string hintName) => hintName + ".Kernels.g.cs";

    private static IEnumerable<NumberedName> Number(IEnumerable<string> ids)
    {
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string id in ids.Distinct(StringComparer.Ordinal))
        {
            int number = 1;
            string name = id;
            while (files.Contains(Surface(name)) || files.Contains(Kernels(name))) name = WithNumber(id, ++number);
            files.Add(Surface(name));
            files.Add(Kernels(name));
            if (number > 1) yield return new NumberedName(id, number);
        }
    }

    private static string WithNumber(string id, int number) => FormattableString.Invariant($"{id}.{number}");

    public string HintName(string id)
    {
        foreach (NumberedName name in Numbered)
            if (name.Id == id) return WithNumber(id, name.Number);
        return id;
    }

    /// <summary>Who generates the class that a spec file names, where that is not the file itself.</summary>
    public NameClaim? TakenFrom(string file)
    {
        foreach (TakenClass taken in Taken)
            if (taken.File == file) return taken.By;
        return null;
    }
}

internal readonly record struct NumberedName(string Id, int Number);

/// <summary>A spec file whose class another definition generates.</summary>
internal readonly record struct TakenClass(string File, NameClaim By);
