using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Tiled;
using RnnGen.Compiler.Planning.Tuning;
using Xunit;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// The tiles of the runtime are kernels like others, as data: what proves and interprets the kernels of a cell follows its calls into them.
/// Their C# is printed from that data; here the file is held to it. RNNGEN_UPDATE_TILES=1 writes it anew.
/// </summary>
public class RuntimeTilesTests
{
    private const string File = "Runtime/Numerics/Tiles.cs";

    private const string Head = """
        // Printed from the kernels of Generator/Compiler/Kernels/Tiled; GeneratedTests/KernelPrograms/RuntimeTilesTests holds it to them.
        using System.ComponentModel;
        using System.Runtime.CompilerServices;

        namespace RnnGen.Numerics;

        /// <summary>
        /// Products over rows whose sums stay in registers: the same for all cells, which call it. A tile takes some rows, or some
        /// elements, at a time; those of six rows are for processors with 32 vector registers.
        /// </summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        """;

    [Fact]
    public void The_file_is_what_the_kernels_print()
    {
        string text = Print();
        if (Environment.GetEnvironmentVariable("RNNGEN_UPDATE_TILES") == "1")
            System.IO.File.WriteAllText(Repository.PathOf(File), text);
        Assert.Equal(text, Repository.Read(File));
    }

    private static string Print()
    {
        var document = new Document();
        document.Verbatim(Head.ReplaceLineEndings("\n"));
        using (document.Block("public static class Tiles"))
        {
            KernelPrinter.Options(document);
            for (int vectors = 1; vectors <= KernelTable.TileVectors; vectors++)
            {
                foreach (bool goesOn in new[] { false, true })
                {
                    for (int sources = 1; sources <= 2; sources++)
                    {
                        ProductShape shape = ProductShape.Plain(vectors, sources, goesOn);
                        Print(all => new ProductTiles(all, shape, new TileRows(vectors).ToTiles()).Build(),
                            $"{(goesOn ? "Adds to" : "Makes")} {Text(vectors)} of sums in each row from the products of weights with "
                            + (sources == 1 ? "one vector." : "two vectors."));
                    }
                }
            }
            for (int vectors = 1; vectors <= KernelTable.TileVectors; vectors++)
            {
                foreach (bool isMixed in vectors == 1 ? [false] : new[] { false, true })
                {
                    Print(all => new OuterTiles(all, new TileRows(vectors).ToTiles(), OuterTiles.Plain(vectors, isMixed)).Build(),
                        $"Adds to a gradient, over rows, products of elements of source with {Text(vectors)}"
                        + (isMixed ? ", each with a stride of its own." : "."));
                }
            }

            void Print(Func<Func<Kernel, Kernel>, Kernel> build, string summary)
            {
                var kernels = new List<Kernel>();
                build(kernel =>
                {
                    kernels.Add(kernel);
                    return kernel;
                });
                var printer = new KernelPrinter(
                    ElementType.Float, document, $"where V : struct, {RuntimeNames.Vector}<V, T>\n        where T : unmanaged")
                {
                    Access = "private",
                    FillsLines = false,
                    T = "T",
                    TypeArguments = "<V, T>",
                    MayBeChecked = false,
                };
                document.Blank();
                document.Line($"/// <summary>{summary}</summary>");
                printer.PrintEntry(kernels[^1]);
                foreach (Kernel tile in kernels.SkipLast(1)) printer.Print(tile);
            }
        }
        return document.ToString();
    }

    private static string Text(int vectors) => vectors == 1 ? "one vector" : $"{vectors.ToString(CultureInfo.InvariantCulture)} vectors";
}
