using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Yaml;

namespace RnnGen.Tool.Definitions;

/// <summary>A definition of the zoo as a text that can be changed in its first lines: its class and its sizes.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="About">One sentence on what the cell does.</param>
/// <param name="Sizes">The names of its sizes.</param>
/// <param name="TitleEnd">Where its title ends.</param>
/// <param name="SizesStart">A position in the line of its sizes.</param>
internal sealed record CellHeader(string Text, string About, EquatableArray<string> Sizes, int TitleEnd, int SizesStart)
{
    public static CellHeader Read(string text)
    {
        CellDefinition definition = DefinitionReader.Read(text, new DiagnosticBag())!;
        EquatableArray<SizeDefinition> sizes = definition.Sizes ?? default;
        return new CellHeader(
            text, definition.Head.About?.Value ?? "", sizes.Select(size => size.Name.Text).ToEquatableArray(),
            definition.Head.Title!.Span.End, sizes[0].Name.Span.Start);
    }

    /// <summary>The definition with values for some of its sizes.</summary>
    public CellHeader WithSizes(IReadOnlyList<SizeSetting> values)
    {
        if (values.Count == 0) return this;
        if (values.FirstOrDefault(value => !Sizes.Contains(value.Name)) is { } unknown)
        {
            throw new UsageException($"The cell has no size '{unknown.Name}'.{Spelling.Suggest(unknown.Name, Sizes)} "
                + $"It has {string.Join(", ", Sizes)}.");
        }
        int start = Text.LastIndexOf('\n', SizesStart) + 1, end = Text.IndexOf('\n', SizesStart);
        IEnumerable<string> all = Sizes.Select(name => $"{name}: {values.LastOrDefault(value => value.Name == name)?.Value}");
        return Read($"{Text[..start]}sizes: {{ {string.Join(", ", all)} }}{Text[end..]}");
    }

    /// <summary>The definition with a line that asks for a type, behind that of its title.</summary>
    public CellHeader WithClass(string type) => Read(Text.Insert(Text.IndexOf('\n', TitleEnd) + 1, $"class: {type}\n"));
}
