using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Matrices;

/// <summary>
/// A pass over matrices: each element is loaded once, computed with and stored once, and all sums over the elements are gathered meanwhile.
/// By rows a tile has some rows in registers: their sums are chains of their own, and vectors along the columns are loaded once for all of
/// them; sums of columns grow in memory. By columns the sums of some vectors of columns are in registers over all rows.
/// </summary>
internal sealed class MatrixBuilder(KernelSet kernels, Frame frame, Stage.Matrix stage)
{
    private readonly Schedule.Matrix _schedule = (Schedule.Matrix)stage.Schedule!;
    private readonly RowVectors _columns = new(stage.Shape.Columns, kernels.Lanes);

    private int Rows => stage.Shape.Rows;

    /// <summary>What a kernel is told that takes some rows: the first of them, and the first behind them.</summary>
    public const string Top = UnitBuilder.Top, End = "end";

    public Kernel Build()
    {
        if (!_schedule.InBlocks) return new RowKernel(kernels, frame, stage, _schedule.IsOneRow).Build(Body);
        IEnumerable<Parameter> parameters = new Parameter[] { new Parameter.Count(Top), new Parameter.Count(End) }
            .Concat(StageNames.OneRowArguments(frame, stage).Select(a => new Parameter.Elements(a)));
        // That the end is none beyond the matrix's, who calls it proves.
        return kernels.Share(new Kernel(stage.Name, kernels.Notes.Of(stage), parameters.ToEquatableArray(), Statements.Of(Body)));
    }

    private void Body(Statements to)
    {
        var names = new StageNames(frame, stage);
        var values = new MatrixValues(kernels, frame, stage, names);
        values.Define(Along.Nothing, 0, 0, null, to);
        var sums = new MatrixSums(stage, values);
        sums.Open(stage.ByColumns ? _schedule.Vectors : _schedule.Rows.Sizes.Max(tile => tile.Size), to);
        if (stage.ByColumns) ByColumns(values, sums, to);
        else ByRows(values, sums, to);
        sums.Close(to);
    }

    private void ByRows(MatrixValues values, MatrixSums sums, Statements to)
    {
        sums.OpenColumns(_columns, to);
        IReadOnlyList<Tile> tiles = _schedule.Rows.Sizes;
        if (!_schedule.InBlocks && tiles.Count == 1)
        {
            to.Loop("i", Rows, tiles[0].Size, of => Tile(tiles[0].Size, values.Inside(), sums, of));
        }
        else
        {
            (Offset first, Offset end) = _schedule.InBlocks ? (Top.Variable(), End.Variable()) : (Offset.Zero, Rows);
            to.Add(new Statement.DefineOffset("i", first));
            foreach (Tile tile in tiles)
                to.Loop("i", null, TileConditions.Of(tile, "i", end), tile.Size, of => Tile(tile.Size, values.Inside(), sums, of));
        }
        sums.CloseColumns(_columns, to);
    }

    /// <summary>So many rows from i on.</summary>
    private void Tile(int rows, MatrixValues values, MatrixSums sums, Statements to)
    {
        values.Refer(to);
        for (int r = 0; r < rows; r++) values.Define(Along.Rows, r, 0, null, to);
        MatrixSums.Gathered gathered = sums.OpenRows(rows, values, to);
        HashSet<int> needed = stage.Body.Leading(stage.Body.OfElements);
        _columns.Each(to, (portion, of) =>
        {
            MatrixValues inside = values.Inside();
            inside.Define(Along.Columns, 0, 0, portion, of, needed);
            for (int r = 0; r < rows; r++)
            {
                inside.Define(Along.Both, r, 0, portion, of, needed);
                inside.Store(r, 0, portion, of);
                gathered.Add(r, 0, portion, inside, of);
            }
            sums.AddColumns(rows, portion, inside, of);
        });
        gathered.CloseRows(rows, to);
    }

    private void ByColumns(MatrixValues values, MatrixSums sums, Statements to) => _columns.Each(
        _schedule.Vectors, to, (portion, vectors, of) => of.Scope(ofColumns =>
            Columns(portion, vectors, values.Inside(), sums, ofColumns)));

    /// <summary>So many vectors of columns over all rows.</summary>
    private void Columns(RowVectors.Portion portion, int vectors, MatrixValues values, MatrixSums sums, Statements to)
    {
        for (int v = 0; v < vectors; v++) values.Define(Along.Columns, 0, v, portion, to);
        MatrixSums.Gathered gathered = sums.OpenRows(vectors, values, to);
        to.Loop("i", Rows, 1, of =>
        {
            MatrixValues row = values.Inside();
            row.Refer(of);
            row.Define(Along.Rows, 0, 0, null, of);
            for (int v = 0; v < vectors; v++)
            {
                row.Define(Along.Both, 0, v, portion, of);
                row.Store(0, v, portion, of);
                gathered.Add(0, v, portion, row, of);
            }
        });
        gathered.CloseColumns(vectors, portion, to);
    }
}
