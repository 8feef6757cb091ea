using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;
using RnnGen.Compiler.Yaml;

namespace RnnGen.Compiler;

/// <summary>Reads and checks a definition, whichever door it comes through: text → definition → syntax → bound cell.</summary>
public static class FrontEnd
{
    public static FrontEndResult Read(CellRequest request)
    {
        var diagnostics = new DiagnosticBag();
        CheckCount(request.TimeSteps, "TimeSteps", "time steps", diagnostics);
        CheckCount(request.Batch, "Batch", "sequences", diagnostics);
        if (TextOf(request.Source, diagnostics) is not { } text)
            return Nothing();
        if (text.Length > Limits.Text)
        {
            diagnostics.Report(Rules.TextTooLong, new TextSpan(Limits.Text, 1), Text(text.Length), Text(Limits.Text));
            return Nothing();
        }
        if (DefinitionReader.Read(text, diagnostics) is not { } definition)
        {
            if (!diagnostics.HasErrors) diagnostics.Report(Rules.EmptyDefinition, PlaceOfNothing(request.Source));
            return Nothing();
        }
        if (definition.CellsAreUnknown)
        {
            CellSyntax seen = CellParser.Parse(definition, new DiagnosticBag());
            return new FrontEndResult(null, CellSurface.Of(seen, request.Target.Name), OptionReader.Read(request), diagnostics.Sorted());
        }
        SettledOptions options = OptionReader.Read(request, definition.Options, diagnostics);
        var book = new DefinitionBook(text);
        CellSyntax one = CellComposer.Compose(CellParser.Parse(definition, diagnostics), InnerCells.Of(request, book), diagnostics,
            request.Sizes);
        DefinitionName? restart = RestartOf(request, definition, diagnostics);
        CellSyntax syntax = Resets.Apply(LayerStack.Apply(one, request, book.Text, diagnostics), restart);
        BoundCell? cell = CellBinder.Bind(syntax, request, book.Text, diagnostics);
        CellSurface surface = CellSurface.Of(syntax, request.Target.Name);
        return new FrontEndResult(diagnostics.HasErrors ? null : cell, surface, options, PlacesFor(request, book, diagnostics))
        {
            Syntax = syntax,
        };

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        FrontEndResult Nothing() => new(null, CellSurface.Empty, OptionReader.Read(request), diagnostics.Sorted());
    }

    /// <summary>The input that begins sequences anew: what the attribute sets wins over what the definition says.</summary>
    private static DefinitionName? RestartOf(CellRequest request, CellDefinition definition, DiagnosticBag diagnostics)
    {
        if (request.Resets is not { } name) return definition.Resets;
        if (Names.IsName(name)) return new DefinitionName(name, default);
        diagnostics.ReportArgument(Rules.WrongName, "Resets", name);
        return null;
    }

    private static string? TextOf(DefinitionSource source, DiagnosticBag diagnostics)
    {
        switch (source)
        {
            case DefinitionSource.InPlace inPlace:
                return inPlace.Text;
            case DefinitionSource.File file:
                return file.Text;
            case DefinitionSource.Zoo { Name: var name }:
                string? text = ZooLibrary.TryGet(name);
                if (text is null && string.IsNullOrWhiteSpace(name))
                    diagnostics.ReportArgument(Rules.EmptyDefinition, "definition");
                else if (text is null)
                    diagnostics.ReportArgument(Rules.UnknownZooCell, "definition",
                        Fix.Respell(new TextSpan(0, name.Length), name, ZooLibrary.Names), name,
                        Spelling.SuggestOrList(name, ZooLibrary.Names));
                return text;
            default:
                return null;
        }
    }

    private static DiagnosticPlace PlaceOfNothing(DefinitionSource source) =>
        source is DefinitionSource.File ? new DiagnosticPlace.Definition(new TextSpan(0, 0)) : new DiagnosticPlace.Argument("definition");

    private static void CheckCount(int? count, string argument, string what, DiagnosticBag diagnostics)
    {
        if (count is null or (>= 1 and <= Limits.FixedCount)) return;
        diagnostics.ReportArgument(Rules.WrongFixedCount, argument, argument, count.Value.ToString(CultureInfo.InvariantCulture), what,
            Limits.FixedCount.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// The text of a zoo cell is not the user's: what it shows is shown where the cell is named. What is wrong in the file of an inner
    /// cell stands in that file.
    /// </summary>
    private static EquatableArray<CellDiagnostic> PlacesFor(CellRequest request, DefinitionBook book, DiagnosticBag diagnostics) =>
        diagnostics.Sorted().Select(diagnostic => Placed(diagnostic, request, book)).Distinct().ToEquatableArray();

    private static CellDiagnostic Placed(CellDiagnostic diagnostic, CellRequest request, DefinitionBook book)
    {
        while (diagnostic.Place is DiagnosticPlace.Definition { Span: var span } && book.PageOf(span.Start) is { } page)
        {
            if (page.Path is { } path)
            {
                return diagnostic with
                {
                    Place = new DiagnosticPlace.Inner(path, span with { Start = span.Start - page.Start }),
                    Fixes = diagnostic.Fixes.Select(fix => InFile(fix, path, page.Start)).ToEquatableArray(),
                    Way = WayTo(page, request, book),
                };
            }
            diagnostic = diagnostic with
            {
                Place = new DiagnosticPlace.Definition(page.User),
                Fixes = default,
                Way = $" (In the cell '{page.Cell}'.)",
            };
        }
        // Between layers stand equations that no text has.
        if (!request.Layers.IsOne && diagnostic.Place is DiagnosticPlace.Definition { Span: { Start: 0, Length: 0 } })
            return diagnostic with { Place = new DiagnosticPlace.Argument(request.Layers.Count > 1 ? "Layers" : "Bidirectional") };
        return request.Source is DefinitionSource.Zoo && diagnostic.Place is DiagnosticPlace.Definition
            ? diagnostic with { Place = new DiagnosticPlace.Argument("definition"), Fixes = default }
            : diagnostic;
    }

    private static Fix InFile(Fix fix, string path, int start) => fix.Place is DiagnosticPlace.Definition { Span: var span }
        ? fix with { Place = new DiagnosticPlace.Inner(path, span with { Start = span.Start - start }) }
        : fix;

    /// <summary>" (The cell 'first' of 'Cells/net.cell.yaml'.)", from the outermost definition in.</summary>
    private static string WayTo(BookPage page, CellRequest request, DefinitionBook book)
    {
        var names = new List<string>();
        for (BookPage? at = page; at is not null; at = book.PageOf(at.User.Start)) names.Insert(0, at.Cell);
        string root = request.Source is DefinitionSource.File file ? file.DisplayPath : request.Target.Name;
        return $" (The cell '{string.Join(".", names)}' of '{root}'.)";
    }
}

/// <param name="Cell">Null for a definition with errors.</param>
/// <param name="Surface">What the generated code of a rejected cell shows.</param>
public sealed record FrontEndResult(
    BoundCell? Cell, CellSurface Surface, SettledOptions Settled, EquatableArray<CellDiagnostic> Diagnostics)
{
    /// <summary>What the cell was bound from, with the cells inside put in; null where nothing could be parsed.</summary>
    public CellSyntax? Syntax { get; init; }
}

/// <summary>The names that users of a cell see, as far as a definition with errors tells them: each once, none that the API has.</summary>
public sealed record CellSurface(
    EquatableArray<string> Parameters,
    EquatableArray<string> Inputs,
    EquatableArray<string> States,
    EquatableArray<string> Outputs)
{
    public static CellSurface Empty { get; } = new(default, default, default, default);

    internal static CellSurface Of(CellSyntax syntax, string cell)
    {
        var states = syntax.States.Select(state => state.Name);
        var outputs = syntax.Outputs
            .Where(output => output.Value is not null || !states.Any(state => state.Text == output.Name.Text))
            .Select(output => output.Name);
        // The members of one class: parameters have theirs; a state and an output of one name are one value.
        var shown = CellsOf(states);
        var parameters = syntax.Parameters.Select(parameter => parameter.Name);
        return new CellSurface(
            Distinct(parameters, cell, CellsOf(parameters)),
            Distinct(syntax.Inputs.Select(input => input.Name), cell, shown),
            Distinct(states, cell, shown),
            Distinct(outputs, cell, shown));
    }

    /// <summary>The names of the cells inside that the names have, which are members too.</summary>
    private static HashSet<string> CellsOf(IEnumerable<DefinitionName> names)
    {
        var cells = new HashSet<string>();
        foreach (DefinitionName name in names)
            for (string cell = Paths.CellOf(name.Text); cell.Length > 0 && cells.Add(cell);) cell = Paths.CellOf(cell);
        return cells;
    }

    private static EquatableArray<string> Distinct(IEnumerable<DefinitionName> names, string cell, HashSet<string> taken) =>
        names.Select(name => name.Text)
            .Where(name => !MemberNames.IsReserved(Paths.Last(name), cell) && taken.Add(name)).ToEquatableArray();
}
