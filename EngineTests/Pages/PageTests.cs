using Xunit;

namespace RnnGen.EngineTests.Pages;

/// <summary>Pages of the documentation as a stranger follows them, with packages that are packed once.</summary>
[CollectionDefinition(Name)]
public sealed class PageTests : ICollectionFixture<PackedFeed>
{
    public const string Name = "pages";
}
