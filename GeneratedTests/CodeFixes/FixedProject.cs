using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RnnGen.CodeFixes;
using RnnGen.Tests.Hosting;

namespace RnnGen.Tests.CodeFixes;

/// <summary>
/// A project in an editor's workspace: the generator says what is wrong, the provider what can be done about it, and that is done.
/// </summary>
internal sealed class FixedProject
{
    private readonly Project _project;

    public FixedProject(IReadOnlyList<TestFile> sources, IReadOnlyList<TestFile> specFiles)
    {
        (Sources, SpecFiles) = (sources, specFiles);
        _project = new AdhocWorkspace().AddProject("Project", LanguageNames.CSharp);
        foreach (TestFile file in sources)
            _project = _project.AddDocument(file.Path, file.Text, filePath: GeneratorHarness.Absolute(file.Path)).Project;
        foreach (TestFile file in specFiles)
            _project = _project.AddAdditionalDocument(file.Path, file.Text, filePath: GeneratorHarness.Absolute(file.Path)).Project;
    }

    private FixedProject(Project project)
    {
        _project = project;
        Sources = TextsOf(project.Documents);
        SpecFiles = TextsOf(project.AdditionalDocuments);
    }

    public IReadOnlyList<TestFile> Sources { get; }

    public IReadOnlyList<TestFile> SpecFiles { get; }

    public GeneratorRun Generate() => GeneratorHarness.Run(new HarnessProject { Sources = Sources, SpecFiles = SpecFiles });

    /// <summary>What an editor would offer with the cursor on the diagnostic.</summary>
    public IReadOnlyList<CodeAction> Offers(Diagnostic diagnostic)
    {
        string path = diagnostic.Location.GetLineSpan().Path;
        TextDocument document = _project.Documents.Concat(_project.AdditionalDocuments).Single(d => d.FilePath == path);
        var offers = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), CancellationToken.None);
        new CellCodeFixProvider().RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return offers;
    }

    public FixedProject Apply(CodeAction offer)
    {
        ImmutableArray<CodeActionOperation> operations = offer.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return new FixedProject(operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!);
    }

    /// <summary>The same project with another text in a file, as after an edit that the generator has not seen yet.</summary>
    public FixedProject Edit(string name, string text)
    {
        Document document = _project.Documents.Single(d => d.Name == name);
        return new FixedProject(document.WithText(SourceText.From(text)).Project);
    }

    private static TestFile[] TextsOf(IEnumerable<TextDocument> documents) =>
        [.. documents.Select(d => new TestFile(d.Name, d.GetTextAsync().GetAwaiter().GetResult().ToString()))];
}
