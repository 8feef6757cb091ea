using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Tool.Definitions;
using ZooLibrary = RnnGen.Compiler.Definitions.ZooLibrary;

namespace RnnGen.ToolTests.Exporting;

/// <summary>Cells to export: those of the zoo at small sizes, and others.</summary>
internal static class ExportRequests
{
    private static readonly int[] s_sizes = [5, 7, 3, 4, 2, 6];

    /// <summary>A cell of the zoo, with sizes that differ from each other where it allows that.</summary>
    public static CellRequest Zoo(string name, bool isDouble, int i)
    {
        var source = new DefinitionSource.Zoo(name);
        string[] sizes = [.. CellHeader.Read(ZooLibrary.TryGet(name)!).Sizes];
        CellRequest different = Of(source, sizes.Select((size, s) => (size, s_sizes[(s + i) % s_sizes.Length])), isDouble);
        return FrontEnd.Read(different).Cell is not null ? different : Of(source, sizes.Select(size => (size, 6)), isDouble);
    }

    public static CellRequest Of(string definition, bool isDouble) => Of(new DefinitionSource.InPlace(definition), [], isDouble);

    public static CellRequest Of(DefinitionSource source, IEnumerable<(string Name, int Value)> sizes, bool isDouble) => new(
        new CellTarget("", default, "public partial struct", "Cell", "Cell"), source,
        sizes.Select(size => new SizeArgument(size.Name, size.Value, size.Name)).ToEquatableArray(), default,
        isDouble ? ElementType.Double : ElementType.Float);
}
