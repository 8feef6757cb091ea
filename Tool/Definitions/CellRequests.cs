using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Tool.Definitions;

/// <summary>Makes the compiler's request of a definition and the sizes that are given.</summary>
internal static class CellRequests
{
    /// <summary>What a size is that nobody gives a value: small enough to be quick, and whole vectors.</summary>
    public const int AssumedSize = 16;

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

    /// <summary>
    /// The same with values for the sizes and constants that have none: in C# the attribute gives them. An inner cell may need its
    /// own only after those around it are known.
    /// </summary>
    public static CompletedRequest Complete(CellRequest request)
    {
        var assumed = new List<(string Name, string Value)>();
        while (true)
        {
            int before = assumed.Count;
            foreach (CellDiagnostic found in FrontEnd.Read(request).Diagnostics.Where(found => found.Arguments.Count > 0))
            {
                string name = found.Arguments[0];
                if (found.Rule == Rules.MissingSize && request.Sizes.All(size => size.Name != name))
                {
                    request = request with { Sizes = request.Sizes.Append(new SizeArgument(name, AssumedSize, name)).ToEquatableArray() };
                    assumed.Add((name, $"{AssumedSize}"));
                }
                else if (found.Rule == Rules.MissingConstant && request.Constants.All(constant => constant.Name != name))
                {
                    var constant = new ConstantArgument(name, AssumedConstant, name);
                    request = request with { Constants = request.Constants.Append(constant).ToEquatableArray() };
                    assumed.Add((name, $"{AssumedConstant}"));
                }
            }
            if (assumed.Count == before) return new CompletedRequest(request, assumed.ToEquatableArray());
        }
    }
}

/// <summary>What the command line says of a cell.</summary>
internal sealed record CellSettings(EquatableArray<SizeSetting> Sizes, int Layers = 1, bool IsBidirectional = false, bool IsDouble = false);

internal sealed record SizeSetting(string Name, int Value);

/// <param name="Assumed">Names of sizes and constants that nobody gave a value, with the values that were taken.</param>
internal sealed record CompletedRequest(CellRequest Request, EquatableArray<(string Name, string Value)> Assumed);
