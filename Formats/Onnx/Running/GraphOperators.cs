using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>What each operator does; one row an operator.</summary>
internal static class GraphOperators
{
    private static readonly Dictionary<string, Func<GraphCall, GraphArray[]>> s_rows = Rows();

    public static IReadOnlyCollection<string> Names => s_rows.Keys;

    public static GraphArray[] Apply(GraphCall call) => s_rows.TryGetValue(call.Operation, out Func<GraphCall, GraphArray[]>? row)
        ? row(call)
        : throw new GraphRunException("exported files do not have this operator");

    private static Dictionary<string, Func<GraphCall, GraphArray[]>> Rows()
    {
        var rows = new Dictionary<string, Func<GraphCall, GraphArray[]>>
        {
            ["MatMul"] = call => [GraphProducts.MatMul(call)],
            ["ReduceSum"] = call => [GraphReductions.Reduce(call, call.Find(1)?.Integers(), 0, (sum, value) => sum + value)],
            ["ReduceMax"] = call => [GraphReductions.Reduce(call, call.Integers("axes"), double.NegativeInfinity, GraphNumbers.Maximum)],
            ["ArgMax"] = call => [GraphReductions.ArgMax(call)],
            ["CumSum"] = call => [GraphReductions.CumSum(call)],
            ["Softmax"] = call => [GraphReductions.Softmax(call)],
            ["LSTM"] = GraphRecurrent.Lstm,
            ["GRU"] = GraphRecurrent.Gru,
            ["RNN"] = GraphRecurrent.Simple,
            ["Scan"] = GraphScan.Run,
        };
        foreach ((string name, Func<GraphCall, GraphArray> row) in GraphAxes.Rows) rows.Add(name, call => [row(call)]);
        foreach ((string name, Func<GraphCall, double, double> row) in GraphNumbers.Unary)
            rows.Add(name, call => [GraphElements.Map(call, value => row(call, value))]);
        foreach ((string name, Func<double, double, double> row) in GraphNumbers.Binary)
            rows.Add(name, call => [GraphElements.Zip(call, row)]);
        rows.Add("Where", call => [GraphElements.Where(call)]);
        return rows;
    }
}
