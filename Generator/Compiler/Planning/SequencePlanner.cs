using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

/// <summary>How a sequence is taken: rows of a batch on a tape, one row on a tape, or one row whose states stay for a step only.</summary>
internal enum SequenceForm { Batch, Row, Stream }

/// <summary>
/// The sweeps of a sequence: before the loop over time what <see cref="Hoisting"/> found, in the loop what the next states need, after it
/// the outputs that no state needs.
/// </summary>
internal sealed class SequencePlanner(string name, StepFunction step, Hoisting hoisting, SequenceForm form, ProgramMemory memory)
{
    private readonly Dictionary<int, Location> _known = ForwardPlanner.Arguments(step);
    private readonly ParameterViews _views = new(step.Parameters, hoisting.Equations);

    private PanelForm LoopPanels => form == SequenceForm.Batch ? PanelForm.Batch : PanelForm.OneRow;

    /// <summary>A stream's products for many rows read the panels that were packed for one.</summary>
    private PanelForm RowPanels => form == SequenceForm.Stream ? PanelForm.OneRow : PanelForm.Batch;

    /// <summary>Where a result lasts for one step only.</summary>
    private Region? Passing => form == SequenceForm.Stream ? Region.Next : null;

    public List<Sweep> Sweeps(List<Value> saved, Dictionary<int, Location> savedAt)
    {
        HashSet<int> inLoop = new DataFlow(hoisting.Equations).Ancestors(step.Next);
        var before = hoisting.Equations.Where(e => hoisting.Before.Contains(e.Result.Id)).ToList();
        var loop = hoisting.Equations.Where(e => inLoop.Contains(e.Result.Id) && !hoisting.Before.Contains(e.Result.Id)).ToList();
        var after = hoisting.Equations.Where(e => !inLoop.Contains(e.Result.Id)).ToList();
        var sweeps = new List<Sweep>();

        var early = Saved(saved, savedAt, v => hoisting.Before.Contains(v.Id));
        ForwardPlanner.Bridge(Reads(loop.Concat(after)).Concat(step.Next).Concat(step.Outputs), before, [], early, Passing, memory);
        Add(SweepKind.AllRows, "Before", before, early, RowPanels);

        var owed = new RequiredResults();
        for (int i = 0; i < step.Next.Count; i++) owed.Add(step.Next[i], Planner.Public(Region.Next, i, step.Next[i]));
        foreach (Value value in saved.Where(v => inLoop.Contains(v.Id) && !hoisting.Before.Contains(v.Id)))
            owed.Add(value, savedAt[value.Id]);
        var late = Saved(saved, savedAt, v => !inLoop.Contains(v.Id));
        for (int i = 0; i < step.Outputs.Count; i++)
        {
            Value output = step.Outputs[i];
            (inLoop.Contains(output.Id) && !IsArgument(output) ? owed : late).Add(output, Planner.Public(Region.Output, i, output));
        }
        Value[] passing = form == SequenceForm.Stream ? [.. step.Previous] : [];
        ForwardPlanner.Bridge(Reads(after).Concat(late.Values.Select(r => r[0].Value)), loop, passing, owed, Passing, memory);
        Add(SweepKind.TimeLoop, "", loop, owed, LoopPanels);
        Add(SweepKind.AllRows, "Outputs", after, late, RowPanels);
        return sweeps;

        void Add(SweepKind kind, string suffix, List<Equation> equations, RequiredResults results, PanelForm panels)
        {
            if (results.Count == 0) return;
            var content = new StageBuilder.SweepContent(
                name + suffix, ForwardPlanner.WithLeaves(hoisting.Equations, equations), _known, results, [], [], panels, _ => true);
            sweeps.Add(new Sweep(kind, StageBuilder.Build(content, memory, _views)));
            foreach (var entry in results)
            {
                Location? lasting = entry.Value.FirstOrDefault(r => r.Location.Region != Passing).Location;
                if (lasting is not null) _known[entry.Key] = lasting;
            }
        }
    }

    private static IEnumerable<Value> Reads(IEnumerable<Equation> equations) => equations.SelectMany(e => e.Operands);

    private static RequiredResults Saved(List<Value> saved, Dictionary<int, Location> savedAt, System.Func<Value, bool> here)
    {
        var owed = new RequiredResults();
        foreach (Value value in saved.Where(here)) owed.Add(value, savedAt[value.Id]);
        return owed;
    }

    private bool IsArgument(Value value) => step.Inputs.Concat(step.Previous).Concat(step.Parameters).Any(v => v.Id == value.Id);
}
