using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Tests;
using RnnGen.Tests.Architecture;
using RnnGen.Tests.Arm64;
using RnnGen.Tests.Emit;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Lanes;
using RnnGen.Tests.LargeDefinitions;
using RnnGen.Tests.Package;
using RnnGen.Tests.Widths;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("RnnGen.Tests.LongestFirst", "GeneratedTests")]

namespace RnnGen.Tests;

/// <summary>
/// Starts what takes long before all else: a class runs on one processor, and the last one would keep the others waiting.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_longest =
    [
        PackageTestGroup.Name,
        .. new[]
        {
            typeof(Arm64Tests), typeof(KernelMachineTests), typeof(ZooKernelTests), typeof(RandomCellKernelTests), typeof(LaneZooTests),
            typeof(PlantedFaultTests), typeof(KernelProofTests), typeof(EmittedNamesTests), typeof(DependencyTests), typeof(InliningTests),
            typeof(LargestDefinitionTests), typeof(UnrollTests), typeof(LaneRandomTests),
        }
            .Select(type => "Test collection for " + type.FullName),
    ];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(collection => Array.IndexOf(s_longest, collection.DisplayName) is >= 0 and var place ? place : s_longest.Length)
        .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
