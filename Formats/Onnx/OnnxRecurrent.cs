using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>
/// LSTM, GRU and RNN. Layouts of the standard: W [D, G H, I], R [D, G H, H], B [D, 2 G H] with all biases of W before all of R, P [D, 3 H];
/// gates in the order i, o, f, c of the LSTM, peepholes i, o, f, and z, r, h of the GRU.
/// </summary>
internal sealed class OnnxRecurrent
{
    private readonly OnnxCall _call;
    private readonly ImportedTensor _w, _r;
    private readonly ImportedTensor? _b;
    private readonly int _gates, _directions, _input, _hidden;

    private OnnxRecurrent(OnnxCall call)
    {
        _call = call;
        _gates = call.Operation switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        _directions = call.Text("direction") is "bidirectional" ? 2 : 1;
        (_w, _r) = (call.Constant(1), call.Constant(2));
        if (_w.Rank != 3 || _r.Rank != 3) throw call.Damaged($"W is {_w.ShapeText} and R {_r.ShapeText}; expected three axes.");
        (_input, _hidden) = (_w.Shape[2], _r.Shape[2]);
        if ((long)_gates * _hidden > int.MaxValue / 2) throw call.Damaged($"R is {_r.ShapeText}.");
        _w.Require(_directions, _gates * _hidden, _input);
        _r.Require(_directions, _gates * _hidden, _hidden);
        _b = call.Operand(3) is null ? null : call.Constant(3).Require(_directions, 2 * _gates * _hidden);
        if (call.Integer("hidden_size", _hidden) != _hidden)
            throw call.Damaged($"hidden_size is {call.Integer("hidden_size", 0)}; R has {_hidden} columns.");
    }

    /// <returns>Y, Y_h and, of an LSTM, Y_c.</returns>
    public static OnnxValue[] Read(OnnxCall call, OnnxNotes notes) => new OnnxRecurrent(call).Read(notes);

    private OnnxValue[] Read(OnnxNotes notes)
    {
        OnnxValue.Signal x = _call.Signal(0);
        bool isBatchFirst = _call.Integer("layout", 0) != 0;
        if (x.Axes.Count != 3 || x.Chains.Count != 1) throw _call.Damaged($"its input has {x.Axes.Count} axes; expected 3.");
        (Axis time, Axis batch) = isBatchFirst ? (x.Axes[1], x.Axes[0]) : (x.Axes[0], x.Axes[1]);
        time.Bind(AxisRole.Time, _call.Where);
        batch.Bind(AxisRole.Batch, _call.Where);
        x.Axes[2].Bind(AxisRole.Feature, _call.Where);
        if (_call.Operand(4) is not null)
            notes.LeaveBehind($"{_call.Where}: lengths of sequences; a tape has Lengths.");
        RecurrentDirection[] directions = Directions(isBatchFirst, notes);
        Chain[] every = Chains(SequenceOutput.EveryStep), final = Chains(SequenceOutput.Final);
        var direction = new Axis(AxisRole.Direction, _directions);
        var feature = new Axis(AxisRole.Feature, _hidden);
        return isBatchFirst
            ? [
                new OnnxValue.Signal([batch, time, direction, feature], every),
                new OnnxValue.Signal([batch, direction, feature], final), new OnnxValue.CellState(),
            ]
            : [
                new OnnxValue.Signal([time, direction, batch, feature], every),
                new OnnxValue.Signal([direction, batch, feature], final), new OnnxValue.CellState(),
            ];

        Chain[] Chains(SequenceOutput returns) =>
        [
            .. directions.Select(one => x.Chains[0].Then(new ImportedLayer.Recurrent(_call.LayerName, [one], returns), _hidden)),
        ];
    }

    private RecurrentDirection[] Directions(bool isBatchFirst, OnnxNotes notes)
    {
        string direction = _call.Text("direction") ?? "forward";
        if (direction is not ("forward" or "reverse" or "bidirectional"))
            throw _call.Damaged($"the direction '{OnnxCall.Cut(direction)}'.");
        double clip = _call.Number("clip", 0);
        if (clip < 0) throw _call.Damaged($"clip is {NumberText.Of(clip)}.");
        ImportedTensor?[] hidden = Initial(5, isBatchFirst, notes);
        ImportedTensor?[] cell = Initial(_call.Operation == "LSTM" ? 6 : int.MaxValue, isBatchFirst, notes);
        IReadOnlyList<RecurrentCell> cells = _call.Operation switch
        {
            "LSTM" => Lstms(cell),
            "GRU" => Grus(),
            _ => Simples(),
        };
        return
        [
            .. cells.Select((one, d) => new RecurrentDirection(
                one with { Clip = clip > 0 ? clip : null, InitialHidden = hidden[d] }, direction == "reverse" || d == 1)),
        ];
    }

    private RecurrentCell[] Lstms(ImportedTensor?[] initial)
    {
        ActivationFunction[] functions = OnnxActivations.OfRecurrent(
            _call, 3 * _directions, ActivationFunction.Sigmoid, ActivationFunction.Tanh, ActivationFunction.Tanh);
        bool isCoupled = _call.Integer("input_forget", 0) != 0;
        ImportedTensor? p = _call.Operand(7) is null ? null : _call.Constant(7).Require(_directions, 3 * _hidden);
        return
        [
            .. Enumerable.Range(0, _directions).Select(d => new RecurrentCell.Lstm(
                GateOf(d, 0), isCoupled ? null : GateOf(d, 2), GateOf(d, 3), GateOf(d, 1))
            {
                GateActivation = functions[3 * d],
                CellActivation = functions[3 * d + 1],
                OutputActivation = functions[3 * d + 2],
                Peepholes = p is null ? null : PeepholesOf(Row(p, d), isCoupled),
                InitialCell = initial[d],
            }),
        ];
    }

    /// <summary>P has the order i, o, f; a forget gate that is 1 - i has no use for its part.</summary>
    private static Peepholes PeepholesOf(ImportedTensor p, bool isCoupled) =>
        new(p.Part(0, 3), isCoupled ? null : p.Part(2, 3), p.Part(1, 3));

    private RecurrentCell[] Grus()
    {
        ActivationFunction[] functions = OnnxActivations.OfRecurrent(
            _call, 2 * _directions, ActivationFunction.Sigmoid, ActivationFunction.Tanh);
        bool resetsAfter = _call.Integer("linear_before_reset", 0) != 0;
        return
        [
            .. Enumerable.Range(0, _directions).Select(d => new RecurrentCell.Gru(
                GateOf(d, 0), GateOf(d, 1),
                resetsAfter ? GateOf(d, 2) with { Bias = BiasOf(d, 2, ofRecurrent: false) } : GateOf(d, 2), resetsAfter)
            {
                // Behind the product stays a bias of its own: n = g(Wn x + Wbn + r (Rn h' + Rbn)).
                CandidateRecurrentBias = resetsAfter ? BiasOf(d, 2, ofRecurrent: true) : null,
                GateActivation = functions[2 * d],
                CellActivation = functions[2 * d + 1],
            }),
        ];
    }

    private RecurrentCell[] Simples()
    {
        ActivationFunction[] functions = OnnxActivations.OfRecurrent(_call, _directions, ActivationFunction.Tanh);
        return [.. Enumerable.Range(0, _directions).Select(d => new RecurrentCell.Simple(GateOf(d, 0)) { Activation = functions[d] })];
    }

    /// <summary>One gate of one direction; its two biases are added, which is all that is ever done with them.</summary>
    private Gate GateOf(int direction, int gate) => new(
        Row(_w, direction).Part(gate, _gates), Row(_r, direction).Part(gate, _gates),
        BiasOf(direction, gate, false) is { } bias ? bias.Plus(BiasOf(direction, gate, true)!) : null);

    private ImportedTensor? BiasOf(int direction, int gate, bool ofRecurrent) =>
        _b is null ? null : Row(_b, direction).Part(ofRecurrent ? _gates + gate : gate, 2 * _gates);

    /// <summary>[D, …] to […].</summary>
    private static ImportedTensor Row(ImportedTensor tensor, int direction) =>
        tensor.RowRange(direction, 1).Reshape([.. tensor.Shape.Skip(1)]);

    /// <summary>The state before the first step of each direction, [D, B, H] or with layout 1 [B, D, H]; null for zeros.</summary>
    private ImportedTensor?[] Initial(int operand, bool isBatchFirst, OnnxNotes notes)
    {
        OnnxValue? value = _call.Operand(operand);
        switch (value)
        {
            case null or OnnxValue.Filled { Value: 0 }:
                return new ImportedTensor?[_directions];
            case OnnxValue.Filled filled:
                double[] values = [.. Enumerable.Repeat(filled.Value, _hidden)];
                return [.. Enumerable.Repeat(new ImportedTensor("initial", "F32", [_hidden], values), _directions)];
            case OnnxValue.Signal { IsInput: true } or OnnxValue.InputPart:
                notes.LeaveBehind(
                    $"{_call.Where}: {OnnxCall.Describe(value)} as initial state; a state of the cell begins with zeros and stays.");
                return new ImportedTensor?[_directions];
        }
        ImportedTensor tensor = _call.Constant(operand);
        int batch = tensor.Rank == 3 ? tensor.Shape[isBatchFirst ? 0 : 1] : 0;
        if (isBatchFirst) tensor.Require(batch, _directions, _hidden);
        else tensor.Require(_directions, batch, _hidden);
        if (batch < 1) throw _call.Damaged("an initial state of no sequence.");
        return [.. Enumerable.Range(0, _directions).Select(d => OfDirection(tensor, d, batch, isBatchFirst))];
    }

    private ImportedTensor OfDirection(ImportedTensor tensor, int direction, int batch, bool isBatchFirst)
    {
        ImportedTensor rows = tensor.Reshape(batch * _directions, _hidden);
        ImportedTensor first = Row(0);
        for (int b = 1; b < batch; b++)
        {
            if (!Row(b).Values.SequenceEqual(first.Values))
                throw _call.Unsupported("an initial state of its own for each sequence of a batch; a cell has one for all.");
        }
        return first;

        ImportedTensor Row(int b) =>
            rows.RowRange(isBatchFirst ? b * _directions + direction : direction * batch + b, 1).Reshape(_hidden);
    }
}
