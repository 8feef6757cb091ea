using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Wraps what is still too long when a file is written, because the names of a cell are long: emitters lay their lines out for names as
/// equations have them. A line of code breaks where fewest brackets are open, as far to the right as it fits; what stands deeper in
/// brackets than the break before it is indented deeper.
/// </summary>
internal static class LongLines
{
    private const int Longest = 140;

    private const string Indentation = "    ";

    public static string Wrap(string file)
    {
        StringBuilder? text = null;
        int copied = 0;
        for (int start = 0; start < file.Length;)
        {
            int end = file.IndexOf('\n', start);
            if (end < 0) end = file.Length;
            if (end - start > Longest)
            {
                // Most files have no such line, and need no copy.
                text ??= new StringBuilder(file.Length + file.Length / 16);
                text.Append(file, copied, start - copied);
                foreach (string part in WrapLine(file.Substring(start, end - start))) text.Append(part).Append('\n');
                copied = Math.Min(end + 1, file.Length);
            }
            start = end + 1;
        }
        return text is null ? file : text.Append(file, copied, file.Length - copied).ToString();
    }

    private static IEnumerable<string> WrapLine(string line)
    {
        int content = 0;
        while (content < line.Length && line[content] == ' ') content++;
        string indent = line.Substring(0, content);
        if (Starts(line, content, "///")) return Parts(line, content, BreaksOfDocumentation(line, content + 4), indent + "/// ");
        if (Starts(line, content, "//")) return Parts(line, content, BreaksOfText(line, content + 3), indent + "//" + Indentation);
        List<Break> breaks = new CodeBreaks(line, content).Find(out int comment);
        if (comment < 0) return Parts(line, content, breaks, indent + Indentation);
        // What is said behind code goes before it.
        string code = line.Substring(0, comment).TrimEnd();
        return WrapIfLong(indent + line.Substring(comment)).Concat(WrapIfLong(code));
    }

    private static IEnumerable<string> WrapIfLong(string line) => line.Length > Longest ? WrapLine(line) : [line];

    private static bool Starts(string line, int position, string with) =>
        string.CompareOrdinal(line, position, with, 0, with.Length) == 0;

    /// <param name="breaks">Where a line may end, in order.</param>
    /// <param name="lead">What further lines begin with at least.</param>
    private static IEnumerable<string> Parts(string line, int content, List<Break> breaks, string lead)
    {
        string before = line.Substring(0, content);
        var depths = new Stack<int>();
        int start = content, next = 0;
        while (before.Length + line.Length - start > Longest)
        {
            while (next < breaks.Count && breaks[next].Position <= start) next++;
            if (next == breaks.Count) break;
            // Where nothing fits the part is as short as can be.
            Break best = breaks[next];
            for (int i = next; i < breaks.Count && before.Length + Part(breaks[i].Position).Length <= Longest; i++)
                if (breaks[i].Rank <= best.Rank) best = breaks[i];
            yield return before + Part(best.Position);
            while (depths.Count > 0 && depths.Peek() >= best.Depth) depths.Pop();
            before = lead + string.Concat(Enumerable.Repeat(Indentation, depths.Count));
            depths.Push(best.Depth);
            start = best.Position;
        }
        yield return before + line.Substring(start).TrimStart();

        string Part(int end) => line.Substring(start, end - start).Trim();
    }

    private static List<Break> BreaksOfText(string line, int start)
    {
        var breaks = new List<Break>();
        for (int i = start; i < line.Length; i++)
            if (line[i] == ' ' && line[i - 1] != ' ') breaks.Add(new Break(i + 1, 0, 0));
        return breaks;
    }

    /// <summary>Between words, not inside tags.</summary>
    private static List<Break> BreaksOfDocumentation(string line, int start)
    {
        var breaks = new List<Break>();
        int at = 0, opened = -1, closed = -1;
        foreach (Break candidate in BreaksOfText(line, start))
        {
            for (; at < candidate.Position; at++)
            {
                if (line[at] == '<') opened = at;
                else if (line[at] == '>') closed = at;
            }
            if (opened <= closed) breaks.Add(candidate);
        }
        return breaks;
    }

    /// <param name="Position">Of the first character of the next line.</param>
    /// <param name="Depth">How many brackets are open there.</param>
    /// <param name="Rank">The lower, the better a line ends here.</param>
    private readonly record struct Break(int Position, int Depth, int Rank);

    /// <summary>Finds where a line of code may break: behind commas, assignments and conditions, before operators.</summary>
    private sealed class CodeBreaks(string line, int content)
    {
        private const int RanksOfDepth = 4;

        private readonly List<Break> _breaks = [];
        private int _depth;

        /// <param name="comment">Where a comment begins behind the code, or -1.</param>
        public List<Break> Find(out int comment)
        {
            comment = -1;
            for (int i = content; i < line.Length; i++)
            {
                char character = line[i];
                if (character is '"' or '\'') i = EndOfLiteral(i);
                else if (character == ' ') AtBlank(i);
                else if (character is ')' or ']' or '}' || (character == '>' && line[i - 1] is not (' ' or '='))) _depth--;
                else if (character is '(' or '[' or '{' || (character == '<' && char.IsLetterOrDigit(line[i - 1]))) Open(i);
                else if (Starts(line, i, "//"))
                {
                    comment = i;
                    break;
                }
            }
            return _breaks;
        }

        private int EndOfLiteral(int start)
        {
            int end = start + 1;
            while (end < line.Length && line[end] != line[start]) end += line[end] == '\\' ? 2 : 1;
            return end;
        }

        private void Open(int position)
        {
            _depth++;
            bool isEmpty = position + 1 < line.Length && line[position + 1] is ' ' or ')' or ']' or '}';
            if (line[position] == '(' && !isEmpty) Add(position + 1, 3);
        }

        private void AtBlank(int position)
        {
            char before = line[position - 1];
            int end = position + 1;
            while (end < line.Length && IsOperator(line[end])) end++;
            string next = end < line.Length && line[end] == ' ' ? line.Substring(position + 1, end - position - 1) : "";
            if (before is ',' or ';' || IsAssignment(position)) Add(position + 1, 0);
            else if (before == ')' && _depth == 0 && next.Length == 0) Add(position + 1, 0);
            else if (next.Length > 0 && next[next.Length - 1] is not '=' and not '>') Add(position + 1, RankOf(next));
            else if (next is "==" or "!=" or "<=" or ">=" or ">") Add(position + 1, RankOf(next));
        }

        /// <summary>= or =>, or one such as +=, stands before the blank.</summary>
        private bool IsAssignment(int position)
        {
            int start = line.LastIndexOf(' ', position - 1) + 1;
            return line.Substring(start, position - start) is "=" or "=>" or "+=" or "-=" or "*=" or "/=";
        }

        private static bool IsOperator(char character) => "+-*/%&|?:<>=!".IndexOf(character) >= 0;

        private static int RankOf(string operation) => operation switch
        {
            "?" or ":" or "&&" or "||" => 1,
            "+" or "-" => 2,
            _ => 3,
        };

        private void Add(int position, int rank) => _breaks.Add(new Break(position, _depth, (RanksOfDepth * _depth) + rank));
    }
}
