using System;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Lanes;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>How stages run with a sequence in each lane.</summary>
internal static class LaneSchedules
{
    public static Schedule Of(Stage stage) => stage switch
    {
        Stage.Map map => new Schedule.InLanes(
            Scheduler.Equations(map), Side(map), IsWrittenOut(map),
            KernelTable.LanePartialSums(Side(map) * map.Accumulators.Count)),
        Stage.Outer outer => new Schedule.OuterInLanes(LaneGradients.Tiles(outer).ToEquatableArray()),
        _ => throw new InvalidOperationException($"No sequences lie in the lanes of {stage.Name}."),
    };

    /// <summary>Whether the maps of a sweep are not too much for one method.</summary>
    public static bool IsOneKernel(Sweep sweep)
    {
        var maps = sweep.Stages.OfType<Stage.Map>().ToList();
        return maps.Count > 0 && KernelTable.BodyValues + maps.Sum(Values) <= KernelTable.LaneValues
            && maps.Select(stage => stage.IsForInputsOnly).Distinct().Count() == 1;
    }

    /// <summary>What a stage adds to a method in values, as the JIT counts them.</summary>
    private static int Values(Stage.Map stage)
    {
        int side = Side(stage), terms = stage.Accumulators.Sum(a => a.Terms.Count);
        int products = IsWrittenOut(stage) ? side * Products(stage) : side * terms;
        return KernelTable.ValuesOf(stage, side) - KernelTable.BodyValues + products + KernelTable.ElementValues * terms
            + KernelTable.PlaceValues * side * (stage.Loads.Count + stage.Stores.Count + stage.Gradients.Count);
    }

    private static int Side(Stage.Map stage) =>
        KernelTable.LaneUnitsSideBySide(stage.Accumulators.Count, stage.Units, LaneStages.IsLight(stage));

    private static int Products(Stage.Map stage) => stage.Accumulators.Sum(a => a.Terms.Sum(t => t.Weights.Length));

    private static bool IsWrittenOut(Stage.Map stage) => Side(stage) * Products(stage) <= KernelTable.LaneUnrolledProducts;
}
