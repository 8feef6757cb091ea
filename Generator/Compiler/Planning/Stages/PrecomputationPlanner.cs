using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>Plans what is made of parameters alone as steps of one row, of which the parameters are the inputs.</summary>
internal static class PrecomputationPlanner
{
    /// <param name="values">For values that only the plan has.</param>
    public static Precomputation Plan(AdjointFunction function, ProgramVectors vectors, ValueSupply values)
    {
        StepFunction step = function.Forward;
        var known = new Dictionary<int, Location>();
        known.Add(Region.Input, step.Inputs);
        var owed = new RequiredResults();
        for (int i = 0; i < step.Outputs.Count; i++) owed.Add(step.Outputs[i], Location.Whole(Region.Output, i, step.Outputs[i]));
        Program forward = Program("Precompute", step.Equations, known, owed, isBackward: false);

        // What the way forward made is at hand; what else the way back reads is made again.
        known.Add(Region.Output, step.Outputs);
        known.Add(Region.OutputSeed, function.OutputSeeds);
        owed = [];
        for (int i = 0; i < step.Inputs.Count; i++)
            if (function.InputAdjoints[i] is { } adjoint) owed.Add(adjoint, Location.Whole(Region.InputAdjoint, i, adjoint));
        IEnumerable<Equation> again = step.Equations.Where(equation => !known.ContainsKey(equation.Result.Id));
        Program backward = Program("PrecomputeBackward", [.. again, .. function.Equations], known, owed, isBackward: true);
        return new Precomputation(function, forward, backward);

        Program Program(
            string name, IReadOnlyList<Equation> equations, Dictionary<int, Location> places, RequiredResults results, bool isBackward)
        {
            var memory = new ProgramMemory(vectors, default, values);
            var content = new SweepContent(
                name, equations, new SweepPlaces(places, results), SweepGradients.None, PanelForm.OneRow, (_, _) => true, isBackward);
            var sweep = new Sweep(SweepKind.TimeLoop, StageBuilder.Build(content, memory, new ParameterViews(default, [])));
            return memory.Program(name, [sweep], oneRow: true);
        }
    }
}
