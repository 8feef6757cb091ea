using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Kernels.Model;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>Numbers of elements in C#: what holds together in the kernel does so in its text.</summary>
public class OffsetTextTests
{
    private static readonly Offset s_a = Offset.Of("a"), s_b = Offset.Of("b");

    /// <summary>Every kind of number, by itself and as a part of those that have parts.</summary>
    private static readonly (Offset Offset, string Alone, string Term, string Left, string Right, string Factor)[] s_kinds =
    [
        (s_a, "a", "a", "a", "a", "a"),
        (3, "3", "3", "3", "3", "3"),
        (new Offset.Lanes(), "V.Count", "V.Count", "V.Count", "V.Count", "V.Count"),
        (Offset.Add(s_a, s_b), "a + b", "a + b", "a + b", "(a + b)", "(a + b)"),
        (new Offset.Difference(s_a, s_b), "a - b", "a - b", "a - b", "(a - b)", "(a - b)"),
        (s_a * s_b, "a * b", "a * b", "a * b", "a * b", "a * b"),
        (new Offset.Multiple(17, new Offset.Lanes()), "17 / (V.Count) * (V.Count)", "17 / (V.Count) * (V.Count)",
            "17 / (V.Count) * (V.Count)", "17 / (V.Count) * (V.Count)", "(17 / (V.Count) * (V.Count))"),
        (new Offset.Minimum(s_a, s_b), "Math.Min(a, b)", "Math.Min(a, b)", "Math.Min(a, b)", "Math.Min(a, b)", "Math.Min(a, b)"),
        (new Offset.Parity(s_a), "(a & 1)", "(a & 1)", "(a & 1)", "(a & 1)", "(a & 1)"),
        (new Offset.Choice("f", s_a, 0), "f ? a : 0", "(f ? a : 0)", "(f ? a : 0)", "(f ? a : 0)", "(f ? a : 0)"),
    ];

    [Fact]
    public void Parts_keep_together()
    {
        Offset z = Offset.Of("z");
        foreach (var (offset, alone, term, left, right, factor) in s_kinds)
        {
            Assert.Equal(alone, OffsetText.Of(offset));
            Assert.Equal($"z + {term} + z", OffsetText.Of(new Offset.Sum(EquatableArray.Of(z, offset, z))));
            Assert.Equal($"{left} - z", OffsetText.Of(new Offset.Difference(offset, z)));
            Assert.Equal($"z - {right}", OffsetText.Of(new Offset.Difference(z, offset)));
            Assert.Equal($"z * {factor}", OffsetText.Of(new Offset.Product(z, offset)));
        }
        List<string> kinds = [.. s_kinds.Select(kind => kind.Offset.GetType().Name).Order()];
        Assert.Equal(typeof(Offset).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Offset))).Select(t => t.Name).Order(), kinds);
    }
}
