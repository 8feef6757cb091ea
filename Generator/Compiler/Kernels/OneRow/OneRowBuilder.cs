using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.OneRow;

/// <summary>A map stage for one row: the sums of a bundle of blocks stay in registers and go straight into the equations.</summary>
internal sealed class OneRowBuilder
{
    private readonly KernelSet _kernels;
    private readonly Frame _frame;
    private readonly Stage.Map _stage;
    private readonly Schedule.OneRow _schedule;
    private readonly StageNames _names;
    private readonly OneRowBlocks _blocks;
    private readonly IReadOnlyList<AcrossBuilder> _across;

    /// <param name="across">Stages that stand in its kernel: sums across lanes of what it makes.</param>
    public OneRowBuilder(KernelSet kernels, Frame frame, Stage.Map stage, params IEnumerable<Stage.Map> across)
    {
        (_kernels, _frame, _stage, _schedule) = (kernels, frame, stage, (Schedule.OneRow)stage.Schedule!);
        _names = new StageNames(frame, stage);
        _blocks = new OneRowBlocks(kernels, frame, stage);
        _across = [.. across.Select(other => new AcrossBuilder(kernels, frame, other))];
    }

    // Of a kernel that takes some units who calls it proves that these are some of the stage's.
    public Kernel Build() => _schedule.Side is null
        ? _kernels.Share(Kernel(), new StageMemory(_frame, _stage).OfOneRow()) : _kernels.Share(Kernel());

    /// <summary>Where the arguments are in scope, the kernel's body alone; what it calls is added to the kernels.</summary>
    public Kernel Inline()
    {
        Kernel kernel = Kernel();
        IEnumerable<Lent> lent = new StageMemory(_frame, _stage).OfOneRow().Concat(_across.SelectMany(other => other.Memory()));
        _kernels.Inline(kernel, lent.GroupBy(l => l.Elements).Select(g => g.First()));
        return kernel;
    }

    private Kernel Kernel()
    {
        IEnumerable<Parameter> parameters = StageNames.OneRowArguments(_frame, _stage)
            .Concat(_across.SelectMany(other => other.Arguments)).Distinct().Select(Parameter (a) => new Parameter.Elements(a));
        parameters = StageNames.Flags(_stage).Concat(parameters);
        if (_schedule.Side is not null) parameters = new Parameter[] { new Parameter.Count(UnitBuilder.Top) }.Concat(parameters);
        if (_stage.BackAndForth) parameters = new Parameter[] { new Parameter.Flag("back") }.Concat(parameters);
        IEnumerable<string> notes = _kernels.Notes.Of(_stage).Concat(_across.SelectMany(other => other.Notes));
        return new Kernel(_stage.Name, notes.ToEquatableArray(), parameters.ToEquatableArray(), Body());
    }

    private EquatableArray<Statement> Body()
    {
        if (_blocks.AreApart) return _blocks.Build(ofBlock =>
        {
            PanelsOfUnit(ofBlock);
            Block(Sums(), ofBlock);
        });
        return Statements.Of(to =>
        {
            if (_stage.Accumulators.Count == 0) Units(to);
            else Products(to);
        });
    }

    private void Units(Statements to)
    {
        NameScope scope = _names.Scope();
        if (_schedule.Side is { } side)
        {
            scope.Fresh(UnitBuilder.Top);
            new UnitBuilder(_kernels, _frame, _stage, scope).OverSome(side, to);
        }
        else new UnitBuilder(_kernels, _frame, _stage, scope).OverUnits(to);
    }

    /// <summary>A row of states, and of the copy of them that later bundles of units read.</summary>
    public const string StateRow = Frame.Held + "Row", OldRow = Frame.Before + "Row";

    /// <summary>Whether the first bundle of units needs no copy of the states that it reads.</summary>
    public static bool FirstInPlace(Stage stage) => stage.OldStates == OldStates.FirstBundleInPlace;

    private OneRowSums Sums() => new(_stage, _schedule, Scope());

    /// <summary>Names apart from those of the sums across lanes.</summary>
    private NameScope Scope()
    {
        NameScope scope = _names.Scope();
        foreach (string taken in _across.SelectMany(other => other.Taken)) scope.Fresh(taken);
        return scope;
    }

    private void Products(Statements to)
    {
        OneRowSums sums = Sums();
        NameScope scope = Scope();
        foreach (string taken in sums.Taken) scope.Fresh(taken);
        foreach (AcrossBuilder across in _across) across.Open(scope, to);
        Bundles(sums, to);
        foreach (AcrossBuilder across in _across) across.Close(scope, to);
    }

    private void Bundles(OneRowSums sums, Statements to)
    {
        Offset bundle = Offset.Vectors(_stage.Blocks);
        if (!_stage.BackAndForth)
        {
            Panels(p => _frame.Start(_stage.Panels[p]), to);
            FirstBundleInPlace(to);
            to.Loop("unit", _stage.Units, bundle, ofUnit => Bundle(sums, ofUnit));
            return;
        }
        Offset last = "last".Variable(), passed = "passed".Variable();
        to.Add(new Statement.DefineOffset("last", new Offset.Multiple(_stage.Units - 1, bundle)));
        FirstBundleInPlace(to);
        to.Loop("passed", Offset.Zero, [new Condition.AtMost(passed, last)], bundle, ofUnit =>
        {
            ofUnit.Add(new Statement.DefineOffset(
                "unit", new Offset.Choice("back", new Offset.Difference(last, passed), passed),
                "the weights read last come first, while they are in the cache"));
            PanelsOfUnit(ofUnit);
            Bundle(sums, ofUnit);
        });
    }

    /// <summary>The first bundle of units reads states where they lie, so that it does not wait for the copy of them.</summary>
    private void FirstBundleInPlace(Statements to)
    {
        if (!FirstInPlace(_stage)) return;
        to.Add(new Statement.Refer("later", new Address(OldRow), "the first bundle of units reads states where they lie"));
        to.Add(new Statement.Point(OldRow, new Address(StateRow)));
    }

    private void Bundle(OneRowSums sums, Statements to)
    {
        Block(sums, to);
        if (FirstInPlace(_stage)) to.Add(new Statement.Point(OldRow, new Address("later")));
    }

    /// <summary>The sums and equations of the units from <c>unit</c> on.</summary>
    private void Block(OneRowSums sums, Statements to)
    {
        OneRowSums.DeclareElements(_stage, to);
        EquatableArray<int> gathered = _schedule.Gathered;
        int first = gathered[0], product = 0;
        if (first > 0) Gather(sums, 0, first, ref product, to);
        to.Scope(of => Equations(sums, of, before: phase =>
        {
            if (phase == 0 || gathered[phase] == 0) return;
            Gather(sums, first, gathered[phase], ref product, of);
            first += gathered[phase];
        }));
    }

    /// <summary>The products of some panels; their sums are whole afterwards.</summary>
    /// <param name="product">The first of them.</param>
    private void Gather(OneRowSums sums, int first, int count, ref int product, Statements to)
    {
        for (int p = first; p < first + count; p++)
        {
            Panel panel = _stage.Panels[p];
            if (p == 0 || _stage.Panels[p - 1].First != panel.First)
                for (int b = 0; b < _stage.Blocks; b++)
                    for (int a = 0; a < panel.Width; a++) sums.Declare(b, panel.First + a, Start(panel.First + a, b), to);
            string weights = KernelSpelling.Numbered("panel", p);
            IReadOnlyList<PanelSegment> segments = panel.JoinedSegments();
            for (int s = 0; s < segments.Count; s++)
            {
                ProductSchedule schedule = _schedule.Products[product++];
                if (schedule.Vectors == 0) continue;
                PanelSegment[] alike = [.. segments.Skip(s).Take(schedule.Vectors)];
                new OneRowProduct(_kernels, _schedule.Direct, sums, panel, alike, _frame.Row(alike[0].Source, alike[0].Vectors[0]))
                    .Build(schedule, weights, to);
            }
        }
        sums.Join(_stage.Panels.Skip(first).Take(count), to);
    }

    private void PanelsOfUnit(Statements to) =>
        Panels(p => Offset.Add(_frame.Start(_stage.Panels[p]), "unit".Variable() * _stage.Panels[p].Vectors), to);

    private void Panels(Func<int, Offset> offset, Statements to)
    {
        for (int p = 0; p < _stage.Panels.Count; p++)
            to.Add(new Statement.Refer(KernelSpelling.Numbered("panel", p), new Address("weights", offset(p))));
    }

    /// <summary>What a sum starts from.</summary>
    private VectorExpression Start(int accumulator, int block)
    {
        if (_stage.Accumulators[accumulator].Bias is not { } start) return VectorExpression.Zero;
        Address row = _frame.Row(start.Location, start.Value);
        return new VectorExpression.Load(row with { Offset = Offset.Add("unit".Variable(), row.Offset, Offset.Vectors(block)) });
    }

    /// <param name="before">What comes before a phase.</param>
    private void Equations(OneRowSums sums, Statements to, Action<int> before)
    {
        NameScope scope = Scope();
        foreach (string taken in sums.Taken) scope.Fresh(taken);
        var bodies = new List<BodyBuilder>();
        var places = new List<Offset>();
        for (int block = 0; block < _stage.Blocks; block++)
        {
            string at = block == 0 ? "unit" : scope.Fresh(KernelSpelling.Numbered("at", block));
            if (block > 0) to.Add(new Statement.DefineOffset(at, Offset.Add("unit".Variable(), Offset.Vectors(block))));
            var body = new BodyBuilder(
                _kernels, _frame, _stage, _stage.Blocks == 1 ? scope : scope.Numbered(block), at.Variable());
            for (int a = 0; a < _stage.Accumulators.Count; a++)
                body.Bind(_stage.Accumulators[a].Result, new VectorExpression.Variable(sums[block, a]));
            bodies.Add(body);
            places.Add(at.Variable());
        }
        BodyBuilder.Build(bodies, to, before);
        foreach (AcrossBuilder across in _across)
            for (int block = 0; block < bodies.Count; block++) across.Take(bodies[block], places[block], _stage.Units, scope, to);
    }
}
