using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.UserMistakes;

/// <summary>One mistake that a user can make, as a C# file and perhaps a spec file, with the one message that it earns.</summary>
/// <param name="Name">A C# identifier; also the namespace of the file.</param>
/// <param name="Marked">C#, or YAML where <paramref name="InSpecFile"/>; « stands where the message must point.</param>
/// <param name="Hint">A part of the message.</param>
internal sealed record Mistake(string Name, string Id, string Marked, string Hint, bool InSpecFile = false)
{
    private const char Mark = '«';

    /// <summary>A file of weights beside it, of the same name, as text.</summary>
    public string? Weights { get; init; }

    /// <summary>Of all themes.</summary>
    public static IReadOnlyList<Mistake> All { get; } =
    [
        .. AttributeMistakes.All, .. CharacterMistakes.All, .. NotationMistakes.All, .. FunctionMistakes.All, .. TimeStepMistakes.All,
        .. NameMistakes.All, .. ShapeMistakes.All, .. FormatMistakes.All,
        .. NetworkMistakes.All, .. WeightsMistakes.All, .. RepeatMistakes.All,
    ];

    /// <summary>The first of each message, which is what the package is tried with.</summary>
    public static IEnumerable<Mistake> OnePerId => All.DistinctBy(mistake => mistake.Id);

    public string Path => InSpecFile ? $"Mistakes/{Name}.cell.yaml" : $"Mistakes/{Name}.cs";

    public (int Line, int Column) Position
    {
        get
        {
            string before = TextOfFile[..TextOfFile.IndexOf(Mark)];
            return (before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        }
    }

    public IEnumerable<(string Path, string Text)> Files
    {
        get
        {
            string cell = $"namespace {Name};\n[RnnGen.Cell(\"{Name}.cell.yaml\")]\npublic partial struct Cell;\n";
            if (InSpecFile) yield return ($"Mistakes/{Name}.cs", cell);
            if (Weights is not null) yield return ($"Mistakes/{Name}.safetensors", Weights);
            yield return (Path, TextOfFile.Remove(TextOfFile.IndexOf(Mark), 1));
        }
    }

    private string TextOfFile => InSpecFile ? Marked + "\n" : $"using RnnGen;\nnamespace {Name};\n{Marked}\n";

    public static Mistake Named(string name) => All.Single(m => m.Name == name);

    /// <summary>In a spec file.</summary>
    public static Mistake InFile(string name, string id, string definition, string hint) =>
        new(name, id, definition.Replace("\r\n", "\n", StringComparison.Ordinal), hint, InSpecFile: true);

    /// <summary>In the equations of a small cell: input x, state h, parameters W and b, whose shapes are inferred.</summary>
    public static Mistake InEquations(string name, string id, string equations, string hint) => InFile(
        name,
        id,
        "sizes: { input: 3, hidden: 5 }\ninputs: { x: input }\nstates: { h: hidden }\nparameters: [W, b]\nequations: |\n"
            + string.Join("\n", equations.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => "  " + line)),
        hint);

    public override string ToString() => Name;
}
