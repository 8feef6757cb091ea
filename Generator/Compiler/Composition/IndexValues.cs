using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>
/// The numbers that repeats and indices are made of: those that are written, sizes with a value, and the index of the turn. A size that
/// counts turns is required to have its value: where it stands in shapes, it is that number.
/// </summary>
internal sealed class IndexValues
{
    private readonly Dictionary<string, int> _sizes = [];
    private readonly Dictionary<string, SizeSyntax> _used = [];
    private readonly Stack<(string Name, int Value)> _indices = new();
    private readonly DiagnosticBag _diagnostics;

    /// <param name="arguments">The attribute's, which win over the definition's.</param>
    public IndexValues(CellSyntax syntax, EquatableArray<SizeArgument> arguments, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        foreach (SizeDefinition size in syntax.Definition.Sizes ?? default)
            if (size.Value is { } text && int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
                _sizes[size.Name.Text] = value;
        foreach (SizeArgument argument in arguments) _sizes[argument.Name] = argument.Value;
    }

    /// <summary>The index of the innermost repeat that is being written out; null outside of any.</summary>
    public string? Index => _indices.Count == 0 ? null : _indices.Peek().Name;

    /// <summary>Begins a turn, inside of those that have begun; disposing ends it.</summary>
    public Turn Begin(string index, int turn)
    {
        _indices.Push((index, turn));
        return new Turn(this);
    }

    /// <summary>The number of the turn that the name counts; null where it is no index here.</summary>
    public int? TurnOf(string name)
    {
        foreach (var (index, turn) in _indices)
            if (index == name) return turn;
        return null;
    }

    /// <summary>The sizes that counted, each equal to its value.</summary>
    public IEnumerable<RequirementSyntax> Requirements => _used.Select(used =>
    {
        string digits = Text(_sizes[used.Key]);
        return new RequirementSyntax(
            used.Value, new SizeSyntax.Integer(used.Value.Span, digits), used.Value.Span, $"{used.Key} = {digits}");
    });

    /// <summary>Null where a name has no value, which is reported.</summary>
    public int? Of(SizeSyntax size)
    {
        switch (Fill(size))
        {
            case SizeSyntax.Integer integer:
                bool isInt = int.TryParse(integer.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
                return isInt ? number : Fail(integer, integer.Digits, "is too large");
            case SizeSyntax.Name name when _sizes.TryGetValue(name.Identifier, out int value):
                _used[name.Identifier] = name;
                return value;
            case SizeSyntax.Name name:
                return Fail(name, name.Identifier, "has no value here");
            case SizeSyntax.Binary binary:
                int? left = Of(binary.Left), right = left is null ? null : Of(binary.Right);
                if (right is null) return null;
                long? result = Apply(binary.Symbol, left!.Value, right.Value);
                return result is >= -Limits.Extent and <= Limits.Extent ? (int)result
                    : Fail(binary, binary.Symbol, result is null ? "does not come out exactly" : "gives a number that is too large");
            default:
                return null;
        }
    }

    /// <summary>The same with the number of the turn for each index.</summary>
    public SizeSyntax Fill(SizeSyntax size) => size switch
    {
        SizeSyntax.Name name when TurnOf(name.Identifier) is { } turn => new SizeSyntax.Integer(name.Span, Text(turn)),
        SizeSyntax.Binary binary => binary with { Left = Fill(binary.Left), Right = Fill(binary.Right) },
        _ => size,
    };

    private static long? Apply(string symbol, long left, long right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        _ => right != 0 && left % right == 0 ? left / right : null,
    };

    private int? Fail(SizeSyntax place, string what, string why)
    {
        _diagnostics.Report(Rules.RepeatNotKnown, place.Span, what, why);
        return null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public readonly struct Turn(IndexValues values) : IDisposable
    {
        public void Dispose() => values._indices.Pop();
    }
}
