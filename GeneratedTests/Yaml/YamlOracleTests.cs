using System;
using System.Linq;
using RnnGen.Compiler.Definitions;
using Xunit;

namespace RnnGen.Tests.Yaml;

/// <summary>Whatever the reader accepts, a full reader of YAML reads in the same way.</summary>
public class YamlOracleTests
{
    public static TheoryData<string> Zoo => [.. ZooLibrary.Names];

    [Theory]
    [MemberData(nameof(Zoo))]
    public void AgreesOnTheZoo(string name) => AssertAgrees(ZooLibrary.TryGet(name)!);

    [Theory]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a: |")]
    [InlineData("a: |\n  b\n   c\n\n  d\n\n\nb: 1\n")]
    [InlineData("a: |-\n  b\n\nb: |+\n  c\n\n")]
    [InlineData("a: |\n  b\r\n  c\r\nb: d\r\n")]
    [InlineData("a:\n- b\n- c\nd: e\n")]
    [InlineData("a:\n  - b\n  - c\nd: e\n")]
    [InlineData("sizes: { input: , hidden: 64 }\n")]
    [InlineData("  a: b\n  c:\n    d: e\n")]
    [InlineData("a: yes\nb: no\nc: on\nd: ~\ne: null\nf: 0o7\ng: 1_000\nh: .inf\ni: 2001-01-01\nj: =\n")]
    [InlineData("\"a b\": c\n'd': e\n")]
    [InlineData("a: [b, c,]\n")]
    [InlineData("a: {\n  b: [c,\n d],  # why\n  e: f\n  }\n")]
    [InlineData("a:\n  [b]\n")]
    [InlineData("# only\na: b # c\n#d\n")]
    [InlineData("a: b:c#d\n")]
    [InlineData("a: \"\\x41\\u0042\\U00000043\\t\\/\\\\\\0\\a\\b\\v\\f\\e\\N\\_\\L\\P\"\n")]
    public void AgreesOn(string text) => AssertAgrees(text);

    [Fact]
    public void AgreesOnRandomDocuments()
    {
        for (int seed = 0; seed < 3000; seed++) AssertAgrees(new RandomYaml(new Random(seed)).Document());
    }

    /// <summary>Documents with some characters changed: most are wrong; what is accepted must still mean the same.</summary>
    [Fact]
    public void AgreesOnWhatItAcceptsOfDamagedDocuments()
    {
        const string Characters = " \n:-,#'\"[]{}|&*!>%@`?~\\ab01;.=()\t";
        int accepted = 0;
        for (int seed = 0; seed < 12000; seed++)
        {
            var random = new Random(seed);
            string text = new RandomYaml(random).Document();
            for (int i = random.Next(4); i >= 0; i--)
            {
                int at = random.Next(text.Length);
                string character = Characters[random.Next(Characters.Length)].ToString();
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, character),
                    _ => text.Remove(at, 1).Insert(at, character),
                };
                if (text.Length == 0) text = "a: b";
            }
            if (YamlText.Ours(text) is not { } ours) continue;
            accepted++;
            string? theirs = YamlText.Theirs(text);
            if (ours != theirs && theirs != YamlText.Skipped) Assert.Fail($"seed {seed}\n{text}\n--- ours\n{ours}\n--- theirs\n{theirs}");
        }
        Assert.InRange(accepted, 2000, 12000);
    }

    private static void AssertAgrees(string text)
    {
        string? ours = YamlText.Ours(text);
        string? theirs = YamlText.Theirs(text);
        if (ours is null || ours != theirs) Assert.Fail($"{text}\n--- ours\n{ours}\n--- theirs\n{theirs}");
    }
}
