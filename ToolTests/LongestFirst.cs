using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.ToolTests.Exporting;
using RnnGen.ToolTests.Exporting.Onnx;
using RnnGen.ToolTests.Hostile;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("RnnGen.ToolTests.LongestFirst", "ToolTests")]

namespace RnnGen.ToolTests;

/// <summary>Starts what takes long before all else: the last one would keep the others waiting.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_longest =
    [
        .. new[] { typeof(CExportTests), typeof(OnnxExportTests), typeof(MutationTests), typeof(OnnxMutationTests) }
            .Select(type => "Test collection for " + type.FullName),
    ];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(collection => Array.IndexOf(s_longest, collection.DisplayName) is >= 0 and var place ? place : s_longest.Length)
        .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
