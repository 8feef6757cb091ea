using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

/// <summary>
/// Backward: only what lies on the way from a state's adjoint to the adjoint of the state before stays in the (reversed) loop over time.
/// Products that need no carried adjoint run before it for all steps at once; input adjoints and weight gradients after it.
/// </summary>
internal static class BackwardPlanner
{
    public static Program Plan(
        string name, AdjointFunction adjoint, SavedValues.Choice choice, Dictionary<int, Location> saved, ProgramMemory memory,
        PanelForm loopPanels)
    {
        List<Equation> all = choice.Equations;
        StepFunction step = adjoint.Forward;
        var views = new ParameterViews(step.Parameters, all);
        var flow = new DataFlow(all);
        var parts = new Partition(adjoint, choice, flow, GradientTerms.Find(adjoint, flow));

        var known = new Dictionary<int, Location>(saved);
        Planner.Know(known, Region.Input, step.Inputs);
        Planner.Know(known, Region.Previous, step.Previous);
        Planner.Know(known, Region.Next, step.Next);
        Planner.Know(known, Region.Output, step.Outputs);
        Planner.Know(known, Region.OutputSeed, adjoint.OutputSeeds);
        Planner.Know(known, Region.NextSeed, adjoint.NextSeeds);

        var sweeps = new List<Sweep>();
        for (int sweep = 0; sweep < 3; sweep++)
        {
            var owed = new RequiredResults();
            var mine = parts.Equations(sweep);
            if (sweep == 1) Owe(owed, Region.PreviousAdjoint, adjoint.PreviousAdjoints, _ => true);
            else Owe(owed, Region.InputAdjoint, adjoint.InputAdjoints, v => parts.SweepOf(v) == sweep);
            if (sweep == 1) Owe(owed, Region.InputAdjoint, adjoint.InputAdjoints, v => parts.SweepOf(v) == 1);
            if (sweep == 2)
                foreach (Value seed in adjoint.NextSeeds.Where(s => known[s.Id].Region == Region.NextSeed)) known.Remove(seed.Id);
            Value[] carried = sweep == 1 ? [.. adjoint.NextSeeds] : [];
            for (int later = sweep + 1; later < 3; later++)
            {
                var read = parts.Equations(later).SelectMany(e => e.Operands).Concat(parts.Terms(later).SelectMany(Values));
                // What leaves for the step before without any of what arrives is made before the loop; the loop hands it on.
                if (later == 1) read = read.Concat(adjoint.PreviousAdjoints.OfType<Value>());
                ForwardPlanner.Bridge(read, mine, carried, owed, Region.PreviousAdjoint, memory);
            }
            var terms = parts.Terms(sweep);
            if (owed.Count + terms.Count > 0)
            {
                var content = new StageBuilder.SweepContent(
                    name + Suffixes[sweep], parts.WithLeaves(mine), known, owed,
                    terms.OfType<GradientTerm.Elementwise>().ToList(), terms.OfType<GradientTerm.OuterProduct>().ToList(),
                    sweep == 1 ? loopPanels : PanelForm.Batch, _ => true, AddsInPlace: sweep != 1 && loopPanels == PanelForm.OneRow);
                // The loop hands out the adjoints of the initial states too, be they all zero.
                bool onlyInputs = sweep != 1 && terms.Count == 0
                    && owed.Values.All(list => list.All(r => r.Location.Region == Region.InputAdjoint));
                SweepKind kind = sweep == 1 ? SweepKind.ReverseTimeLoop : SweepKind.AllRows;
                sweeps.Add(new Sweep(kind, StageBuilder.Build(content, memory, views), onlyInputs));
            }
            // A later sweep reads a value from its rows of the whole sequence.
            foreach (var entry in owed)
            {
                Location? lasting = entry.Value.FirstOrDefault(r => ForwardPlanner.Lasts(r.Location, Region.PreviousAdjoint)).Location;
                if (lasting is null) continue;
                if (!known.ContainsKey(entry.Key) || lasting.Region == Region.Work) known[entry.Key] = lasting;
            }
        }
        return memory.BackwardProgram(name + Suffixes[1], sweeps, choice.Saved.Select(v => saved[v.Id]), loopPanels == PanelForm.OneRow);
    }

    private static readonly string[] Suffixes = ["Before", "", "After"];

    private static IEnumerable<Value> Values(GradientTerm term) => term switch
    {
        GradientTerm.OuterProduct outer => [outer.Left, outer.Right],
        GradientTerm.Elementwise elementwise => [elementwise.Value],
        _ => [],
    };

    private static void Owe(RequiredResults owed, Region region, EquatableArray<Value?> values, System.Func<Value, bool> mine)
    {
        for (int i = 0; i < values.Count; i++)
            if (values[i] is { } value && mine(value)) owed.Add(value, Planner.Public(region, i, value));
    }

    /// <summary>Which sweep computes what: 0 before, 1 in, 2 after the loop over time.</summary>
    private sealed class Partition
    {
        private readonly Dictionary<int, int> _sweep = [];
        private readonly List<Equation> _all;
        private readonly List<GradientTerm> _terms;
        private readonly bool _inLoop;

        public Partition(AdjointFunction adjoint, SavedValues.Choice choice, DataFlow flow, List<GradientTerm> terms)
        {
            (_all, _terms, _inLoop) = (choice.Equations, terms, choice.InLoop);
            if (choice.InLoop) foreach (Value value in adjoint.NextSeeds.Concat(_all.Select(e => e.Result))) _sweep[value.Id] = 1;
            else Divide(adjoint, _all, flow, terms);
        }

        private void Divide(AdjointFunction adjoint, List<Equation> all, DataFlow flow, List<GradientTerm> terms)
        {
            foreach (Value seed in adjoint.NextSeeds) _sweep[seed.Id] = 1;
            var targets = adjoint.PreviousAdjoints.OfType<Value>().ToList();
            HashSet<int> carried = flow.Descendants(adjoint.NextSeeds);
            HashSet<int> needed = flow.Ancestors(targets);
            var hoisted = flow.Ancestors(all
                .Where(e => needed.Contains(e.Result.Id) && !carried.Contains(e.Result.Id) && IsHeavy(e)).Select(e => e.Result));
            var wantedLater = flow.Ancestors(adjoint.InputAdjoints.OfType<Value>().Concat(terms.SelectMany(Values)));
            foreach (Equation equation in all)
            {
                int id = equation.Result.Id;
                if (needed.Contains(id)) _sweep[id] = !carried.Contains(id) && hoisted.Contains(id) ? 0 : 1;
                else if (wantedLater.Contains(id)) _sweep[id] = carried.Contains(id) ? 2 : 0;
            }
            // What only feeds a sum over rows element by element is cheapest beside the values it is made of.
            var inOuter = flow.Ancestors(adjoint.InputAdjoints.OfType<Value>()
                .Concat(terms.OfType<GradientTerm.OuterProduct>().SelectMany(Values)));
            foreach (Equation equation in all)
            {
                int id = equation.Result.Id;
                if (_sweep.TryGetValue(id, out int sweep) && sweep == 2 && !inOuter.Contains(id) && !IsHeavy(equation)
                    && equation.Operands.All(o => !_sweep.TryGetValue(o.Id, out int of) || of <= 1)) _sweep[id] = 1;
            }
            // A sweep before the loop reads nothing of it: what it needs of cheap values it computes itself.
            foreach (Equation equation in Enumerable.Reverse(all))
                if (_sweep.TryGetValue(equation.Result.Id, out int sweep) && sweep == 0)
                    foreach (Value operand in equation.Operands)
                        if (_sweep.TryGetValue(operand.Id, out int of) && of > 0) _sweep[operand.Id] = 0;
        }

        public int SweepOf(Value value) => _sweep.TryGetValue(value.Id, out int sweep) ? sweep : 0;

        public List<Equation> Equations(int sweep) => _all.Where(e => _sweep.TryGetValue(e.Result.Id, out int of) && of == sweep).ToList();

        /// <summary>A term adds in the sweep that makes the last of its values.</summary>
        public List<GradientTerm> Terms(int sweep) => _terms.Where(t => TermSweep(t) == sweep).ToList();

        public List<Equation> WithLeaves(List<Equation> own)
        {
            var mine = new HashSet<int>(own.Select(e => e.Result.Id));
            return _all.Where(e => mine.Contains(e.Result.Id) || ForwardPlanner.IsLeaf(e)).ToList();
        }

        /// <summary>Outer products wait for the sweep after the loop, where chunks of rows share the weights' gradients.</summary>
        private int TermSweep(GradientTerm term)
        {
            int sweep = Values(term).Max(SweepOf);
            return term is GradientTerm.OuterProduct && sweep == 1 && !_inLoop ? 2 : sweep;
        }

        private static bool IsHeavy(Equation equation) => equation.Operation
            is Operation.MatMul or Operation.Reduce or Operation.Outer or Operation.Softmax or Operation.FirstMaximum;
    }
}
