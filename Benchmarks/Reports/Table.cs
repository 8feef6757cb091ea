using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Benchmarks.Reports;

/// <summary>Rows of text; the first column is aligned left, the others right.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(params string[] cells) => _rows.Add(cells);

    public string ToConsole()
    {
        int[] widths = Widths();
        var text = new StringBuilder();
        foreach (string[] row in _rows.Prepend(head)) text.AppendJoin("  ", row.Select((c, i) => Align(c, i, widths[i]))).Append('\n');
        return text.ToString();
    }

    /// <summary>One line for the rows that arrive while the user waits, in columns of fixed widths.</summary>
    public static string Line(IReadOnlyList<string> cells, IReadOnlyList<int> widths) =>
        string.Join("  ", cells.Select((c, i) => Align(c, i, widths[i])));

    public string ToMarkdown()
    {
        int[] widths = Widths();
        var text = new StringBuilder();
        Append(head);
        text.Append('|').AppendJoin('|', widths.Select((w, i) => new string('-', w + 1) + (i == 0 ? "-" : ":"))).Append("|\n");
        foreach (string[] row in _rows) Append(row);
        return text.ToString();

        void Append(string[] row) => text.Append("| ").AppendJoin(" | ", row.Select((c, i) => Align(c, i, widths[i]))).Append(" |\n");
    }

    private static string Align(string cell, int column, int width) => column == 0 ? cell.PadRight(width) : cell.PadLeft(width);

    private int[] Widths() => [.. Enumerable.Range(0, head.Length).Select(i => Math.Max(2, _rows.Prepend(head).Max(r => r[i].Length)))];
}
