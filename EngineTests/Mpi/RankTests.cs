using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Tests that start ranks, one after the other: a rank that waits keeps its processor busy.</summary>
[CollectionDefinition(Name)]
public sealed class RankTests : ICollectionFixture<StepRuns>
{
    public const string Name = "ranks";
}
