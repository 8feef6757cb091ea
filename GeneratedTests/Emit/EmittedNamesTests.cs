using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>
/// Nothing in a user's program changes what emitted code means: each name that it uses is declared there in each way that C# has, and the
/// code still compiles and binds to the same symbols.
/// </summary>
public sealed class EmittedNamesTests
{
    /// <summary>Cells that have every kind of code: several tensors in and out, rows and lanes, functions of whole vectors.</summary>
    private const string Cells = """"
        [global::RnnGen.Cell("rnn", Input = 3, Hidden = 20, StreamingWeights = global::RnnGen.StreamingWeights.BFloat16, {1})]
        public partial struct Narrow{0}
        [global::RnnGen.Cell("rnn", Input = 2, Hidden = 3, Element = typeof(double), TimeSteps = 2, Batch = 3, {1})]
        public partial struct Fixed{0}
        [global::RnnGen.Cell("rnn", Input = 2, Hidden = 3, Batch = 16, {1})] public partial struct InLanes{0}
        [global::RnnGen.Cell("""
            sizes:      { n: 12 }
            inputs:     { x: n, u: n }
            states:     { h: n }
            parameters: [W, V]
            equations:  h = where(x > 0, tanh(W @ [h'; x] + V @ u), relu(h') / max(u, 1))
            outputs:
              y: softmax(h)
              z: sum(h)
            """, {1})]
        public partial struct Several{0}
        [global::RnnGen.Cell("states: { h: 3 }\nequations: h = 0.5 * h' + 1\n", {1})] public partial struct Alone{0}
        [global::RnnGen.Cell("rnn", Input = 2, Hidden = 3, Bidirectional = true, Resets = "restart", {1})]
        public partial struct BothWays{0}
        [global::RnnGen.Cell("""
            inputs:     { x: 3 }
            states:     { s: { shape: 4, initial: start } }
            cells:      { inner: { cell: gru, hidden: 4 } }
            parameters: [start]
            equations: |
              inner([x; x'])
              s = inner.h + 0.5 * s'
            """, Element = typeof(double), {1})]
        public partial struct Learned{0}
        [global::RnnGen.Cell("wrong")] public partial struct Rejected{0}
        """";

    private static readonly string[] s_cells = ["Narrow", "Fixed", "InLanes", "Several", "Alone", "BothWays", "Learned", "Rejected"];

    /// <summary>What every struct with [Cell] has; a member of one's own with such a name is a mistake of its own.</summary>
    private static readonly string[] s_members =
        ["Parameters", "Weights", "State", "StatePool", "Tape", "Info", "Step", "Run", "Forward", "Backward", "Prepare"];

    /// <summary>Words that mean something only where nothing is called so.</summary>
    private static readonly string[] s_words = ["nint", "nuint", "var", "nameof", "dynamic", "unmanaged", "_", "V", "T", "value", "field"];

    /// <summary>What a cell gives is the same in all projects of this test.</summary>
    private static readonly ConcurrentDictionary<CellRequest, CellResult> s_results = new();

    // Not before they are needed: a list of tests needs none of them.
    private static readonly Lazy<GeneratorRun> s_plain = new(() => Run(""));

    private static readonly Lazy<string[]> s_names = new(() => [.. Names(s_plain.Value)]);

    private static readonly Lazy<List<string>> s_meanings = new(() => Meanings(s_plain.Value));

    public static TheoryData<string> Ways => [.. s_ways.Keys];

    private static readonly Dictionary<string, Func<GeneratorRun>> s_ways = new()
    {
        ["types of the namespace"] = () => Run($"namespace Home {{ {Each(Type)} }}"),
        ["types of no namespace"] = () => Run(Each(Type, Roots)),
        ["namespaces in the namespace"] = () => Run(Each(n => $"namespace Home.{n} {{ class Fake; }}")),
        ["namespaces"] = () => Run(Each(n => $"namespace {n} {{ class Fake; }}")),
        ["types of a used namespace"] = () => Run($"global using Fakes; namespace Fakes {{ {Each(Type)} }}"),
        ["static members that are used"] = () => Run($"global using static Fakes; static class Fakes {{ {Each(Property)} }}"),
        ["static methods that are used"] = () => Run($"global using static Fakes; static class Fakes {{ {Each(Method)} }}"),
        ["aliases"] = () => Run(Each(n => $"global using {n} = Fakes.Fake;", Roots) + "namespace Fakes { class Fake; }"),
        ["types around"] = () => Run("", around: Each(Type)),
        ["properties around"] = () => Run("", around: Each(Property)),
        ["methods around"] = () => Run("", around: Each(Method)),
        ["types within"] = () => Run("", within: Each(Type, s_members)),
        ["properties within"] = () => Run("", within: Each(Property, s_members)),
        ["methods within"] = () => Run("", within: Each(Method, s_members)),
        ["parameters of the cell"] = () => Run("", parameters: string.Join(", ", Except(s_members).Select(n => $"int {n}"))),
        ["local functions"] = () => Run(Each(n => $"void {n}() {{ }}")),
        ["local variables"] = () => Run(Each(n => $"int {n} = 1;")),
    };

    private static string[] Roots => ["System", "RnnGen"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Mean_the_same_whatever_is_called_so(string way)
    {
        GeneratorRun run = s_ways[way]();
        Assert.Equal(s_plain.Value.Sources, run.Sources);
        Assert.Empty(Errors(run));
        List<string> meanings = Meanings(run);
        Assert.Equal(s_meanings.Value.Count, meanings.Count);
        for (int i = 0; i < meanings.Count; i++) Assert.Equal(s_meanings.Value[i], meanings[i]);
    }

    /// <summary>The test of the test: the names are all there.</summary>
    [Fact]
    public void All_names_are_known()
    {
        Assert.Equal("RNN004", Assert.Single(s_plain.Value.Diagnostics).Id); // all but one are cells
        Assert.Empty(Errors(s_plain.Value));
        Assert.Subset(
            s_names.Value.ToHashSet(),
            new HashSet<string>
            {
                "System", "RnnGen", "Span", "Math", "Unsafe", "MemoryMarshal", "Rows", "Panels", "LaneRows", "Adjoint", "Slot", "CellInfo",
                "IVector", "Float512", "Max", "Load", "SuppressMessage", "Forward", "StepByStep", "UsesLanes", "Emitted",
            });
        Assert.DoesNotContain("Home", s_names.Value);
    }

    private static string Type(string name) => $"public class {name} : global::System.Attribute;";

    private static string Property(string name) => $"public static int {name} => 1;";

    private static string Method(string name) => $"public static int {name}() => 1;";

    private static string Each(Func<string, string> declare, params string[] except) =>
        string.Join('\n', Except(except).Select(declare));

    private static IEnumerable<string> Except(params string[] except) => s_names.Value.Except(except).Select(name => "@" + name);

    /// <summary>Of the project, with the warnings about emitted code, its documentation included.</summary>
    private static IEnumerable<string> Errors(GeneratorRun run) => run.Output.GetDiagnostics()
        .Where(d => d.Severity >= DiagnosticSeverity.Warning)
        .Where(d => d.Severity == DiagnosticSeverity.Error || IsEmitted(d.Location.SourceTree))
        .Select(d => d.ToString()).Take(10);

    private static bool IsEmitted(SyntaxTree? tree) => tree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    /// <summary>The cells inside of a type, and other declarations in a file of their own.</summary>
    private static GeneratorRun Run(string others, string around = "", string within = "", string parameters = "")
    {
        string body = (parameters.Length > 0 ? $"({parameters})" : "") + (within.Length > 0 ? $"{{ {within} }}" : ";");
        string cells = Cells.Replace("{0}", body, StringComparison.Ordinal)
            .Replace("{1}", "Unroll = global::RnnGen.Unroll.Loops", StringComparison.Ordinal);
        bool isProgram = others.StartsWith("void", StringComparison.Ordinal) || others.StartsWith("int", StringComparison.Ordinal);
        return GeneratorHarness.Run(new HarnessProject
        {
            OutputKind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            Sources = [("Cells.cs", $"namespace Home {{ public partial class Outer {{ {cells}\n{around} }} }}"), ("Others.cs", others)],
            Documentation = true,
            FollowsNull = others.Length + around.Length + within.Length + parameters.Length == 0,
            Compile = request => s_results.GetOrAdd(request, of => CellCompiler.Compile(of)),
        });
    }

    /// <summary>Each name in emitted code that means a type, a namespace or a static member which the project does not declare.</summary>
    private static IEnumerable<string> Names(GeneratorRun run)
    {
        HashSet<string> own = ["Home", "Outer", .. s_cells];
        IEnumerable<string> used = Bound(run, _ => true)
            .Where(found =>
                found.Symbol is INamespaceOrTypeSymbol or { IsStatic: true } or IMethodSymbol { MethodKind: MethodKind.Constructor })
            .Select(found => found.Name.Identifier.ValueText);
        return used.Concat(s_words).Distinct().Where(name => !own.Contains(name)).Order(StringComparer.Ordinal);
    }

    /// <summary>What names mean that nothing stands before: it settles what follows.</summary>
    private static List<string> Meanings(GeneratorRun run) =>
    [
        .. Bound(run, name => !IsQualified(name)).Where(found => found.Symbol is not (ILocalSymbol or IParameterSymbol)).Select(found =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{found.Name.SpanStart} {found.Name.Identifier.ValueText}: {found.Symbol?.Kind} {found.Symbol?.MetadataName} "
                    + $"{found.Symbol?.ContainingType?.MetadataName} {found.Symbol?.ContainingAssembly?.Name}")),
    ];

    private static bool IsQualified(SimpleNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
        || (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name);

    private static IEnumerable<(SimpleNameSyntax Name, ISymbol? Symbol)> Bound(GeneratorRun run, Func<SimpleNameSyntax, bool> which)
    {
        foreach (SyntaxTree tree in run.Output.SyntaxTrees.Where(IsEmitted))
        {
            SemanticModel model = run.Output.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(which))
                yield return (name, model.GetSymbolInfo(name).Symbol);
        }
    }
}
