using System.Text;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>
/// Decides where the lines of a piece of code end. What fits on a line stands on one; outer clusters are broken before inner ones.
/// </summary>
internal sealed class CodeLayout(StringBuilder text, int longest)
{
    private const int Indentation = 4;

    private int _column;

    /// <param name="depth">Of the first line.</param>
    public void Print(Code code, int depth)
    {
        text.Append(' ', _column = Indentation * depth);
        Print(code, Fits(code, 0), depth, 0);
        text.Append('\n');
    }

    private bool Fits(Code code, int tail) => _column + code.Width + tail <= longest;

    /// <param name="flat">Whether no line ends here.</param>
    /// <param name="tail">Characters that follow on the same line whatever happens.</param>
    private void Print(Code code, bool flat, int depth, int tail)
    {
        switch (code)
        {
            case Code.Word word: Append(word.Text); break;
            case Code.End end when flat: Append(end.Flat); break;
            case Code.End: NewLine(depth); break;
            case Code.Nest nest: Print(nest.Content, flat, depth + 1, tail); break;
            case Code.Cluster group: Print(group.Content, flat || Fits(group, tail), depth, tail); break;
            case Code.Fill fill: Print(fill, flat, depth, tail); break;
            case Code.Sequence sequence:
                for (int i = 0; i < sequence.Pieces.Length; i++)
                    Print(sequence.Pieces[i], flat, depth, flat ? 0 : Tail(sequence.Pieces, i + 1, tail));
                break;
        }
    }

    private void Print(Code.Fill fill, bool flat, int depth, int tail)
    {
        for (int i = 0; i < fill.Items.Length; i++)
        {
            bool isLast = i == fill.Items.Length - 1;
            int behind = isLast ? tail : fill.Between.Length;
            if (i > 0)
            {
                if (flat || Fits(fill.Items[i], behind + 1)) Append(" ");
                else NewLine(depth);
            }
            Print(fill.Items[i], flat, depth, behind);
            if (!isLast) Append(fill.Between);
        }
    }

    private static int Tail(Code[] pieces, int next, int tail)
    {
        int sum = 0;
        for (; next < pieces.Length; next++)
        {
            sum += pieces[next].Lead;
            if (pieces[next].MayEnd) return sum;
        }
        return sum + tail;
    }

    private void Append(string piece)
    {
        text.Append(piece);
        _column += piece.Length;
    }

    private void NewLine(int depth)
    {
        text.Append('\n').Append(' ', _column = Indentation * depth);
    }
}
