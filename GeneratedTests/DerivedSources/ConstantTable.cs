using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace RnnGen.Tests.DerivedSources;

/// <summary>
/// Functions of vectors of 256 bits read all their constants from a table, those of 512 bits some. The JIT gives every constant that a
/// method has twice a register for good, and then has none for the values of a chain, which go over the stack. A volatile read is one load
/// where the constant is needed, and is never shared.
/// <para>With 256 bits most processors have 16 registers (LSTM (1,16): 171 accesses to the stack a step, with the table 36).</para>
/// <para>With 512 bits there are 32. Two blocks of an LSTM side by side have 8 sums, a broadcast and 23 constants, and no register is left
/// (LSTM (1,32): 42 accesses). The JIT aligns the stack to 16 bytes only, so that by the process 64 bytes on it lie in one line of the
/// cache or in two: a step took 125 ns or 162. Limits and leading coefficients are therefore read (2 accesses, 121 ns in every process; one
/// run on Zen 4). The rest stay constants: with all of them read, cells of one vector were 2 to 4 % slower. Those of double are so many
/// that all are read (LSTM (1,16): 115 ns or 234, read 110).</para>
/// <para>With 128 bits all are constants, as Arm64 has 32 registers; and so they are for one number.</para>
/// </summary>
internal sealed partial class ConstantTable(string type)
{
    private const int LineLength = 140;

    private readonly string _keyword = type.ToLowerInvariant();
    private readonly HashSet<string> _numbers = [.. Regex
        .Matches(Repository.Read($"Runtime/Numerics/{type}Fit.cs"), $@"public const {type.ToLowerInvariant()} (\w+)")
        .Select(constant => constant.Groups[1].Value)];

    public static IReadOnlyList<ConstantTable> All { get; } = [new("Float"), new("Double")];

    /// <summary>The texts whose functions read the table.</summary>
    public string[] Sources { get; } = [$"{type}512.Exponentials.cs", $"{type}512.Approximate.cs"];

    public string File => $"{type}Table.cs";

    /// <summary>Whether functions of 512-bit vectors read all constants, too.</summary>
    public bool ReadsAll => type == "Double";

    private string OfWidest => ReadsAll ? "all too: their polynomials are long."
        : "limits and leading coefficients: the others leave registers for the values of two blocks of units side by side.";

    /// <summary>The table whose constants a text reads, or null.</summary>
    public static ConstantTable? Of(string source) => All.FirstOrDefault(table => table.Sources.Contains(source));

    /// <summary>Before: <c>V.Create(Read(ref Add(ref table, MinusLn2)))</c>. After: <c>V.Create(-Fit.Ln2)</c>.</summary>
    public string WithoutReads(string text)
    {
        text = ReadUsings().Replace(text, "");
        text = ReadHead().Replace(text, "");
        return ReadOfConstant().Replace(GoingOn().Replace(text, " "), read => $"V.Create({Value(read.Groups["name"].Value)})");
    }

    /// <summary>Before: <c>V.Create(-Fit.Ln2)</c>. After: <c>V.Create(Read(ref Add(ref table, MinusLn2)))</c>.</summary>
    public string WithReads(string text)
    {
        text = Method().Replace(text, method => !Constants(method.Value).Any() ? method.Value
            : Head().Replace(method.Value, head => $"{head.Value}        ref {_keyword} table = ref Start;\n", 1));
        if (!Constants(text).Any()) return text;
        text = Constant().Replace(text, c => IsNumber(c) ? $"V.Create(Read(ref Add(ref table, {Name(c)})))" : c.Value);
        text = Usings().Replace(text, usings => usings.Value + $"using static RnnGen.Numerics.{type}Table;\n"
            + "using static System.Runtime.CompilerServices.Unsafe;\nusing static System.Threading.Volatile;\n", 1);
        return string.Join('\n', text.Split('\n').Select(Wrapped));
    }

    /// <summary>The table of all constants that the texts of a type read.</summary>
    public string Text()
    {
        var values = new Dictionary<string, string>();
        foreach (string source in Sources)
            foreach (Match constant in Constants(WithoutReads(Repository.Read(DerivedSource.Folder + source))))
                values.TryAdd(Name(constant), constant.Groups["value"].Value);
        string names = string.Join('\n', values.Keys.Select((name, i) => $"    public const int {name} = {i};"));
        string table = string.Join('\n', values.Values.Select(value => $"        {value},"));
        return $$"""
            using System;
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            using Fit = RnnGen.Numerics.{{type}}Fit;

            namespace RnnGen.Numerics;

            /// <summary>
            /// Constants of functions, read where they are needed: in registers they would take the place of values. Functions of 256-bit
            /// vectors, for which most processors have 16 registers, read all from here; those of 512-bit vectors, which have 32, read
            /// {{OfWidest}}
            /// </summary>
            internal static class {{type}}Table
            {
            {{names}}

                private static ReadOnlySpan<{{_keyword}}> Values =>
                [
            {{table}}
                ];

                public static ref {{_keyword}} Start
                {
                    [MethodImpl(MethodImplOptions.AggressiveInlining)]
                    get => ref MemoryMarshal.GetReference(Values);
                }
            }

            """;
    }

    /// <summary>Whether the table has what <c>V.Create</c> is given.</summary>
    public bool Has(string argument) => Constants($"V.Create({argument})").Any();

    /// <summary>Whether it is the last of its polynomial (of E0, …, E4 it is E4), with whatever sign or factor.</summary>
    public bool IsLeading(string argument)
    {
        Match coefficient = Coefficient().Match(argument);
        return coefficient.Success
            && !_numbers.Contains(coefficient.Groups[1].Value + (int.Parse(coefficient.Groups[2].Value, CultureInfo.InvariantCulture) + 1));
    }

    private IEnumerable<Match> Constants(string text) => Constant().Matches(text).Where(IsNumber);

    /// <summary>Whether it is of the element type; others are masks of bits.</summary>
    private bool IsNumber(Match constant) => _numbers.Contains(constant.Groups["name"].Value);

    /// <summary>Of <c>-2 * Fit.End</c> it is <c>MinusTwiceEnd</c>, of <c>Fit.N1 / 16</c> <c>N1Over16</c>.</summary>
    private static string Name(Match constant)
    {
        string divisor = constant.Groups["divisor"].Value;
        return (constant.Groups["sign"].Length > 0 ? "Minus" : "") + (constant.Groups["twice"].Length > 0 ? "Twice" : "")
            + constant.Groups["name"].Value + (divisor.Length > 0 ? "Over" + divisor : "");
    }

    /// <summary>The inverse of <see cref="Name"/>.</summary>
    private string Value(string name)
    {
        Match parts = NameOfConstant().Match(name);
        string number = parts.Groups["name"].Value;
        if (!_numbers.Contains(number)) throw new InvalidOperationException($"{type}Fit has no {number}, which {name} is made of.");
        return (parts.Groups["sign"].Success ? "-" : "") + (parts.Groups["twice"].Success ? "2 * " : "") + "Fit." + number
            + (parts.Groups["divisor"].Success ? " / " + parts.Groups["divisor"].Value : "");
    }

    /// <summary>A long line goes on below, behind a comma, if one stands where it can break.</summary>
    private static string Wrapped(string line)
    {
        var text = new StringBuilder();
        string indent = new(' ', line.Length - line.TrimStart().Length + 4);
        while (line.Length > LineLength)
        {
            int end = line.LastIndexOf(", ", LineLength - 2, StringComparison.Ordinal) + 1;
            if (end == 0) break;
            text.Append(line, 0, end).Append('\n');
            line = indent + line[(end + 1)..];
        }
        return text.Append(line).ToString();
    }

    [GeneratedRegex(@"V\.Create\((?<value>(?<sign>-?)(?<twice>(2 \* )?)Fit\.(?<name>\w+)( / (?<divisor>\d+))?)\)")]
    private static partial Regex Constant();

    [GeneratedRegex(@"V\.Create\(Read\(ref Add\(ref table, (?<name>\w+)\)\)\)")]
    private static partial Regex ReadOfConstant();

    [GeneratedRegex(@"\A(?<sign>Minus)?(?<twice>Twice)?(?<name>\w+?)(Over(?<divisor>\d+))?\z")]
    private static partial Regex NameOfConstant();

    [GeneratedRegex(@"Fit\.([A-Z])(\d+)\b")]
    private static partial Regex Coefficient();

    /// <summary>Behind a comma in the body of a method.</summary>
    [GeneratedRegex(@"(?<=,)\n {12,}")]
    private static partial Regex GoingOn();

    [GeneratedRegex(@" +ref \w+ table = ref Start;\n")]
    private static partial Regex ReadHead();

    /// <summary>With the comment above them.</summary>
    [GeneratedRegex(@"(// .*\n)*(using static .*\n)+")]
    private static partial Regex ReadUsings();

    [GeneratedRegex(@"    public static Self .*\n    \{\n(?:.*\n)*?    \}")]
    private static partial Regex Method();

    [GeneratedRegex(@"\A.*\n    \{\n")]
    private static partial Regex Head();

    [GeneratedRegex(@"using V = .*\n")]
    private static partial Regex Usings();
}
