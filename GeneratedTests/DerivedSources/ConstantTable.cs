using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace RnnGen.Tests.DerivedSources;

/// <summary>
/// Functions of vectors of 256 bits read their constants from a table. The JIT gives every constant that a method has twice a register for
/// good, and where there are 16 it then has none for the values of a chain, which go over the stack (LSTM (1,16): 171 accesses a step, with
/// the table 36). A volatile read is one load where the constant is needed, and is never shared.
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

    /// <summary>Before: <c>V.Create(-Fit.Ln2)</c>. After: <c>V.Create(Read(ref Add(ref table, MinusLn2)))</c>.</summary>
    public string Read(string text)
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
            foreach (Match constant in Constants(Repository.Read(DerivedSource.Folder + source)))
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
            /// Constants of functions of 256-bit vectors, read where they are needed: in 16 registers they would take the place of values.
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

    /// <summary>A long line goes on below, behind a comma.</summary>
    private static string Wrapped(string line)
    {
        var text = new StringBuilder();
        string indent = new(' ', line.Length - line.TrimStart().Length + 4);
        while (line.Length > LineLength)
        {
            int end = line.LastIndexOf(", ", LineLength - 2, StringComparison.Ordinal) + 1;
            text.Append(line, 0, end).Append('\n');
            line = indent + line[(end + 1)..];
        }
        return text.Append(line).ToString();
    }

    [GeneratedRegex(@"V\.Create\((?<value>(?<sign>-?)(?<twice>(2 \* )?)Fit\.(?<name>\w+)( / (?<divisor>\d+))?)\)")]
    private static partial Regex Constant();

    [GeneratedRegex(@"    public static Self .*\n    \{\n(?:.*\n)*?    \}")]
    private static partial Regex Method();

    [GeneratedRegex(@"\A.*\n    \{\n")]
    private static partial Regex Head();

    [GeneratedRegex(@"using V = .*\n")]
    private static partial Regex Usings();
}
