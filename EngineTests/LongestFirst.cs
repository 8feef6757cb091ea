using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.EngineTests.Mpi;
using RnnGen.EngineTests.Pages;
using Xunit;
using Xunit.Abstractions;

// Beside what computes others wait: for silos that begin, and for what is said of silos that are gone.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer("RnnGen.EngineTests.LongestFirst", "EngineTests")]

namespace RnnGen.EngineTests;

/// <summary>Starts what takes long before all else: the last one would keep the others waiting.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_longest = [RankTests.Name, PageTests.Name];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(collection => Array.IndexOf(s_longest, collection.DisplayName) is >= 0 and var place ? place : s_longest.Length)
        .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
