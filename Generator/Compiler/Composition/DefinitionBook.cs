using System.Collections.Generic;
using System.Text;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>
/// The texts of a cell and of all cells inside it, one behind the other: a position says which text it is in. Every phase counts
/// positions from the beginning of the book.
/// </summary>
internal sealed class DefinitionBook
{
    private readonly StringBuilder _text;
    private readonly List<BookPage> _pages = [];

    public DefinitionBook(string text) => _text = new StringBuilder(text);

    public string Text => _text.ToString();

    /// <summary>The definitions behind the first one, in the order of the text.</summary>
    public IReadOnlyList<BookPage> Pages => _pages;

    /// <summary>Adds a text behind the others.</summary>
    /// <param name="path">The file that it is; null for a cell of the zoo.</param>
    /// <param name="user">Where it is named.</param>
    /// <param name="cell">The name of the inner cell that it is of.</param>
    public BookPage Append(string text, string? path, TextSpan user, string cell)
    {
        // A line of its own, so that no excerpt runs from one text into the next.
        _text.Append('\n');
        var page = new BookPage(_text.Length, text.Length, path, user, cell);
        _text.Append(text);
        _pages.Add(page);
        return page;
    }

    /// <summary>The page of a position; null for the first text.</summary>
    public BookPage? PageOf(int position)
    {
        for (int i = _pages.Count - 1; i >= 0; i--)
            if (position >= _pages[i].Start) return _pages[i];
        return null;
    }
}

/// <summary>A text inside a book.</summary>
internal sealed record BookPage(int Start, int Length, string? Path, TextSpan User, string Cell);
