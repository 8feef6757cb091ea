using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler.Diagnostics;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>Which types can be cells, how their declarations are continued, and what the others are told.</summary>
public sealed class TypeTests
{
    private readonly FakeCompiler _compiler = new();

    [Theory]
    [InlineData("public partial struct C;", "public partial struct", "C")]
    [InlineData("partial struct C;", "internal partial struct", "C")]
    [InlineData("public readonly partial struct C;", "public readonly partial struct", "C")]
    [InlineData("internal partial record struct C;", "internal partial record struct", "C")]
    [InlineData("public readonly partial record struct C(int Number);", "public readonly partial record struct", "C")]
    [InlineData("public partial struct C { public int Field; }", "public partial struct", "C")]
    [InlineData("public partial struct @struct;", "public partial struct", "@struct")]
    public void Continues_every_kind_of_partial_struct(string declaration, string expected, string name)
    {
        Run($$"""[Cell("rnn")] {{declaration}}""").AssertClean();
        Assert.Equal((expected, name), (_compiler.Request.Target.Declaration, _compiler.Request.Target.Name));
    }

    [Fact]
    public void Continues_every_kind_of_enclosing_type_with_any_access()
    {
        GeneratorRun run = Run("""
            namespace Acme.@event
            {
                public static partial class A
                {
                    internal partial interface @if
                    {
                        partial record R
                        {
                            protected partial class K
                            {
                                readonly partial record struct S
                                {
                                    ref partial struct T
                                    {
                                        [Cell("rnn")] private partial struct C;
                                    }
                                }
                            }
                        }
                    }
                }
            }
            """).AssertClean();
        Assert.Equal("Acme.@event", _compiler.Request.Target.Namespace);
        Assert.Equal(
            [
                "partial class A", "partial interface @if", "partial record R", "partial class K", "partial record struct S",
                "partial struct T",
            ],
            _compiler.Request.Target.Containers.Select(container => $"{container.Declaration} {container.Name}"));
        Assert.Equal("global::Acme.@event.A.@if.R.K.S.T.C", _compiler.Request.Target.FullName);
        Assert.Equal("private partial struct", _compiler.Request.Target.Declaration);
        Assert.Equal(["Acme.event.A+if+R+K+S+T+C.g.cs"], run.Sources.Keys);
    }

    [Theory]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    [InlineData("protected")]
    public void Repeats_access_within_a_class(string access)
    {
        Run($$"""public partial class A { [Cell("rnn")] {{access}} partial struct C; }""").AssertClean();
        Assert.Equal(access + " partial struct", _compiler.Request.Target.Declaration);
    }

    [Theory]
    [InlineData("public partial class C;", "RNN001", "'C' is a class")]
    [InlineData("public static partial class C;", "RNN001", "'C' is a static class")]
    [InlineData("public partial record C;", "RNN001", "'C' is a record class")]
    [InlineData("public partial interface C;", "RNN001", "'C' is a interface")]
    [InlineData("public class C;", "RNN001", "'C' is a class")]
    [InlineData("public struct C;", "RNN001", "'C' is a struct without 'partial'")]
    [InlineData("public partial struct C<T>;", "RNN003", "'C' has type parameters")]
    [InlineData("public ref partial struct C;", "RNN001", "'C' is a ref struct")]
    [InlineData("file partial struct C;", "RNN001", "'C' is a file-local struct")]
    public void Rejects_other_types_at_their_names(string declaration, string id, string message)
    {
        GeneratorRun run = Run($$"""[Cell("rnn")] {{declaration}}""");
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.StartsWith(message, Message(diagnostic));
        Assert.Equal("C", TextAt(diagnostic));
        Assert.Empty(run.Complaints);
        Assert.Empty(run.Sources);
        Assert.Empty(_compiler.Requests);
    }

    [Fact]
    public void Rejects_types_in_generic_or_not_partial_types()
    {
        GeneratorRun run = Run("""public class A { public partial class B<T> { [Cell("rnn")] public partial struct C; } }""");
        Assert.Equal(
            [
                "RNN003 at C: 'B' has type parameters: a cell and the types around it have none.",
                "RNN002 at C: 'A' encloses the cell 'C' and must be partial.",
            ],
            run.Diagnostics.Select(d => $"{d.Id} at {TextAt(d)}: {Message(d)}"));
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void Says_which_version_of_the_language_is_needed()
    {
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Compile = _compiler.Compile,
            LanguageVersion = LanguageVersion.CSharp11,
            Sources = [("Cells.cs", """using RnnGen; [Cell("rnn")] public partial struct C { }""")],
        });
        Assert.Equal("RNN013", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("compiled as C# 11.0", Message(run.Diagnostics[0]));
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void Twins_in_two_namespaces_and_names_that_differ_in_case_get_files_of_their_own()
    {
        GeneratorRun run = Run("""
            namespace A { [Cell("rnn")] public partial struct Ma; }
            namespace B { [Cell("rnn")] public partial struct Ma; [Cell("rnn")] public partial struct MA; }
            namespace b { [Cell("rnn")] public partial struct Ma; [Cell("rnn")] public partial struct Maß; }
            """).AssertClean();
        Assert.Equal(
            ["A.Ma.g.cs", "B.MA.g.cs", "B.Ma.2.g.cs", "b.Ma.3.g.cs", "b.Maß.g.cs"],
            run.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_second_attribute_is_left_to_the_compiler()
    {
        GeneratorRun run = Run("""
            [Cell("rnn")] public partial struct C;
            [Cell("lstm")] partial struct C;
            [Cell("rnn"), Cell("gru")] public partial struct D;
            """);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Diagnostics);
        Assert.Equal(["CS0579", "CS0579"], run.Complaints.Select(d => d.Id));
        Assert.Equal(["C.g.cs", "D.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[Cell]")]
    [InlineData("[Cell()]")]
    [InlineData("[Cell(5)]")]
    [InlineData("[Cell(Missing.Name)]")]
    [InlineData("""[Cell("rnn", "gru")]""")]
    [InlineData("""[Cell("rnn", Nothing = 1)]""")]
    [InlineData("""[Cell("rnn"), CellSize]""")]
    [InlineData("""[Cell("rnn"), CellSize("a", "b"), CellConstant(1, 2)]""")]
    [InlineData("""[Cell("rnn", Element = typeof(Missing))]""")]
    public void Unfinished_attributes_are_left_to_the_compiler(string attribute)
    {
        GeneratorRun run = Run(attribute + " public partial struct C;");
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Complaints);
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static string TextAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    private GeneratorRun Run(string source) =>
        GeneratorHarness.Run(new HarnessProject { Compile = _compiler.Compile, Sources = [("Cells.cs", "using RnnGen;\n" + source)] });
}
