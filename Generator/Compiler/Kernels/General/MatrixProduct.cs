using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Kernels.General;

/// <summary>
/// <c>result = left @ right</c>, from memory to memory, with as many sums in registers as hide the latency of a multiply-add: some rows of
/// the left by some vectors of the right's columns. Of two vectors it is one sum.
/// </summary>
/// <param name="lanes">Elements of the widest vector.</param>
internal sealed class MatrixProduct(Shape left, Shape right, int lanes)
{
    private static readonly Offset s_i = "i".Variable(), s_k = "k".Variable();

    private readonly int _rows = left.IsMatrix ? left.Rows : 1;
    private readonly int _inner = left.IsMatrix ? left.Columns : left.Rows;
    private readonly int _columns = right.IsMatrix ? right.Columns : 1;

    public void Build(Statements to)
    {
        if (!right.IsMatrix) Dot(to);
        else if (_columns >= 2 * lanes) Rows((rows, of) => Tiles(rows, 2, of), 4, to);
        else Rows((rows, of) => Tiles(rows, 1, of), 8, to);
    }

    /// <summary>So many rows at a time, then one by one.</summary>
    private void Rows(System.Action<int, Statements> body, int most, Statements to)
    {
        if (_rows < most)
        {
            to.Loop("i", _rows, 1, of => body(1, of));
            return;
        }
        to.Loop("i", _rows / most * most, most, of => body(most, of));
        if (_rows % most == 0) return;
        to.Loop("i", _rows / most * most, [new Condition.Less(s_i, _rows)], 1, of => body(1, of));
    }

    /// <summary>Rows i on, all columns: each element of the left in all lanes meets vectors of a row of the right.</summary>
    private void Tiles(int rows, int vectors, Statements to) =>
        new RowVectors(_columns, lanes).Each(vectors, to, (part, count, of) => of.Scope(tile =>
        {
            tile.DefineZeros(Sums(rows, count));
            tile.Loop("k", _inner, 1, ofElement =>
            {
                for (int v = 0; v < count; v++) ofElement.Define(Numbered("w", v), part.Load(new Address("right", s_k * _columns), v));
                for (int r = 0; r < rows; r++)
                {
                    Offset element = Offset.Add(Row(r) * _inner, s_k);
                    ofElement.Define(Numbered("s", r), new VectorExpression.Broadcast(new Address("left", element)));
                    for (int v = 0; v < count; v++)
                        ofElement.Add(BodyBuilder.AddProduct(Sum(r, v), Numbered("w", v), Numbered("s", r)));
                }
            });
            for (int r = 0; r < rows; r++)
                for (int v = 0; v < count; v++)
                    tile.Add(part.Store(new VectorExpression.Variable(Sum(r, v)), new Address("result", Row(r) * _columns), v));
        }));

    /// <summary>Of two vectors.</summary>
    private void Dot(Statements to)
    {
        to.DefineZeros(["sum"]);
        new RowVectors(_inner, lanes).Each(to, (part, of) =>
        {
            of.Define("w0", part.Load(new Address("left")));
            of.Define("s0", part.Load(new Address("right")));
            of.Add(BodyBuilder.AddProduct("sum", "w0", "s0"));
        });
        to.Add(new Statement.StoreScalar(new Address("result"), new ScalarExpression.SumAcross("sum")));
    }

    private static Offset Row(int row) => Offset.Add(s_i, row);

    private static IEnumerable<string> Sums(int rows, int vectors) =>
        Enumerable.Range(0, rows).SelectMany(r => Enumerable.Range(0, vectors).Select(v => Sum(r, v)));

    private static string Sum(int row, int vector) => Numbered(Numbered("r", row) + "v", vector);

    private static string Numbered(string name, int number) => KernelSpelling.Numbered(name, number);
}
