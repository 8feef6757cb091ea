using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The products of a panel's segment with its vector, for one row: a loop over the vector's elements, and the elements that are left,
/// or all of them written out.
/// </summary>
/// <param name="source">Where the vector stands.</param>
internal sealed class StreamProductEmitter(KernelContext context, StreamSums sums, Panel panel, PanelSegment segment, FrameEntry source)
{
    private readonly int _start = source.Base + segment.Source.Offset;

    /// <summary>Vectors of weights for one element, or one pair.</summary>
    private readonly int _width = segment.Accumulators.Count * sums.Blocks;

    /// <summary>Elements that share a vector of weights.</summary>
    private readonly int _step = panel.Paired ? 2 : 1;

    private CodeWriter Writer => context.Writer;

    /// <param name="weights">The reference to the weights, which is moved behind them.</param>
    /// <param name="values">Of the method so far.</param>
    public void Emit(Stage.Map stage, string weights, ref int values)
    {
        int text = KernelTable.ElementText + source.Row.Length + sums.Blocks * segment.Accumulators.Sum(
            a => KernelTable.ProductText + 2 * sums.NameLength(panel.First + a));
        int parts = sums.Parts(panel, segment), round = _step * parts, whole = 0;
        if (!context.Kernels.Product(stage, segment.SourceName, segment.Length, _width, text, ref values))
            whole = segment.Length / round * round;
        if (whole == 0) Writer.Line($"// {segment.SourceName}");
        else Loop(weights, whole, parts);
        if (whole == segment.Length) return;
        for (int k = whole; k < segment.Length; k += _step)
            using (Writer.Block("")) Element(weights, "", k, (k - whole) / _step, isWhole: k + 1 < segment.Length);
        Advance(weights, (segment.Length - whole + _step - 1) / _step);
    }

    /// <summary>Each round of the loop adds to every part once.</summary>
    private void Loop(string weights, int whole, int parts)
    {
        int round = _step * parts;
        sums.Begin(panel, segment);
        using (Writer.Block($"for (nint k = 0; k < {whole}; {(round == 1 ? "k++" : $"k += {round}")}) // {segment.SourceName}"))
        {
            if (parts == 1) Element(weights, "k", 0, 0, isWhole: true);
            else
                for (int i = 0; i < parts; i++)
                    using (Writer.Block("")) Element(weights, "k", i * _step, i, isWhole: true);
            Advance(weights, parts);
        }
    }

    private void Advance(string weights, int elements) =>
        Writer.Line($"{weights} = ref Unsafe.Add(ref {weights}, {elements * _width} * V.Count);");

    /// <summary>One element of a vector against the weights of all sums, or two where the weights come in pairs.</summary>
    /// <param name="number">Which one it is, or which pair, counted from where the reference to the weights stands.</param>
    /// <param name="isWhole">Whether the second element of a pair is there.</param>
    private void Element(string weights, string k, int at, int number, bool isWhole)
    {
        bool hasSecond = panel.Paired && isWhole;
        Writer.Line($"V s = {Broadcast(k, at)}{(hasSecond ? $", s2 = {Broadcast(k, at + 1)}" : "")};");
        if (panel.Paired) Writer.Line("V w;");
        for (int b = 0; b < sums.Blocks; b++)
        {
            for (int i = 0; i < segment.Accumulators.Count; i++)
            {
                string vector = Vector(weights, number * _width + b * segment.Accumulators.Count + i);
                string sum = sums.Part(b, panel.First + segment.Accumulators[i], number);
                if (panel.Paired) Writer.Line($"w = {vector};");
                sums.Add(sum, panel.Paired ? "V.FirstOfPair(w)" : vector, "s");
                if (hasSecond) sums.Add(sum, "w", "s2");
            }
        }
    }

    private string Broadcast(string k, int element) =>
        $"V.Create({KernelContext.Ref(source.Row, KernelContext.Sum(k, KernelContext.Text(_start + element))).Substring(4)})";

    /// <summary>One vector of weights. Written out in great number it is read without a call: the JIT inlines so many only.</summary>
    private string Vector(string weights, int vectors)
    {
        string offset = vectors == 0 ? "" : $"{vectors} * V.Count";
        return context.Kernels.IsFull
            ? $"Unsafe.As<{context.T}, V>({KernelContext.Ref(weights, offset)})"
            : $"V.Load(ref {weights}{(vectors == 0 ? "" : ", " + offset)})";
    }
}
