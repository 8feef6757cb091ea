using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Tool.Definitions;

/// <summary>Makes the compiler's request of a definition and the sizes that are given.</summary>
internal static class CellRequests
{
    /// <summary>
    /// What sizes are that nobody gives a value: whole vectors, and different ones, so that a size is recognised by its value. A definition
    /// that requires equal ones gets the first for all.
    /// </summary>
    private static readonly int[] s_sizes = [16, 24, 40, 56, 88, 104, 136, 152];

    /// <summary>The same for sizes that say how often a repeat runs, which is written out.</summary>
    private static readonly int[] s_turns = [2, 3, 4];

    /// <summary>What a constant is that nobody gives a value.</summary>
    public const double AssumedConstant = 1;

    private static readonly CellTarget s_target = new("", default, "internal readonly partial struct", "Cell", "Cell");

    public static CellRequest Of(CellFile file, CellSettings settings) => new(
        s_target,
        file.Source,
        settings.Sizes.Select(size => new SizeArgument(size.Name, size.Value, $"--size {size.Name}={size.Value}")).ToEquatableArray(),
        default,
        settings.IsDouble ? ElementType.Double : ElementType.Float)
    {
        Library = file.Library,
        Layers = new LayerArguments(settings.Layers, settings.IsBidirectional),
    };

    /// <summary>The same with values for the sizes and constants that have none: in C# the attribute gives them.</summary>
    public static CompletedRequest Complete(CellRequest request)
    {
        CompletedRequest different = Complete(request, i => s_sizes[i % s_sizes.Length]);
        if (different.Assumed.Count < 2 || !HasErrors(different)) return different;
        CompletedRequest equal = Complete(request, _ => s_sizes[0]);
        return HasErrors(equal) ? different : equal;

        static bool HasErrors(CompletedRequest completed) =>
            FrontEnd.Read(completed.Request).Diagnostics.Any(found => found.Rule.Severity == Severity.Error);
    }

    /// <summary>An inner cell may need values only after those around it are known.</summary>
    private static CompletedRequest Complete(CellRequest request, Func<int, int> sizeOf)
    {
        var assumed = new List<(string Name, string Value)>();
        int before;
        do
        {
            before = assumed.Count;
            CellDiagnostic[] all = [.. FrontEnd.Read(request).Diagnostics.Where(found => found.Arguments.Count > 0)];
            string[] turns = [.. all.Where(found => found.Rule == Rules.RepeatNotKnown).Select(found => found.Arguments[0])];
            // What a repeat needs to know comes first: what else there is, shows when it is written out.
            if (all.Any(IsOfTurns)) all = [.. all.Where(IsOfTurns)];
            foreach (CellDiagnostic found in all)
            {
                string name = found.Arguments[0];
                if (assumed.Any(known => known.Name == name)) continue;
                if (found.Rule == Rules.MissingSize)
                {
                    int size = IsOfTurns(found) ? s_turns[assumed.Count % s_turns.Length] : sizeOf(assumed.Count);
                    request = request with { Sizes = request.Sizes.Append(new SizeArgument(name, size, name)).ToEquatableArray() };
                    assumed.Add((name, $"{size}"));
                }
                else if (found.Rule == Rules.MissingConstant)
                {
                    var constant = new ConstantArgument(name, AssumedConstant, name);
                    request = request with { Constants = request.Constants.Append(constant).ToEquatableArray() };
                    assumed.Add((name, $"{AssumedConstant}"));
                }
            }

            bool IsOfTurns(CellDiagnostic found) => found.Rule == Rules.MissingSize && turns.Contains(found.Arguments[0]);
        }
        while (assumed.Count > before);
        return new CompletedRequest(request, assumed.ToEquatableArray());
    }
}

/// <summary>What the command line says of a cell.</summary>
internal sealed record CellSettings(EquatableArray<SizeSetting> Sizes, int Layers = 1, bool IsBidirectional = false, bool IsDouble = false);

internal sealed record SizeSetting(string Name, int Value);

/// <param name="Assumed">Names of sizes and constants that nobody gave a value, with the values that were taken.</param>
internal sealed record CompletedRequest(CellRequest Request, EquatableArray<(string Name, string Value)> Assumed);
