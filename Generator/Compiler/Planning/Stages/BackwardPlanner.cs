using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>The pass backward over a tape: from the loops of the adjoint to sweeps, with the gradients that each adds to.</summary>
internal static class BackwardPlanner
{
    /// <param name="large">The states, by index, that the tape may hold at checkpoints only.</param>
    public static Program Plan(
        string name, AdjointFunction adjoint, SavedValues.Choice choice, Dictionary<int, Location> saved, SequenceRules rules,
        ProgramMemory memory, PanelForm loopPanels, EquatableArray<int> large)
    {
        StepFunction step = adjoint.Forward;
        List<GradientTerm> terms = GradientTerms.Find(adjoint, new DataFlow(choice.Equations));
        SequenceFunction function = SequenceFunction.Of(adjoint, choice.Equations, terms.ConvertAll(Sum)) with
        {
            Held = large.SelectMany(state => Held(step, state)).ToEquatableArray(),
        };
        SequenceProgram loops = SequenceBuilder.Build(
            function, choice.InLoop ? rules with { OneLoop = true } : rules, memory.Values);

        var known = new Dictionary<int, Location>(saved);
        known.Add(Region.Input, step.Inputs);
        known.Add(Region.Previous, step.Previous);
        known.Add(Region.Next, step.Next);
        known.Add(Region.Output, step.Outputs);
        foreach ((Value part, Location location) in SavedValues.JoinedMatrices(step))
            if (!known.ContainsKey(part.Id)) known.Add(part.Id, location);
        known.Add(Region.OutputSeed, adjoint.OutputSeeds);
        var pass = new SequencePass(
            name, new PassRegions(Region.NextSeed, Region.PreviousAdjoint, Region.InputAdjoint),
            new PassPanels(loopPanels, PanelForm.Batch), saved, terms,
            AddsInPlace: loopPanels == PanelForm.OneRow ? step.GivenParameters : 0);
        var views = new ParameterViews(step.Parameters, loops.Function.Equations);
        List<Sweep> sweeps = new SequencePlanner(loops, pass, known, views, memory).Sweeps();
        if (large.Count > 0) sweeps = StatesAgain.In(sweeps, step, large, saved, name, loopPanels, memory);
        return memory.BackwardProgram(name, sweeps, choice.Saved.Select(v => saved[v.Id]), loopPanels == PanelForm.OneRow);
    }

    private static IEnumerable<HeldMatrix> Held(StepFunction step, int state) => SavedValues.JoinedMatrices(step)
        .Where(part => part.Location.Index == state).Select(part => part.Value).Concat([step.Previous[state], step.Next[state]])
        .Select(value => new HeldMatrix(state, value));

    internal static RowSum Sum(GradientTerm term) => term switch
    {
        GradientTerm.OuterProduct outer => new RowSum(EquatableArray.Of(outer.Left, outer.Right), IsProduct: true),
        GradientTerm.Elementwise elementwise => new RowSum(EquatableArray.Of(elementwise.Value), IsProduct: false),
        _ => throw new System.InvalidOperationException($"No sum for {term}."),
    };
}
