using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Formats;

/// <summary>Prints a definition: YAML of the cell language, LF, ASCII.</summary>
internal sealed class DefinitionText
{
    private readonly StringBuilder _text = new();

    public static string Of(ImportedModel model, NetworkText network, WriteOptions options)
    {
        var text = new DefinitionText();
        text.Head(model, options);
        text.Line(0, $"inputs: {{ x: {NumberText.Of(model.InputSize)} }}");
        if (network.States.Count > 0)
            text.Line(0, $"states: {{ {string.Join(", ", network.States.Select(state => $"{state.Name}: {state.Shape}"))} }}");
        text.Line(0, "cells:");
        foreach ((string name, WrittenCell cell, bool isReversed) in network.Cells) text.Cell(name, cell, isReversed);
        text.Parameters(0, network.Parameters);
        text.Equations(0, network.AllEquations());
        text.Line(0, "outputs:");
        // A value that begins with a bracket is a list to YAML.
        text.Line(1, network.Output.StartsWith('[') ? $"y: ({network.Output})" : $"y: {network.Output}");
        return text._text.ToString();
    }

    private void Head(ImportedModel model, WriteOptions options)
    {
        IEnumerable<string> remarks = model.Notes.Concat(model.NotCarriedOver.Select(what => "Not carried over: " + what));
        if (model.IsFinalOnly)
            remarks = remarks.Append("The source gives one output for a whole sequence: it is y at the last step.");
        if (model.SampleRate is { } rate) remarks = remarks.Append($"Sample rate: {NumberText.Of(rate)} Hz.");
        foreach (string remark in remarks) Line(0, "# " + Plain(remark));
        Line(0, "rnngen: 1");
        Line(0, $"cell: {Quoted(options.Name ?? model.Name)}");
        Line(0, $"about: {Quoted($"Imported from {model}.")}");
        if (options.Class is not null) Line(0, $"class: {options.Class}");
    }

    private void Cell(string name, WrittenCell cell, bool isReversed)
    {
        if (cell is WrittenCell.Zoo zoo)
        {
            Line(1, $"{name}: {{ cell: {zoo.Cell}, {zoo.Sizes}{(isReversed ? ", reversed: true" : "")} }}");
            return;
        }
        var inPlace = (WrittenCell.InPlace)cell;
        Line(1, name + ":");
        if (isReversed) Line(2, "reversed: true");
        Line(2, "cell:");
        Line(3, $"sizes: {{ {inPlace.Sizes} }}");
        Line(3, "inputs: { x: input }");
        Line(3, "states:");
        foreach ((string state, string shape, string? initial) in inPlace.States)
            Line(4, initial is null ? $"{state}: {shape}" : $"{state}: {{ shape: {shape}, initial: {initial} }}");
        Parameters(3, inPlace.Parameters);
        Equations(3, inPlace.Equations);
    }

    private void Parameters(int level, IReadOnlyList<WrittenParameter> parameters)
    {
        if (parameters.Count > 0) Line(level, "parameters:");
        foreach (WrittenParameter parameter in parameters) Line(level + 1, $"{parameter.Name}: {parameter.Shape}");
    }

    private void Equations(int level, IEnumerable<string> equations)
    {
        Line(level, "equations: |");
        foreach (string equation in equations) Line(level + 1, equation);
    }

    private void Line(int level, string line) => _text.Append(' ', 2 * level).Append(line).Append('\n');

    private static string Quoted(string text) => $"'{Plain(text).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Text of a source as one line of ASCII.</summary>
    private static string Plain(string text)
    {
        const int Longest = 1000;
        text = text.Replace("→", "->", StringComparison.Ordinal);
        return string.Concat(text.Take(Longest).Select(c => c is >= ' ' and <= '~' ? c : '?'));
    }
}
