using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>
/// Code that knows where its lines may end: words that stay whole, places where a line may end, clusters that stand on one line if they
/// fit there. <see cref="CodeLayout"/> decides, when it is printed. A closed hierarchy.
/// </summary>
internal abstract class Code
{
    private Code(int width, int lead, bool mayEnd) => (Width, Lead, MayEnd) = (width, lead, mayEnd);

    public static Code Empty { get; } = new Word("");

    /// <summary>Characters of it on one line.</summary>
    public int Width { get; }

    /// <summary>Characters in front of the first place where a line may end.</summary>
    public int Lead { get; }

    /// <summary>Whether there is such a place.</summary>
    public bool MayEnd { get; }

    public static implicit operator Code(string text) => new Word(text);

    /// <summary>All of it on one line.</summary>
    public override string ToString() => this switch
    {
        Word word => word.Text,
        End end => end.Flat,
        Cluster group => group.Content.ToString(),
        Nest nest => nest.Content.ToString(),
        Fill fill => string.Join(fill.Between + " ", fill.Items.Select(i => i.ToString())),
        Sequence sequence => string.Concat(sequence.Pieces.Select(p => p.ToString())),
        _ => "",
    };

    public static Code Of(CodeText text) => text.Code;

    /// <summary>One behind the other.</summary>
    public static Code Join(params Code[] pieces) => new Sequence(pieces);

    /// <summary><c>head(a, b, c)</c>, its items on lines of their own where they do not fit behind the head.</summary>
    public static Code List(Code head, IEnumerable<Code> items, string tail = "", string between = ",")
    {
        Code[] all = [.. items];
        return all.Length == 0
            ? Join(head, "()" + tail)
            : new Cluster(Join(head, "(", new Nest(Join(new End(""), new Fill(all, between))), ")" + tail));
    }

    /// <summary><c>[a, b, c]</c>, as many items on a line as fit.</summary>
    public static Code Brackets(IEnumerable<Code> items) => Join("[", new Fill([.. items], ","), "]");

    /// <summary>Statements, as many on a line as fit.</summary>
    public static Code Row(IEnumerable<Code> statements) => new Fill([.. statements], "");

    /// <summary><c>head a, b, c;</c>, as many items on a line as fit.</summary>
    public static Code Row(string head, IEnumerable<Code> items, string tail) =>
        Join(head, new Nest(new Fill([.. items], ",")), tail);

    public static Code Call(Code method, params Code[] arguments) => List(method, arguments);

    /// <summary><c>head rest</c>, the rest on a line of its own where it does not fit behind the head.</summary>
    public static Code Continue(Code head, Code rest) => new Cluster(Join(head, new Nest(Join(new End(" "), rest))));

    public static Code If(Code condition, Code statement) => Continue(Of($"if ({condition})"), statement);

    /// <summary><c>a + b + c</c>.</summary>
    /// <param name="operators">One less than operands.</param>
    public static Code Operators(IReadOnlyList<Code> operands, params string[] operators)
    {
        if (operators.Length != operands.Count - 1)
            throw new ArgumentException("Between two operands stands one operator.", nameof(operators));
        if (operands.Count == 1) return operands[0];
        IEnumerable<Code> rest = operators.SelectMany((o, i) => new[] { new End(" "), Join(o + " ", operands[i + 1]) });
        return new Cluster(Join(operands[0], new Nest(Join([.. rest]))));
    }

    // Loops, because there is a piece of code for every few characters of a file.
    private static int WidthOf(Code[] pieces)
    {
        int width = 0;
        foreach (Code piece in pieces) width += piece.Width;
        return width;
    }

    private static bool MayEndIn(Code[] pieces)
    {
        foreach (Code piece in pieces)
            if (piece.MayEnd) return true;
        return false;
    }

    /// <summary>Stays whole.</summary>
    internal sealed class Word(string text) : Code(text.Length, text.Length, false)
    {
        public string Text => text;
    }

    /// <summary>Where a line may end.</summary>
    /// <param name="flat">What stands there where it does not.</param>
    internal sealed class End(string flat) : Code(flat.Length, 0, true)
    {
        public string Flat => flat;
    }

    internal sealed class Sequence(Code[] pieces) : Code(WidthOf(pieces), LeadOf(pieces), MayEndIn(pieces))
    {
        public Code[] Pieces => pieces;

        private static int LeadOf(Code[] pieces)
        {
            int lead = 0;
            foreach (Code piece in pieces)
            {
                lead += piece.Lead;
                if (piece.MayEnd) break;
            }
            return lead;
        }
    }

    /// <summary>Stands on one line if it fits; otherwise all lines end in it that may, but for those of clusters within.</summary>
    internal sealed class Cluster(Code content) : Code(content.Width, content.Lead, content.MayEnd)
    {
        public Code Content => content;
    }

    /// <summary>Its further lines are indented.</summary>
    internal sealed class Nest(Code content) : Code(content.Width, content.Lead, content.MayEnd)
    {
        public Code Content => content;
    }

    /// <summary>As many items on a line as fit.</summary>
    internal sealed class Fill(Code[] items, string between) : Code(
        WidthOf(items) + (items.Length - 1) * (between.Length + 1),
        items[0].Lead + (items[0].MayEnd || items.Length == 1 ? 0 : between.Length),
        items[0].MayEnd || items.Length > 1)
    {
        public Code[] Items => items;

        public string Between => between;
    }
}
