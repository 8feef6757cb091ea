using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Hosting;

namespace RnnGen.CodeFixes;

/// <summary>Offers the fixes that the generator put into its diagnostics. What they change the generator has decided.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(CellCodeFixProvider),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class CellCodeFixProvider : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => TextFix.Ids;

    /// <summary>None: mistakes in a definition depend on each other, so they are mended one by one.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.TextDocument.Project;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (TextFix fix in TextFix.FromProperties(diagnostic.Properties))
            {
                if (Find(project, fix.Path) is not { } file) continue;
                SourceText text = await file.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
                if (!Fits(fix, text)) continue;
                string title = file.Id == context.TextDocument.Id ? fix.Title : $"{fix.Title} in {file.Name}";
                var action = CodeAction.Create(title, cancel => ApplyAsync(file, fix, cancel), equivalenceKey: title);
                context.RegisterCodeFix(action, diagnostic);
            }
        }
    }

    /// <summary>Editors may run the generator on saving only: a fix of an older text is not offered.</summary>
    private static bool Fits(TextFix fix, SourceText text) => fix.Span.End <= text.Length && text.ToString(fix.Span) == fix.Old;

    private static TextDocument? Find(Project project, string path) =>
        project.Documents.Concat(project.AdditionalDocuments).FirstOrDefault(d => d.FilePath?.Replace('\\', '/') == path);

    private static async Task<Solution> ApplyAsync(TextDocument file, TextFix fix, CancellationToken cancel)
    {
        SourceText text = await file.GetTextAsync(cancel).ConfigureAwait(false);
        SourceText changed = text.Replace(fix.Span, fix.New);
        Solution solution = file.Project.Solution;
        return file is Document ? solution.WithDocumentText(file.Id, changed) : solution.WithAdditionalDocumentText(file.Id, changed);
    }
}
