using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using RnnGen.Compiler;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Runtime;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.Arm64;

/// <summary>
/// The main program for Arm64: a call for each cell, and one for each test of the runtime's vectors. Written out, because a program that
/// is compiled ahead of time cannot look for them.
/// </summary>
internal static class Arm64ProgramText
{
    private static readonly Type[] s_tests = [typeof(VectorTests), typeof(FunctionAccuracyTests), typeof(ActivationLimitTests)];

    /// <summary>Of the arguments that functions are tested with: an emulated processor is slow.</summary>
    private static int Stride => RandomCellKernels.IsLong ? 9_973 : 99_991;

    public static string Of(IReadOnlyList<Arm64Cell> cells, IReadOnlyList<string> tests)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            using System;
            using System.IO;
            using RnnGen.Tests.Arm64;

            Environment.SetEnvironmentVariable("{Sweep.StrideVariable}", "{Stride}");
            using var file = new BinaryReader(File.OpenRead(args[0]));

            """);
        for (int i = 0; i < cells.Count; i++)
        {
            string element = cells[i].Source.Element == ElementType.Float ? "float" : "double";
            text.Append(CultureInfo.InvariantCulture, $"Arm64Host.Cell<{CellBatch.Name(i)}, {element}>(\"{cells[i].Name}\", file);\n");
        }
        foreach (string call in tests) text.Append(CultureInfo.InvariantCulture, $"Arm64Host.Test(\"{call}\", () => {call});\n");
        text.Append("return Arm64Host.Report();\n");
        return text.ToString();
    }

    /// <summary>All tests of the runtime's vectors with all their arguments, each as a call.</summary>
    public static IReadOnlyList<string> Tests() => [.. s_tests.SelectMany(type => type.GetMethods().SelectMany(Calls))];

    private static IEnumerable<string> Calls(MethodInfo method)
    {
        if (method.GetCustomAttribute<FactAttribute>() is not { } fact) return [];
        object[][] rows = fact is TheoryAttribute
            ? [.. method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method))]
            : [[]];
        return rows.Select(row => $"new {method.DeclaringType}().{method.Name}({string.Join(", ", row.Select(Literal))})");
    }

    private static string Literal(object value) => value switch
    {
        Enum => string.Create(CultureInfo.InvariantCulture, $"{value.GetType().FullName!.Replace('+', '.')}.{value}"),
        float number => string.Create(
            CultureInfo.InvariantCulture, $"System.BitConverter.Int32BitsToSingle({BitConverter.SingleToInt32Bits(number)})"),
        _ => throw new NotSupportedException($"A test has an argument {value}, whose type no row here spells."),
    };
}
