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

namespace RnnGen.Compiler.Composition;

/// <summary>
/// Finds the definitions that another one names: cells of the zoo, files, and what stands in place. Each is read, checked by itself and
/// composed once, however often it is used; what is wrong with it is said where it is wrong.
/// </summary>
internal sealed class InnerCells
{
    private readonly CellRequest _request;
    private readonly DefinitionBook _book;
    private readonly Dictionary<string, InnerCell?> _known;

    /// <summary>The file of the definition that names the cells; empty where it has none.</summary>
    private readonly string _from;

    /// <summary>The definitions around, the outermost first, as people call them, with what tells them apart.</summary>
    private readonly EquatableArray<(string Key, string Display)> _around;

    private InnerCells(
        CellRequest request, DefinitionBook book, Dictionary<string, InnerCell?> known, string from,
        EquatableArray<(string Key, string Display)> around) =>
        (_request, _book, _known, _from, _around) = (request, book, known, from, around);

    /// <summary>As seen from the definition of the request.</summary>
    public static InnerCells Of(CellRequest request, DefinitionBook book)
    {
        string root = request.Library.Root;
        (string Key, string Display) first = request.Source switch
        {
            DefinitionSource.Zoo zoo => ("zoo " + zoo.Name, zoo.Name),
            DefinitionSource.File file => (root, file.DisplayPath),
            _ => ("", request.Target.Name),
        };
        return new InnerCells(request, book, [], root, EquatableArray.Of(first));
    }

    /// <summary>The name of the C# type.</summary>
    public string Target => _request.Target.Name;

    /// <summary>How an expression is written.</summary>
    public string TextOf(ExpressionSyntax expression) => expression is ExpressionSyntax.Name
        ? SyntaxText.Of(expression)
        : new Excerpts(_book.Text).Of(expression.Span);

    /// <summary>Null where there is no such cell, or where it has errors; both are reported.</summary>
    public InnerCell? Load(InstanceDefinition definition, DiagnosticBag diagnostics)
    {
        if (definition.InPlace is { } inPlace)
            return Check(inPlace, this, definition.Name.Text, definition.Name.Span, diagnostics);
        string written = definition.Reference!.Value;
        string key, text, display;
        string? path = null;
        if (DefinitionReferences.IsFile(written))
        {
            if (_request.Library.Find(_from, written) is not { } file)
            {
                diagnostics.Report(Rules.InnerFileNotFound, definition.Reference.Span, written);
                return null;
            }
            (key, text, display, path) = (file.Path, file.Text, file.DisplayPath, file.Path);
        }
        else if (ZooLibrary.TryGet(written) is { } zoo) (key, text, display) = ("zoo " + written, zoo, written);
        else
        {
            diagnostics.Report(Rules.UnknownInnerCell, definition.Reference.Span,
                Fix.Respell(definition.Reference.Span, written, ZooLibrary.Names), written,
                Spelling.SuggestOrList(written, ZooLibrary.Names));
            return null;
        }
        if (_around.Any(around => around.Key == key))
        {
            string chain = string.Join(" → ", _around.SkipWhile(around => around.Key != key).Select(around => around.Display)
                .Concat([display]).Select(name => $"'{name}'"));
            diagnostics.Report(Rules.ContainsItself, definition.Reference.Span, chain);
            return null;
        }
        if (_known.TryGetValue(key, out InnerCell? known)) return known;
        if (text.Length > Limits.Text)
        {
            diagnostics.Report(Rules.TextTooLong, definition.Reference.Span,
                text.Length.ToString(CultureInfo.InvariantCulture), Limits.Text.ToString(CultureInfo.InvariantCulture));
            return null;
        }
        BookPage page = _book.Append(text, path, definition.Reference.Span, definition.Name.Text);
        var inside = new InnerCells(_request, _book, _known, path ?? "", _around.Concat([(key, display)]).ToEquatableArray());
        InnerCell? cell = null;
        if (DefinitionReader.Read(_book.Text, diagnostics, page.Start) is { } read)
            cell = Check(read, inside, display, new TextSpan(page.Start, 0), diagnostics);
        else if (!diagnostics.HasErrors) diagnostics.Report(Rules.EmptyDefinition, definition.Reference.Span);
        _known.Add(key, cell);
        return cell;
    }

    /// <summary>Reports what is wrong with a definition whatever is around it.</summary>
    private InnerCell? Check(
        CellDefinition definition, InnerCells inside, string display, TextSpan place, DiagnosticBag diagnostics)
    {
        int errors = diagnostics.ErrorCount;
        CellSyntax syntax = CellComposer.Compose(CellParser.Parse(definition, diagnostics), inside, diagnostics);
        syntax = Resets.Apply(syntax, definition.Resets);
        CellBinder.Check(syntax, _request, _book.Text, place, diagnostics);
        return diagnostics.ErrorCount == errors && syntax.IsComplete ? new InnerCell(syntax, display) : null;
    }
}
