using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>A direction of computation as the planner of its sweeps sees it.</summary>
/// <param name="Kept">Where values lie that the backward pass reads.</param>
/// <param name="Terms">Of the gradients, in the order of the function's sums.</param>
/// <param name="AddsInPlace">To the gradients of so many parameters, the first, sweeps over all rows add where these lie.</param>
/// <param name="AsksToSave">What is saved may be left out.</param>
internal sealed record SequencePass(
    string Name,
    PassRegions Regions,
    PassPanels Panels,
    IReadOnlyDictionary<int, Location> Kept,
    IReadOnlyList<GradientTerm> Terms,
    int AddsInPlace = 0,
    bool AsksToSave = false);

/// <summary>The memory of what a step finds, what it leaves for the next one, and its results.</summary>
internal sealed record PassRegions(Region Arriving, Region Leaving, Region Results);

/// <summary>How weights are arranged for loops over time, and for sweeps over all rows.</summary>
internal sealed record PassPanels(PanelForm Loops, PanelForm Rows);

/// <summary>Turns each loop of a sequence into a sweep: what it owes and where, and what goes through rows of the whole sequence.</summary>
/// <param name="known">Where arguments lie; grows with what sweeps leave.</param>
internal sealed class SequencePlanner(
    SequenceProgram program, SequencePass pass, Dictionary<int, Location> known, ParameterViews views, ProgramMemory memory)
{
    private readonly SequenceFunction _function = program.Function;

    public List<Sweep> Sweeps()
    {
        var sweeps = new List<Sweep>();
        for (int i = 0; i < program.Loops.Count; i++) sweeps.Add(Plan(program.Loops[i], i));
        return sweeps;
    }

    private Sweep Plan(Loop loop, int index)
    {
        LoopBody body = loop.Body;
        foreach (Carry carry in body.Carries) known[carry.Arriving.Id] = Location.Whole(pass.Regions.Arriving, carry.State, carry.Arriving);
        RequiredResults owed = Owed(body);
        var terms = body.Flow.Sums.Select(s => pass.Terms[s]).ToList();
        bool overTime = loop is Loop.TimeLoop;
        var gradients = new SweepGradients(
            terms.OfType<GradientTerm.Elementwise>().ToList(), terms.OfType<GradientTerm.OuterProduct>().ToList(),
            InPlace: overTime ? 0 : pass.AddsInPlace);
        var content = new SweepContent(
            pass.Name, body.Equations, new SweepPlaces(known, owed), gradients, overTime ? pass.Panels.Loops : pass.Panels.Rows,
            (_, _) => true, IsBackward: _function.Carries.IsAdjoint, IsOverTime: overTime,
            AsksToSave: pass.AsksToSave);
        // A loop that carries something writes what arrives at the initial states.
        bool onlyInputs = terms.Count == 0 && body.Carries.Count == 0
            && owed.Values.All(list => list.All(r => r.Location.Region == Region.InputAdjoint));
        var sweep = new Sweep(
            Kind(loop), StageBuilder.Build(content, memory, views), onlyInputs, body.Carries.Select(c => c.State).ToEquatableArray());
        Remember(body, owed);
        Release(index);
        return sweep;
    }

    private static SweepKind Kind(Loop loop) => loop switch
    {
        Loop.TimeLoop { Direction: Direction.Reversed } => SweepKind.ReverseTimeLoop,
        Loop.TimeLoop => SweepKind.TimeLoop,
        _ => SweepKind.AllRows,
    };

    private RequiredResults Owed(LoopBody body)
    {
        var owed = new RequiredResults();
        foreach (Carry carry in body.Carries)
            if (carry.Leaving is { } leaving) owed.Add(leaving, Location.Whole(pass.Regions.Leaving, carry.State, leaving));
        foreach (Value value in body.Flow.Kept) owed.Add(value, pass.Kept[value.Id]);
        foreach (Result result in body.Flow.Results)
            owed.Add(result.Value, Location.Whole(pass.Regions.Results, result.Index, result.Value));
        // What a later sweep reads goes through rows of the whole sequence.
        foreach (Value value in Handed(body))
            if (!(owed.TryGetValue(value.Id, out var places) && places.Any(p => Lasts(p.Location))))
                owed.Add(value, memory.Work(value.Shape.Length));
        return owed;
    }

    /// <summary>
    /// What the same equations of several heads make lies in the order of the equations, so that a head's rows are laid out as another's.
    /// </summary>
    private static IEnumerable<Value> Handed(LoopBody body)
    {
        if (!body.Equations.Any(equation => equation.Operation.IsElementwise() && equation.Result.Shape.IsMatrix)) return body.Flow.Handed;
        var order = new Dictionary<int, int>();
        foreach (Equation equation in body.Equations) order[equation.Result.Id] = order.Count;
        return body.Flow.Handed.OrderBy(value => order.TryGetValue(value.Id, out int at) ? at : -1);
    }

    /// <summary>A later sweep reads a value from its rows of the whole sequence.</summary>
    private void Remember(LoopBody body, RequiredResults owed)
    {
        if (!_function.Carries.Last) foreach (Carry carry in body.Carries) known.Remove(carry.Arriving.Id);
        foreach (var entry in owed)
        {
            Location? lasting = entry.Value.FirstOrDefault(r => Lasts(r.Location)).Location;
            if (lasting is not null && (!known.ContainsKey(entry.Key) || lasting.Region == Region.Work)) known[entry.Key] = lasting;
        }
    }

    /// <summary>
    /// Rows that no later sweep reads are free for what it leaves. Backward each value has rows of its own: most go in place of saved
    /// values.
    /// </summary>
    private void Release(int index)
    {
        if (_function.Carries.IsAdjoint) return;
        var later = new HashSet<int>(program.Loops.Skip(index + 1).SelectMany(l => l.Body.Flow.Reads).Select(v => v.Id));
        foreach (Value value in program.Loops[index].Body.Flow.Reads)
            if (!later.Contains(value.Id) && known.TryGetValue(value.Id, out Location? at) && at.Region == Region.Work) memory.Release(at);
    }

    /// <summary>
    /// Whether later sweeps may read a result there; the adjoints of inputs, and what is saved on demand, are there only if somebody wants
    /// them.
    /// </summary>
    private bool Lasts(Location location) => location.Region != Region.InputAdjoint
        && !(pass.AsksToSave && location.Region == Region.Saved) && (location.Region != pass.Regions.Leaving || _function.Carries.Last);
}
