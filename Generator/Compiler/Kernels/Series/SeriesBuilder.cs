using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Series;

/// <summary>
/// Maps with sums between them, all of one row before the next: a loop over the units for each, and between the loops numbers in registers,
/// in all lanes of a vector.
/// </summary>
internal sealed class SeriesBuilder(KernelSet kernels, Frame frame, Stage.Series series)
{
    private readonly StageNames _names = new(frame, series);
    private readonly Frame _frame = IsOneRow(series) ? frame : frame.Sharing(series.OfAllRows);

    /// <summary>The numbers that later maps read, where they stand.</summary>
    private readonly Dictionary<int, VectorExpression> _numbers = [];

    /// <summary>The numbers of memory that are repeated already.</summary>
    private readonly Dictionary<(int Id, Location From), VectorExpression> _repeated = [];

    /// <summary>Places of the next row that are asked for already.</summary>
    private readonly HashSet<Location> _foreseen = [];

    private readonly HashSet<int> _held = new(series.Members.SelectMany(member => member.Numbers).Select(held => held.Number.Id));

    public Kernel Build() => IsOneRow(series)
        ? kernels.Share(OneRow(), new StageMemory(frame, series).OfOneRow())
        : kernels.Share(
            new Kernel(series.Name, kernels.Notes.Of(series), _names.RowParameters(), Statements.Of(Rows)),
            new StageMemory(frame, series).OfRows());

    /// <summary>Where the arguments are in scope, the kernel's body alone.</summary>
    public Kernel Inline()
    {
        Kernel kernel = OneRow();
        kernels.Inline(kernel, new StageMemory(frame, series).OfOneRow());
        return kernel;
    }

    private static bool IsOneRow(Stage.Series series) => ((Schedule.Series)series.Schedule!).IsOneRow;

    private Kernel OneRow()
    {
        IEnumerable<Parameter> rows = StageNames.OneRowArguments(frame, series).Select(Parameter (a) => new Parameter.Elements(a));
        EquatableArray<Parameter> parameters = StageNames.Flags(series).Concat(rows).ToEquatableArray();
        return new Kernel(series.Name, kernels.Notes.Of(series), parameters, Statements.Of(Row));
    }

    private void Rows(Statements to) => to.Loop("row", Offset.Of("rows"), 1, of =>
    {
        foreach (var region in Frame.Regions(series))
        {
            FrameEntry entry = frame[region];
            of.Add(new Statement.Refer(entry.Row, new Address(entry.Rows, "row".Variable() * entry.Stride)));
        }
        Row(of);
    });

    private void Row(Statements to)
    {
        NameScope ofUnits = _names.Scope(), ofRow = ofUnits.Beside();
        foreach (SeriesMember member in series.Members)
        {
            Dictionary<Value, VectorExpression> known = member.Numbers.ToDictionary(held => held.Value, held => _numbers[held.Number.Id]);
            Repeat(member.Map, ofRow, known, to);
            if (member.IsOfNumbers) Numbers(member.Map, ofRow, known, to);
            else Units(member.Map, ofUnits, ofRow, known, to);
        }
    }

    /// <summary>
    /// Repeats numbers of memory once, before the loop over units; not those that it overwrites. A value stays what it was, also where a
    /// later map overwrites its memory.
    /// </summary>
    private void Repeat(Stage.Map map, NameScope ofRow, Dictionary<Value, VectorExpression> known, Statements to)
    {
        foreach (Load load in map.Loads.Where(l => l.IsBroadcast && !Places.Written(map).Any(l.Location.Overlaps)))
        {
            if (!_repeated.TryGetValue((load.Value.Id, load.Location), out VectorExpression? repeated))
            {
                string name = Names.Escape(ofRow.Fresh(kernels.Locals.Of(load.Value)));
                to.Define(name, new VectorExpression.Broadcast(_frame.Row(load.Location, load.Value)));
                _repeated[(load.Value.Id, load.Location)] = repeated = new VectorExpression.Variable(name);
            }
            known[load.Value] = repeated;
        }
    }

    /// <summary>
    /// What the next row has saved, or will save: rows of a tape come from far away, each map reads a few lines here and a few there, and
    /// no processor foresees that by itself. Kernels without vectors, those of exported C, ask for nothing.
    /// </summary>
    private IEnumerable<Statement> Prefetches(Stage.Map map)
    {
        if (IsOneRow(series) || kernels.Lanes == 1) yield break;
        IEnumerable<Location> read = map.Loads.Where(l => !l.IsBroadcast).Select(l => l.Location);
        foreach (Location place in read.Where(IsFar).Where(_foreseen.Add)) yield return Prefetch(place);
        Statement[] saved = [.. map.Stores.Select(s => s.Location).Where(IsFar).Where(_foreseen.Add).Select(Prefetch)];
        if (saved.Length == 0) yield break;
        if (series.SavesOnDemand) yield return new Statement.If(new Condition.Flag(StageNames.Saves), saved.ToEquatableArray());
        else foreach (Statement statement in saved) yield return statement;

        static bool IsFar(Location place) => place.Region == Region.Saved;

        Statement Prefetch(Location place)
        {
            Address row = _frame.Row(place);
            return new Statement.Prefetch(row with { Offset = Offset.Add("at".Variable(), row.Offset, frame[place].Stride) });
        }
    }

    private void Numbers(Stage.Map map, NameScope ofRow, Dictionary<Value, VectorExpression> known, Statements to)
    {
        var body = new BodyBuilder(kernels, _frame, map, ofRow, Offset.Zero);
        foreach (var number in known) body.Bind(number.Key, number.Value);
        body.Build(to);
        foreach (Value made in map.Equations.Select(e => e.Result).Where(made => _held.Contains(made.Id)))
            _numbers[made.Id] = body.Read(made, to);
    }

    private void Units(
        Stage.Map map, NameScope ofUnits, NameScope ofRow, Dictionary<Value, VectorExpression> known, Statements to)
    {
        var units = new UnitBuilder(kernels, _frame, map, ofUnits, known);
        units.OverUnits(to, Prefetches(map).ToEquatableArray());
        for (int i = 0; i < map.Reductions.Count; i++)
        {
            Value sum = map.Reductions[i].Equation.Result;
            if (!_held.Contains(sum.Id)) continue;
            string name = ofRow.Of(sum, kernels.Locals);
            to.Define(name, new VectorExpression.Repeat(units.Across(i)));
            _numbers[sum.Id] = new VectorExpression.Variable(name);
        }
    }
}
