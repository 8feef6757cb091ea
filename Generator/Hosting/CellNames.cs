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
/// Settles what the cells of a project are called when names meet. A generated file is called like its type; but names that differ in
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
        IEnumerable<NumberedName> numbered = ordered
            .Select(c => c.Id)
            .Distinct(StringComparer.Ordinal)
            .GroupBy(id => id, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.Skip(1).Select((id, i) => new NumberedName(id, i + 2)));
        IEnumerable<TakenClass> taken = ordered
            .GroupBy(c => c.Id, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Select(c => new TakenClass(c.File, group.First())));
        return new CellNames(numbered.OrderBy(n => n.Id, StringComparer.Ordinal).ToEquatableArray(), taken.ToEquatableArray());
    }

    public string HintName(string id)
    {
        foreach (NumberedName name in Numbered)
            if (name.Id == id) return FormattableString.Invariant($"{id}.{name.Number}");
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
