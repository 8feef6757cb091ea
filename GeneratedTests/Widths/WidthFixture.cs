using System;
using System.IO;
using System.Linq;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.References;
using RnnGen.Tests.Runtime;
using Xunit;

namespace RnnGen.Tests.Widths;

/// <summary>The cells that are tried at every width, compiled once for all their tests, and as an assembly in a file.</summary>
[CollectionDefinition(Name)]
public sealed class WidthFixture : ICollectionFixture<WidthFixture>, IDisposable
{
    public const string Name = "Cells of all widths";

    private readonly TemporaryFolder _folder = new();

    public WidthFixture()
    {
        Path = System.IO.Path.Combine(_folder.Path, "WidthCells.dll");
        File.WriteAllBytes(Path, Cells.Image);
    }

    public string Path { get; }

    /// <summary>Reference runs twice, and the cells.</summary>
    public int Checks { get; } = 2 * ReferenceRunTests.Runs.Count() + WidthCells.Count;

    internal CellBatch Cells { get; } = WidthCells.Compile();

    public void Dispose()
    {
        Cells.Dispose();
        _folder.Dispose();
    }
}
