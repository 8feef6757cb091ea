using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Hosting;

/// <summary>
/// The names of the generated files. A cell's file is called like its type; but file names that differ in letter case only are one name
/// to the C# compiler, and a second file of one name would cost all generated code, so such types get a number behind theirs.
/// </summary>
internal sealed record CellNames(EquatableArray<NumberedName> Numbered)
{
    public static CellNames Settle(ImmutableArray<string> ids)
    {
        IEnumerable<NumberedName> numbered = ids
            .Distinct(StringComparer.Ordinal)
            .OrderBy(id => id, StringComparer.Ordinal)
            .GroupBy(id => id, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.Skip(1).Select((id, i) => new NumberedName(id, i + 2)));
        return new CellNames(numbered.OrderBy(n => n.Id, StringComparer.Ordinal).ToEquatableArray());
    }

    public string HintName(string id)
    {
        foreach (NumberedName name in Numbered)
            if (name.Id == id) return FormattableString.Invariant($"{id}.{name.Number}");
        return id;
    }
}

internal readonly record struct NumberedName(string Id, int Number);
