using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Matrices;

/// <summary>
/// The sums of a pass over a matrix. What is gathered while a tile is in registers (the sums of its rows, or of its columns) several
/// results may share, which differ in what they are multiplied with behind it.
/// </summary>
internal sealed class MatrixSums(Stage.Matrix stage, MatrixValues values)
{
    private readonly Dictionary<MatrixSum, string[]> _totals = [];

    /// <summary>Along what the tile's own sums go: the rows of a tile, or its columns.</summary>
    private Along Own => stage.ByColumns ? Along.Columns : Along.Rows;

    private IEnumerable<MatrixSum> All => stage.Body.Sums;

    private IEnumerable<MatrixSum> Columns => stage.ByColumns ? [] : All.Where(sum => sum.Of == Along.Columns);

    /// <summary>The sums over all elements, in partial sums that are chains of their own.</summary>
    public void Open(int count, Statements to)
    {
        foreach (MatrixSum sum in All.Where(sum => sum.Of == Along.Nothing))
        {
            string name = "total_" + Names.Identifier(sum.Result.Name);
            _totals[sum] = [.. Enumerable.Range(0, count).Select(i => values.Fresh(Names.Numbered(name, i)))];
            foreach (string partial in _totals[sum]) to.Define(partial, Start(sum));
        }
    }

    public void Close(Statements to)
    {
        foreach (var total in _totals)
        {
            MatrixSum sum = total.Key;
            string all = total.Value[0];
            foreach (string partial in total.Value.Skip(1)) to.Add(Taken(sum, all, new VectorExpression.Variable(partial)));
            if (sum.Scale is { } scale && values.Kind(scale) == Along.Nothing)
                to.Add(new Statement.AssignVector(all, Times(new VectorExpression.Variable(all), values.Read(scale, 0, 0))));
            to.Add(new Statement.StoreScalar(values.Place(sum.Location), Across(sum, all)));
        }
    }

    /// <summary>By rows the sums of columns grow in memory.</summary>
    public void OpenColumns(RowVectors columns, Statements to)
    {
        foreach (MatrixSum sum in Columns)
            columns.Each(to, (portion, of) => of.Add(portion.Store(Start(sum), values.Place(sum.Location))));
    }

    public void CloseColumns(RowVectors columns, Statements to)
    {
        foreach (MatrixSum sum in Columns.Where(sum => sum.Scale is not null))
        {
            columns.Each(to, (portion, of) =>
            {
                MatrixValues inside = values.Inside();
                inside.Define(Along.Columns, 0, 0, portion, of, stage.Body.Leading([sum.Scale!]));
                Address place = values.Place(sum.Location);
                of.Add(portion.Store(Times(portion.Load(place), inside.Read(sum.Scale!, 0, 0)), place));
            });
        }
    }

    /// <summary>What all rows of a tile add to the sums of a vector of columns.</summary>
    public void AddColumns(int rows, RowVectors.Portion portion, MatrixValues inside, Statements to)
    {
        foreach (MatrixSum sum in Columns)
        {
            Address place = values.Place(sum.Location);
            string name = inside.Fresh("sum_" + Names.Identifier(sum.Result.Name));
            to.Define(name, portion.Load(place));
            for (int r = 0; r < rows; r++) to.Add(Added(sum, name, r, 0, inside));
            to.Add(portion.Store(new VectorExpression.Variable(name), place));
        }
    }

    /// <summary>Sums of a tile's rows, or of its columns by columns, and what of all elements has a factor for each of them.</summary>
    public Gathered OpenRows(int count, MatrixValues inside, Statements to)
    {
        var gathered = new Gathered(this, inside);
        foreach (MatrixSum sum in All.Where(sum => sum.Of == Own || stage.ByColumns && sum.Of == Along.Nothing || HasOwnScale(sum)))
            gathered.Open(sum, count, to);
        return gathered;
    }

    private bool HasOwnScale(MatrixSum sum) =>
        sum.Of == Along.Nothing && sum.Scale is { } scale && (values.Kind(scale) & Own) != 0;

    /// <summary>The sums that a tile has in registers.</summary>
    internal sealed class Gathered(MatrixSums sums, MatrixValues inside)
    {
        private readonly Dictionary<(Reduction, EquatableArray<Value>), (MatrixSum Sum, string[] Names)> _known = [];
        private readonly Dictionary<MatrixSum, string[]> _scaled = [];

        public void Open(MatrixSum sum, int count, Statements to)
        {
            // Blocks inside may have no name that is given here later.
            if (sum.Scale is not null) _scaled[sum] = Fresh("scaled_", sum, count);
            if (_known.ContainsKey(Key(sum))) return;
            string[] names = Fresh("sum_", sum, count);
            foreach (string each in names) to.Define(each, Start(sum));
            _known.Add(Key(sum), (sum, names));
        }

        private string[] Fresh(string before, MatrixSum sum, int count)
        {
            string name = before + Names.Identifier(sum.Result.Name);
            return [.. Enumerable.Range(0, count).Select(i => inside.Fresh(Names.Numbered(name, i)))];
        }

        /// <summary>What a vector of elements adds.</summary>
        public void Add(int row, int vector, RowVectors.Portion portion, MatrixValues element, Statements to)
        {
            foreach (var (sum, names) in _known.Values) Add(sum, names[row + vector], row, vector, portion, element, to);
            foreach (var total in sums._totals.Where(total => !_known.ContainsKey(Key(total.Key))))
                Add(total.Key, total.Value[row + vector], row, vector, portion, element, to);
        }

        /// <summary>Behind a tile's rows.</summary>
        public void CloseRows(int rows, Statements of)
        {
            foreach (MatrixSum sum in sums.All.Where(sum => _known.ContainsKey(Key(sum)) && sum.Of != Along.Columns))
            {
                string[] names = [.. Enumerable.Range(0, rows).Select(r => Scaled(sum, r, r, 0, of))];
                if (sum.Of == Along.Nothing)
                {
                    for (int r = 0; r < rows; r++) of.Add(Taken(sum, sums._totals[sum][r], new VectorExpression.Variable(names[r])));
                    continue;
                }
                Address place = sums.RowOf(sum);
                if (rows == 4 && sum.Reduction == Reduction.Sum) of.Add(new Statement.StoreSums(names.ToEquatableArray(), place));
                else
                {
                    for (int r = 0; r < rows; r++)
                    {
                        var at = place with { Offset = Offset.Add(place.Offset, r) };
                        of.Add(new Statement.StoreScalar(at, Across(sum, names[r])));
                    }
                }
            }
        }

        /// <summary>Behind all rows of a tile of columns.</summary>
        public void CloseColumns(int vectors, RowVectors.Portion portion, Statements of)
        {
            foreach (MatrixSum sum in sums.All)
            {
                for (int v = 0; v < vectors; v++)
                {
                    var value = new VectorExpression.Variable(Scaled(sum, v, 0, v, of));
                    if (sum.Of == Along.Columns) of.Add(portion.Store(value, sums.PlaceOf(sum), v));
                    else of.Add(Taken(sum, sums._totals[sum][v], Kept(sum, value, portion)));
                }
            }
        }

        /// <summary>By columns dead lanes are left out behind the last row.</summary>
        private void Add(MatrixSum sum, string name, int row, int vector, RowVectors.Portion portion, MatrixValues element, Statements to)
        {
            if (portion.Length is null || sums.Own == Along.Columns)
            {
                to.Add(Added(sum, name, row, vector, element));
                return;
            }
            VectorExpression value = element.Read(sum.Factors[0], row, vector);
            if (sum.Factors.Count == 2) value = Times(value, element.Read(sum.Factors[1], row, vector));
            to.Add(Taken(sum, name, Kept(sum, value, portion)));
        }

        /// <summary>The name of a sum times what comes behind it.</summary>
        private string Scaled(MatrixSum sum, int index, int row, int vector, Statements of)
        {
            string name = _known[Key(sum)].Names[index];
            bool isLater = sum.Of == Along.Nothing && sum.Scale is { } later && sums.Kind(later) == Along.Nothing;
            if (sum.Scale is not { } scale || isLater) return name;
            string scaled = _scaled[sum][index];
            of.Define(scaled, Times(new VectorExpression.Variable(name), inside.Read(scale, row, vector)));
            return scaled;
        }

        private static (Reduction, EquatableArray<Value>) Key(MatrixSum sum) => (sum.Reduction, sum.Factors);
    }

    private Along Kind(Value value) => values.Kind(value);

    private Address PlaceOf(MatrixSum sum) => values.Place(sum.Location);

    /// <summary>The first of a tile's elements among the sums of rows.</summary>
    private Address RowOf(MatrixSum sum)
    {
        Address place = PlaceOf(sum);
        return place with { Offset = Offset.Add(place.Offset, "i".Variable()) };
    }

    /// <summary>What changes nothing in a reduction.</summary>
    private static VectorExpression Start(MatrixSum sum) => new VectorExpression.Constant(Totals.StartOf(sum.Reduction));

    private static Statement Added(MatrixSum sum, string name, int row, int vector, MatrixValues element)
    {
        VectorExpression first = element.Read(sum.Factors[0], row, vector);
        if (sum.Factors.Count == 1) return Taken(sum, name, first);
        VectorExpression second = element.Read(sum.Factors[1], row, vector);
        return new Statement.AssignVector(name, new VectorExpression.MultiplyAdd(first, second, new VectorExpression.Variable(name)));
    }

    private static Statement Taken(MatrixSum sum, string name, VectorExpression value) => Totals.Take(sum.Reduction, name, value);

    private static ScalarExpression Across(MatrixSum sum, string name) => Totals.Across(sum.Reduction, name);

    private static VectorExpression Kept(MatrixSum sum, VectorExpression value, RowVectors.Portion portion) =>
        sum.Reduction == Reduction.Sum ? portion.Kept(value) : portion.Kept(value, double.NegativeInfinity);

    private static VectorExpression Times(VectorExpression left, VectorExpression right) =>
        BodyBuilder.Apply(PointwiseFunction.Multiply, left, right);
}
