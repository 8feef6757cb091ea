using System;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>
/// The generator is built against the compiler of the first .NET 10 SDK. That the newest one loads it as well, the tests of the package
/// prove, as long as their projects are built by it: .ci/run shows which one that is.
/// </summary>
[Collection(PackageTestGroup.Name)]
public sealed class NewestSdkTests(PackedRnnGen packed)
{
    [Fact]
    public void Projects_that_use_the_package_are_built_by_the_newest_sdk()
    {
        ConsumerProject project = packed.CreateProject("Newest", "");
        Assert.Equal(project.SdkVersions().MaxBy(Order), project.SdkVersion());
    }

    /// <summary>A preview comes before the version that it precedes.</summary>
    private static (Version Version, bool IsFinal, string Text) Order(string sdk) =>
        (new Version(sdk.Split('-')[0]), !sdk.Contains('-', StringComparison.Ordinal), sdk);
}
