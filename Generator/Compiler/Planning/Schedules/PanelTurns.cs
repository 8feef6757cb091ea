using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// When a kernel of one row gathers its sums. A step of a small cell is a chain, <c>r = sigmoid(zr); n = tanh(zn + r * u); …</c>, and
/// processors start instructions in the order in which they are written. The sums that the chain begins with, <c>zr</c>, come first, then
/// their equations; the processor gathers the others, <c>zn</c> and <c>u</c>, while it waits for the function.
/// </summary>
internal static class PanelTurns
{
    /// <summary>The phases of the equations, cut where further panels are needed, and the panels gathered before each phase.</summary>
    /// <param name="equations">Of the stage, in phases.</param>
    public static (EquationSchedule Equations, EquatableArray<int> Gathered) Of(Stage.Map stage, EquationSchedule equations)
    {
        int count = stage.Panels.Count;
        if (count == 0 || stage.Panels[count - 1].First == 0)
            return (equations, equations.Phases.Select((_, phase) => phase == 0 ? count : 0).ToEquatableArray());
        Dictionary<int, int> panelsFor = PanelsFor(stage);
        var phases = new List<int>();
        var gathered = new List<int>();
        int before = 0, at = 0;
        foreach (int length in equations.Phases)
        {
            Begin();
            for (int end = at + length; at < end; at++)
            {
                int needed = stage.Equations[at].Operands.Select(o => panelsFor.TryGetValue(o.Id, out int panels) ? panels : 0)
                    .DefaultIfEmpty(0).Max();
                if (needed > before && phases[phases.Count - 1] > 0) Begin();
                gathered[gathered.Count - 1] += Math.Max(0, needed - before);
                before = Math.Max(needed, before);
                phases[phases.Count - 1]++;
            }
        }
        // Sums that no equation reads go straight to memory.
        gathered[gathered.Count - 1] += count - before;
        return (equations with { Phases = phases.ToEquatableArray() }, gathered.ToEquatableArray());

        void Begin()
        {
            phases.Add(0);
            gathered.Add(0);
        }
    }

    /// <summary>For each sum, how many panels must have been gathered: all up to the last with a part of it.</summary>
    private static Dictionary<int, int> PanelsFor(Stage.Map stage)
    {
        var panels = new Dictionary<int, int>();
        for (int p = 0; p < stage.Panels.Count; p++)
            for (int a = 0; a < stage.Panels[p].Width; a++) panels[stage.Accumulators[stage.Panels[p].First + a].Result.Id] = p + 1;
        return panels;
    }
}
