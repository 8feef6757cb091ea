using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>What stages are called: by what they do. Names are for people; nothing hangs on them but that they differ.</summary>
internal static class StageTitles
{
    public static string Of(Stage stage, bool isBackward) => stage switch
    {
        Stage.Map map => isBackward && !ComputesAgain(map) ? Backward(map) : Forward(map),
        Stage.Matrix matrix => Of(matrix, isBackward),
        Stage.General general => Of(general.Equation.Operation),
        Stage.Outer or Stage.ParameterOuter => "WeightGradients",
        _ => throw new InvalidOperationException($"No title for {stage.GetType().Name}."),
    };

    private static string Forward(Stage.Map map)
    {
        int states = Stores(map, Region.Next), outputs = Stores(map, Region.Output);
        if (states > 0) return states > 1 ? "States" : "State";
        if (outputs > 0) return outputs > 1 ? "Outputs" : "Output";
        if (Functions(map, PointwiseFunction.Sigmoid) > 0) return "Gates";
        int candidates = Functions(map, PointwiseFunction.Tanh);
        if (candidates > 0) return candidates > 1 ? "Candidates" : "Candidate";
        if (map.Reductions.Count > 0) return "Totals";
        if (map.Accumulators.Count == 0) return "Values";
        return map.Accumulators.All(a => a.Terms.All(t => t.Source.Region == Region.Input)) ? "InputProducts" : "Products";
    }

    private static string Backward(Stage.Map map)
    {
        if (map.IsForInputsOnly && map.Stores.Count > 0) return "InputAdjoints";
        if (Stores(map, Region.PreviousAdjoint) > 0 && map.Gradients.Count == 0) return "StateAdjoints";
        if (map.Gradients.Count > 1) return "GateAdjoints";
        return map.Reductions.Count > 0 ? "Totals" : "Adjoints";
    }

    private static string Of(Stage.Matrix matrix, bool isBackward)
    {
        if (isBackward) return "MatrixAdjoints";
        int states = matrix.Body.Stores.Count(s => s.Location.Region == Region.Next);
        return states > 0 ? states > 1 ? "MatrixStates" : "MatrixState" : matrix.Body.Stores.Count > 0 ? "MatrixValues" : "MatrixTotals";
    }

    private static string Of(Operation operation) => operation switch
    {
        Operation.MatMul => "Product",
        Operation.Transpose => "Transpose",
        Operation.Slice => "Part",
        Operation.Concat or Operation.Pad => "Join",
        Operation.FirstMaximum => "FirstMaximum",
        Operation.Reduce or Operation.CumulativeSum => "Totals",
        Operation.Diagonal or Operation.DiagonalOf => "Diagonal",
        _ => "Values",
    };

    /// <summary>Values of the forward pass that were not kept: activations, with nothing of the adjoint beside them.</summary>
    private static bool ComputesAgain(Stage.Map map) => map.Gradients.Count == 0
        && map.Stores.All(s => s.Location.Region is Region.Scratch or Region.Work)
        && Functions(map, PointwiseFunction.Sigmoid) + Functions(map, PointwiseFunction.Tanh) > 0;

    private static int Stores(Stage.Map map, Region region) => map.Stores.Count(s => s.Location.Region == region);

    private static int Functions(Stage.Map map, PointwiseFunction function) =>
        map.Equations.Count(e => e.Operation is Operation.Pointwise pointwise && pointwise.Function == function);
}
