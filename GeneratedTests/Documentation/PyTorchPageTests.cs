using System.IO;
using System.Linq;
using RnnGen.Tests.Runtime;
using Xunit;

namespace RnnGen.Tests.Documentation;

/// <summary>
/// The page's own lines hold its cells against ONNX Runtime when <see cref="SnippetTests"/> runs them; here they have to notice what
/// people get wrong.
/// </summary>
public sealed class PyTorchPageTests
{
    [Theory]
    [InlineData("i, f, g, o = split", "f, i, g, o = split")]
    [InlineData("inew + r * hnew", "r * (inew + hnew)")]
    public void Another_cell_is_noticed(string documented, string wrong)
    {
        string page = Repository.Read("docs/coming-from-pytorch.md");
        Assert.Contains(documented, page, System.StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        TorchModels.Write(folder.Path);
        var error = Assert.Throws<InvalidDataException>(
            () => SnippetProgram.Of(page.Replace(documented, wrong, System.StringComparison.Ordinal)).Single().Run(folder.Path));
        Assert.Equal("The cell does not compute what the model computed.", error.Message);
    }
}
