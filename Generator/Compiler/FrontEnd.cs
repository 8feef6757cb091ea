using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
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
        SettledOptions options = OptionReader.Read(request, definition.Options, diagnostics);
        CellSyntax syntax = CellParser.Parse(definition, diagnostics);
        BoundCell? cell = CellBinder.Bind(syntax, request, text, diagnostics);
        CellSurface surface = CellSurface.Of(definition, request.Target.Name);
        return new FrontEndResult(diagnostics.HasErrors ? null : cell, surface, options, PlacesFor(request, diagnostics));

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        FrontEndResult Nothing() => new(null, CellSurface.Empty, OptionReader.Read(request), diagnostics.Sorted());
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
                        Fix.Respell(new TextSpan(0, name.Length), name, ZooLibrary.Names), name, Spelling.Suggest(name, ZooLibrary.Names),
                        string.Join(", ", ZooLibrary.Names));
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

    /// <summary>The text of a zoo cell is not the user's: what it shows is shown at the attribute's argument.</summary>
    private static EquatableArray<CellDiagnostic> PlacesFor(CellRequest request, DiagnosticBag diagnostics)
    {
        if (request.Source is not DefinitionSource.Zoo) return diagnostics.Sorted();
        var argument = new DiagnosticPlace.Argument("definition");
        return diagnostics.Sorted()
            .Select(d => d.Place is DiagnosticPlace.Definition ? d with { Place = argument, Fixes = default } : d)
            .ToEquatableArray();
    }
}

/// <param name="Cell">Null for a definition with errors.</param>
/// <param name="Surface">What the generated code of a rejected cell shows.</param>
public sealed record FrontEndResult(
    BoundCell? Cell, CellSurface Surface, SettledOptions Settled, EquatableArray<CellDiagnostic> Diagnostics);

/// <summary>The names that users of a cell see, as far as a definition with errors tells them: each once, none that the API has.</summary>
public sealed record CellSurface(
    EquatableArray<string> Parameters,
    EquatableArray<string> Inputs,
    EquatableArray<string> States,
    EquatableArray<string> Outputs)
{
    public static CellSurface Empty { get; } = new(default, default, default, default);

    internal static CellSurface Of(CellDefinition definition, string cell)
    {
        var states = definition.States.Select(state => state.Name);
        var outputs = definition.Outputs
            .Where(output => output.Expression is not null || !states.Any(state => state.Text == output.Name.Text))
            .Select(output => output.Name);
        // The members of one class: parameters have theirs; a state and an output of one name are one value.
        var shown = new HashSet<string>();
        return new CellSurface(
            Distinct(definition.Parameters.Select(parameter => parameter.Name), cell, []),
            Distinct(definition.Inputs.Select(input => input.Name), cell, shown),
            Distinct(states, cell, shown),
            Distinct(outputs, cell, shown));
    }

    private static EquatableArray<string> Distinct(IEnumerable<DefinitionName> names, string cell, HashSet<string> taken) =>
        names.Select(name => name.Text).Where(name => !MemberNames.IsReserved(name, cell) && taken.Add(name)).ToEquatableArray();
}
