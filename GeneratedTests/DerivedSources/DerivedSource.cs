using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace RnnGen.Tests.DerivedSources;

/// <summary>
/// A file of Runtime/Numerics/Vectors/Derived and the file above it whose text it is, but for the width, the element type, or the vectors.
/// The JIT allows a kernel 512 locals and counts those of all that it inlines: helpers and generic code would cost what a text does not.
/// </summary>
internal sealed partial record DerivedSource(string From, string To, Func<string, string> Write)
{
    public const string Folder = "Runtime/Numerics/Vectors/";

    public static IReadOnlyList<DerivedSource> All { get; } = [.. Vectors(), .. Scalars(), .. Memory()];

    public string Path => Folder + "Derived/" + To;

    public string Text()
    {
        string source = Repository.Read(Folder + From);
        if (ConstantTable.Of(From) is { } table) source = table.WithoutReads(source);
        return $"// Written from ../{From}. Change that file, then run what CONTRIBUTING says.\n\n" + Write(source);
    }

    /// <summary>All widths are one text, and both element types where no polynomial's degree depends on the precision.</summary>
    private static IEnumerable<DerivedSource> Vectors()
    {
        foreach (string part in (string[])["", ".Functions"])
        {
            yield return new($"Float512{part}.cs", $"Double512{part}.cs", Doubled);
            foreach (int width in (int[])[256, 128])
            {
                yield return new($"Float512{part}.cs", $"Float{width}{part}.cs", text => Narrowed(text, width));
                yield return new($"Float512{part}.cs", $"Double{width}{part}.cs", text => Narrowed(Doubled(text), width));
            }
        }
        string[] own =
        [
            "Float512.Exponentials.cs", "Double512.Exponentials.cs", "Float512.Angles.cs", "Double512.Angles.cs",
            "Float512.Approximate.cs", "Double512.Approximate.cs", "Float512.Pairs.cs",
        ];
        foreach (string text in own)
        {
            ConstantTable? table = ConstantTable.Of(text);
            yield return new(text, Of(text, 256), source => table?.WithReads(Narrowed(source, 256)) ?? Narrowed(source, 256));
            yield return new(text, Of(text, 128), source => Narrowed(source, 128));
        }
        foreach (ConstantTable table in ConstantTable.All) yield return new(table.Sources[0], table.File, _ => table.Text());

        static string Of(string text, int width) => text.Replace("512", $"{width}", StringComparison.Ordinal);
    }

    /// <summary>Functions of one number are those of a vector, with choices in place of masks.</summary>
    private static IEnumerable<DerivedSource> Scalars() =>
    [
        new("Float1.cs", "Double1.cs", Doubled),
        new("Float512.Functions.cs", "Float1.Functions.cs", text => ScalarRewriter.Rewrite(text, "float")),
        new("Float512.Functions.cs", "Double1.Functions.cs", text => ScalarRewriter.Rewrite(Doubled(text), "double")),
        new("Float512.Exponentials.cs", "Float1.Exponentials.cs", text => ScalarRewriter.Rewrite(text, "float")),
        new("Double512.Exponentials.cs", "Double1.Exponentials.cs", text => ScalarRewriter.Rewrite(text, "double")),
        new("Float512.Approximate.cs", "Float1.Approximate.cs", text => ScalarRewriter.Rewrite(text, "float")),
        new("Double512.Approximate.cs", "Double1.Approximate.cs", text => ScalarRewriter.Rewrite(text, "double")),
        new("Float512.Angles.cs", "Float1.Angles.cs", text => ScalarRewriter.Rewrite(text, "float")),
        new("Double512.Angles.cs", "Double1.Angles.cs", text => ScalarRewriter.Rewrite(text, "double")),
        new("Float512.Pairs.cs", "Float1.Pairs.cs", text => ScalarRewriter.Rewrite(text, "float")),
    ];

    /// <summary>A vector has half as many doubles.</summary>
    private static IEnumerable<DerivedSource> Memory() =>
    [
        new("PartialMemory.cs", "PartialMemory.Double.cs", text =>
        {
            text = Number().Replace(Doubled(text), number => number.Value == "8" ? "4" : "2");
            return Constant().Replace(Summary().Replace(text, "/// <content>The same for doubles.</content>\n"), "");
        }),
    ];

    private static string Narrowed(string text, int width)
    {
        int parts = 512 / width;
        text = Lanes().Replace(text, lanes => (lanes.Value, parts) switch
        {
            ("Sixteen", 2) or ("Eight", 1) => "Eight",
            ("Sixteen", 4) or ("Eight", 2) => "Four",
            _ => "Two",
        });
        return Width().Replace(text, $"{width}");
    }

    private static string Doubled(string text)
    {
        text = text.Replace("Sixteen floats", "Eight doubles", StringComparison.Ordinal);
        text = text.Replace("Vector512<int>", "Vector512<long>", StringComparison.Ordinal)
            .Replace("Vector256<int>", "Vector256<long>", StringComparison.Ordinal)
            .Replace("Vector128<int>", "Vector128<long>", StringComparison.Ordinal)
            .Replace("Create(count)", "Create((long)count)", StringComparison.Ordinal)
            .Replace("AsSingle", "AsDouble", StringComparison.Ordinal);
        text = FloatLiteral().Replace(text, literal => literal.Value.Contains('.') ? literal.Value[..^1] : literal.Value[..^1] + ".0");
        return FloatName().Replace(text, name => name.Value == "float" ? "double" : "Double");
    }

    /// <summary>In the names of types and methods: the limit of 512 locals stays what it is.</summary>
    [GeneratedRegex(@"(?<=Float|Double|Vector|Load)512")]
    private static partial Regex Width();

    [GeneratedRegex("(Sixteen|Eight)(?= (floats|doubles))")]
    private static partial Regex Lanes();

    [GeneratedRegex(@"\b\d+(\.\d+)?f\b")]
    private static partial Regex FloatLiteral();

    [GeneratedRegex(@"\bfloat\b|\bFloat(?=\d|Fit)")]
    private static partial Regex FloatName();

    [GeneratedRegex(@"\b[48]\b")]
    private static partial Regex Number();

    [GeneratedRegex(@" +private const .*\n\n")]
    private static partial Regex Constant();

    [GeneratedRegex(@"/// <summary>\n(/// .*\n)+?/// </summary>\n")]
    private static partial Regex Summary();
}
