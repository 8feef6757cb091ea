using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>The loop over the first axis: a body with values that go from step to step, and rows that come in and go out.</summary>
internal static class GraphScan
{
    public static GraphArray[] Run(GraphCall call)
    {
        OnnxGraph body = call.Attribute("body")?.G ?? throw new GraphRunException("the body is missing");
        int rows = call.Integer("num_scan_inputs", 0), states = call.Count - rows, outputs = body.Outputs.Count - states;
        if (rows < 1 || states < 0 || outputs < 0 || body.Inputs.Count != call.Count || call.Attribute("scan_input_axes") is not null
            || call.Attribute("scan_output_axes") is not null)
            throw new GraphRunException("a body with other operands, or rows along other axes");
        int[] directions = call.Integers("scan_input_directions") ?? new int[rows];
        int[] outputDirections = call.Integers("scan_output_directions") ?? new int[outputs];
        if (directions.Length != rows || outputDirections.Length != outputs) throw new GraphRunException("directions of other rows");
        GraphArray[] sequences = [.. Enumerable.Range(states, rows).Select(i => call[i])];
        if (sequences.Any(sequence => sequence.Rank == 0 || sequence.Shape[0] != sequences[0].Shape[0]) || sequences[0].Shape[0] < 1)
            throw new GraphRunException("sequences of different lengths, or of none");
        int steps = sequences[0].Shape[0];
        Dictionary<string, GraphArray> values = call.Around;
        call.Machine.Spend(values.Count);
        GraphArray[] state = [.. Enumerable.Range(0, states).Select(i => call[i])];
        var made = new GraphArray[outputs][];
        for (int o = 0; o < outputs; o++) made[o] = new GraphArray[steps];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < states; i++) values[body.Inputs[i].Name] = state[i];
            for (int i = 0; i < rows; i++)
                values[body.Inputs[states + i].Name] = Row(call, sequences[i], directions[i] == 0 ? step : steps - 1 - step);
            GraphArray[] results = call.Machine.Run(body, values);
            state = results[..states];
            for (int o = 0; o < outputs; o++) made[o][outputDirections[o] == 0 ? step : steps - 1 - step] = results[states + o];
        }
        return [.. state, .. made.Select(rows => Joined(call, rows))];
    }

    private static GraphArray Row(GraphCall call, GraphArray sequence, int step)
    {
        int length = sequence.Values.Length / sequence.Shape[0];
        call.Machine.Spend(length);
        return new GraphArray(sequence.Shape[1..], sequence.Values[(step * length)..((step + 1) * length)]);
    }

    private static GraphArray Joined(GraphCall call, GraphArray[] rows)
    {
        if (rows.Any(row => !row.Shape.SequenceEqual(rows[0].Shape))) throw new GraphRunException("rows of different shapes");
        call.Machine.Spend(rows.Sum(row => row.Values.LongLength));
        return new GraphArray([rows.Length, .. rows[0].Shape], [.. rows.SelectMany(row => row.Values)]);
    }
}
