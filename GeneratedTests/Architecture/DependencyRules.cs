using System;
using System.Collections.Generic;
using System.Linq;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Tests.Architecture;

/// <summary>
/// Who may use whom inside the generator. A phase is a folder and the namespace of the same name; later phases see earlier ones, never
/// back. The rules look at what names mean, not at how they are spelled: a qualified name is a dependency like a using line.
/// </summary>
internal static class DependencyRules
{
    public const string Compiler = "RnnGen.Compiler";
    public const string Hosting = "RnnGen.Hosting";

    private static readonly string[] s_front = ["Collections", "Text", "Diagnostics", "Definitions", "Yaml", "Syntax", "Shapes", "Binding"];

    private static readonly string[] s_middle = ["Collections", "Shapes", "Ir", "Autodiff", "Passes", "Sequences", "Emit"];

    /// <summary>
    /// The floors of the room of plans, from the ground up: what a plan is, what was measured, what is found out about equations, where
    /// values lie, what runs in which stage, the same with a sequence in each lane, and how each stage runs. The planner on top conducts.
    /// </summary>
    private static readonly string[] s_planning =
    [
        "Planning.Model", "Planning.Tuning", "Planning.Analysis", "Planning.Memory", "Planning.Stages", "Planning.Lanes",
        "Planning.Schedules", "Planning",
    ];

    /// <summary>
    /// What of a plan is read by those who make kernels and text of it: what was decided, and neither the thresholds nor the rules.
    /// </summary>
    private static readonly string[] s_plan = ["Planning.Model", "Planning.Memory", "Planning.Lanes"];

    /// <summary>The floors of the room of kernels: what builds them sees their model, what proves and runs them nothing else.</summary>
    private static readonly string[] s_kernelForms =
        ["Kernels.Tiled", "Kernels.OneRow", "Kernels.Series", "Kernels.Matrices", "Kernels.General", "Kernels.Lanes"];

    private static readonly string[] s_kernels =
        ["Kernels.Model", "Kernels.Verify", "Kernels.Interpret", "Kernels", .. s_kernelForms, "Kernels.Programs"];

    /// <summary>What each phase may use besides itself; "" stands for the compiler's contracts: request, result, limits.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Collections"] = [],
        ["Text"] = Before(s_front, "Text"),
        ["Diagnostics"] = Before(s_front, "Diagnostics"),
        ["Definitions"] = Before(s_front, "Definitions"),
        ["Yaml"] = [.. Before(s_front, "Yaml"), ""],
        ["Syntax"] = [.. Before(s_front, "Syntax").Except(["Yaml"]), ""],
        ["Shapes"] = ["Collections"],
        ["Binding"] = [.. Before(s_front, "Binding").Except(["Yaml"]), ""],
        ["Composition"] = [.. s_front, ""],
        ["Ir"] = Before(s_middle, "Ir"),
        ["Lowering"] = [.. s_front.Except(["Yaml"]), "Ir", ""],
        ["Weights"] = ["Collections", "Diagnostics", "Shapes", "Ir", ""],
        ["Autodiff"] = Before(s_middle, "Autodiff"),
        ["Passes"] = Before(s_middle, "Passes"),
        ["Sequences"] = ["Collections", "Shapes", "Ir"],
        ["Planning.Model"] = OfPlanning("Planning.Model"),
        ["Planning.Tuning"] = OfPlanning("Planning.Tuning"),
        ["Planning.Analysis"] = OfPlanning("Planning.Analysis"),
        ["Planning.Memory"] = OfPlanning("Planning.Memory"),
        ["Planning.Stages"] = OfPlanning("Planning.Stages"),
        ["Planning.Lanes"] = OfPlanning("Planning.Lanes"),
        ["Planning.Schedules"] = OfPlanning("Planning.Schedules"),
        ["Planning"] = OfPlanning("Planning"),
        ["Kernels.Model"] = ["Collections", "Ir"],
        ["Kernels.Verify"] = ["Collections", "Kernels.Model"],
        ["Kernels.Interpret"] = ["Collections", "Ir", "Kernels.Model"],
        ["Kernels"] = [.. Before(s_middle, "Emit"), .. s_plan, "", "Kernels.Model"],
        ["Kernels.Tiled"] = OfKernelForm(),
        ["Kernels.OneRow"] = OfKernelForm(),
        ["Kernels.Series"] = OfKernelForm(),
        ["Kernels.Matrices"] = OfKernelForm(),
        ["Kernels.General"] = OfKernelForm(),
        ["Kernels.Lanes"] = OfKernelForm(),
        ["Kernels.Programs"] = [.. OfKernelForm(), .. s_kernelForms],
        ["Emit"] =
            [.. Before(s_middle, "Emit"), .. s_plan, "Planning.Tuning", .. s_kernels, "", "Emit.Print", "Emit.Surface", "Emit.Entries"],
        ["Emit.Entries"] = [.. Before(s_middle, "Emit"), .. s_plan, "Planning.Tuning", .. s_kernels, "", "Emit", "Emit.Print"],
        // What the surface says of a member that is not there is in the catalogue.
        ["Emit.Surface"] =
        [
            .. Before(s_middle, "Emit"), "Diagnostics", .. s_plan, "Planning.Tuning", "Kernels", "", "Emit", "Emit.Print", "Emit.Entries",
        ],
        ["Emit.Print"] = ["Collections", "Ir", "Planning.Memory", "Kernels.Model", "Kernels.Programs", "Emit", ""],
    };

    public static IEnumerable<string> Phases => s_allowed.Keys;

    /// <summary>Compiles the files and lists what breaks the rules, as "file: what".</summary>
    public static IReadOnlyList<string> FindViolations(IEnumerable<(string Path, string Text)> files, bool withRoslyn)
    {
        CSharpCompilation compilation = Compile(files, withRoslyn);
        return [.. compilation.SyntaxTrees.SelectMany(tree => FindViolations(compilation, tree)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Compiles the files and lists the compiler's errors: a name that means nothing could hide a violation.</summary>
    public static IReadOnlyList<string> FindErrors(IEnumerable<(string Path, string Text)> files, bool withRoslyn) =>
    [
        .. Compile(files, withRoslyn).GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{d.Location.SourceTree?.FilePath}: {d.Id} {d.GetMessage(null)}"),
    ];

    private static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> files, bool withRoslyn)
    {
        IEnumerable<MetadataReference> roslyn = withRoslyn
            ? [Reference(typeof(SyntaxNode)), Reference(typeof(CSharpSyntaxNode))]
            : [];
        return CSharpCompilation.Create(
            "Generator",
            files.Select(f => CSharpSyntaxTree.ParseText(f.Text, new CSharpParseOptions(LanguageVersion.CSharp14), f.Path)),
            Net100.References.All.Concat(roslyn),
            // What may be null is for the build to say: here it takes as long again as all names.
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable));
    }

    private static MetadataReference Reference(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);

    private static string[] OfPlanning(string floor) => [.. Before(s_middle, "Emit"), .. Before(s_planning, floor), ""];

    private static string[] OfKernelForm() => [.. Before(s_middle, "Emit"), .. s_plan, "", "Kernels.Model", "Kernels"];

    private static string[] Before(string[] order, string phase) => order[..Array.IndexOf(order, phase)];

    private static IEnumerable<string> FindViolations(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        string home = NamespaceOfFolder(tree.FilePath);
        foreach (BaseNamespaceDeclarationSyntax declared in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
        {
            // The type that makes records work must stand in the framework's own namespace.
            if (declared.Name.ToString() != home && declared.Name.ToString() != "System.Runtime.CompilerServices")
                yield return $"{tree.FilePath}: the namespace is {declared.Name}, the folder says {home}";
        }

        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
            // A namespace alone depends on nothing unless a using line opens it: the names in it will tell.
            if (symbol is null or ILocalSymbol or IParameterSymbol || (symbol is INamespaceSymbol && !IsOpened(name))) continue;
            string used = (symbol as INamespaceSymbol ?? symbol.ContainingNamespace)?.ToDisplayString() ?? "";
            bool isConductor = symbol is INamedTypeSymbol { Name: "CellCompiler" } && used == Compiler;
            if (!IsAllowed(home, used) || (isConductor && home is not (Compiler or Hosting)))
                yield return $"{tree.FilePath}: uses {symbol.ToDisplayString()}";
        }
    }

    /// <summary>
    /// Who reads a member of a type, as file names: what an equation says of itself for people must decide nothing.
    /// </summary>
    public static IReadOnlyList<string> Readers(IEnumerable<(string Path, string Text)> files, string type)
    {
        CSharpCompilation compilation = Compile(files, withRoslyn: true);
        // To look at a name's text costs nothing, to ask what it means much.
        HashSet<string> members = [.. compilation.GetTypeByMetadataName(type)!.MemberNames];
        return
        [
            .. compilation.SyntaxTrees.SelectMany(tree =>
            {
                SemanticModel model = compilation.GetSemanticModel(tree);
                return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                    .Where(name => members.Contains(name.Identifier.ValueText))
                    .Where(name => model.GetSymbolInfo(name).Symbol is IPropertySymbol { IsStatic: false } member
                        && member.ContainingType.ToDisplayString() == type)
                    .Select(_ => tree.FilePath);
            }).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a name is the last one of a using line.</summary>
    private static bool IsOpened(SimpleNameSyntax name) => name.Parent switch
    {
        UsingDirectiveSyntax => true,
        QualifiedNameSyntax { Parent: UsingDirectiveSyntax } qualified => qualified.Right == name,
        _ => false,
    };

    private static string NamespaceOfFolder(string path)
    {
        string[] folders = path.Split('/')[1..^1];
        return string.Join('.', folders.Prepend("RnnGen"));
    }

    private static bool IsAllowed(string home, string used)
    {
        if (used == home) return true;
        if (used.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)) return home == Hosting;
        if (used == Hosting) return false;
        if (used != Compiler && !used.StartsWith(Compiler + ".", StringComparison.Ordinal)) return true;
        if (home is Hosting or Compiler) return true;
        return s_allowed.TryGetValue(PhaseOf(home), out string[]? allowed) && allowed.Contains(PhaseOf(used));
    }

    private static string PhaseOf(string space) => space == Compiler ? "" : space[(Compiler.Length + 1)..];
}
