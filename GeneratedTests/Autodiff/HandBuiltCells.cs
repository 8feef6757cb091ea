using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Tests.Autodiff;

/// <summary>Cells written in the IR by hand, as lowering would write them.</summary>
public static class HandBuiltCells
{
    private const PointwiseFunction Add = PointwiseFunction.Add;
    private const PointwiseFunction Multiply = PointwiseFunction.Multiply;
    private const PointwiseFunction Subtract = PointwiseFunction.Subtract;

    /// <summary>h = tanh(Wh @ h' + Wx @ x + b); y = softmax(Wy @ h + by).</summary>
    public static StepFunction Rnn(int input, int hidden, int output)
    {
        var b = new IrBuilder();
        Value wh = b.Argument("Wh", Shape.Matrix(hidden, hidden)), wx = b.Argument("Wx", Shape.Matrix(hidden, input));
        Value bias = b.Argument("b", Shape.Vector(hidden)), wy = b.Argument("Wy", Shape.Matrix(output, hidden));
        Value by = b.Argument("by", Shape.Vector(output));
        Value x = b.Argument("x", Shape.Vector(input)), previous = b.Argument("h'", Shape.Vector(hidden));
        Begin(b, "h", "h = tanh(Wh @ h' + Wx @ x + b)");
        Value z = Argument(b, b.Apply(Add, b.MatMul(wh, previous), b.MatMul(wx, x)), bias, "zh");
        Value h = b.Apply(PointwiseFunction.Tanh, z, "h");
        Begin(b, "y", "y = softmax(Wy @ h + by)");
        Value y = b.Softmax(Argument(b, b.MatMul(wy, h), by, "zy"), "y");
        return b.Build("rnn", [wh, wx, bias, wy, by], [x], [previous], [h], [y]);
    }

    /// <summary>Gates f, i, g, o of [h'; x]; c = f * c' + i * g; h = o * tanh(c).</summary>
    /// <param name="gateOrder">In which order the gates' equations stand.</param>
    public static StepFunction Lstm(int input, int hidden, string gateOrder = "figo")
    {
        var b = new IrBuilder();
        Value[] weights = [.. gateOrder.Select(gate => b.Argument($"W{gate}", Shape.Matrix(hidden, hidden + input)))];
        Value[] biases = [.. gateOrder.Select(gate => b.Argument($"b{gate}", Shape.Vector(hidden)))];
        Value x = b.Argument("x", Shape.Vector(input));
        Value h = b.Argument("h'", Shape.Vector(hidden)), c = b.Argument("c'", Shape.Vector(hidden));
        Value Gate(char gate)
        {
            PointwiseFunction function = gate == 'g' ? PointwiseFunction.Tanh : PointwiseFunction.Sigmoid;
            Begin(b, $"{gate}", $"{gate} = {PointwiseTable.Of(function).Spelling}(W{gate} @ [h'; x] + b{gate})");
            Value product = b.MatMul(weights[gateOrder.IndexOf(gate)], b.Concat(0, [h, x]));
            return b.Apply(function, Argument(b, product, biases[gateOrder.IndexOf(gate)], $"z{gate}"), $"{gate}");
        }

        Value[] gates = [.. gateOrder.Select(Gate)];
        return Cell(b, gate => gates[gateOrder.IndexOf(gate)], [.. weights, .. biases], x, h, c);
    }

    /// <summary>The same LSTM with one stacked product: f, i, g, o = split(W @ [h'; x] + b, 4).</summary>
    public static StepFunction FusedLstm(int input, int hidden)
    {
        var b = new IrBuilder();
        Value w = b.Argument("W", Shape.Matrix(4 * hidden, hidden + input)), bias = b.Argument("b", Shape.Vector(4 * hidden));
        Value x = b.Argument("x", Shape.Vector(input));
        Value h = b.Argument("h'", Shape.Vector(hidden)), c = b.Argument("c'", Shape.Vector(hidden));
        Begin(b, "z", "zf, zi, zg, zo = split(W @ [h'; x] + b, 4)");
        Value z = b.Apply(Add, b.MatMul(w, b.Concat(0, [h, x])), bias);
        const string order = "figo";
        Value[] parts = [.. order.Select((gate, i) => b.Slice(z, 0, i * hidden, hidden, $"z{gate}"))];
        Value[] gates = [.. order.Select((gate, i) =>
        {
            Begin(b, $"{gate}", $"{gate} = {(gate == 'g' ? "tanh" : "sigmoid")}(z{gate})");
            return b.Apply(gate == 'g' ? PointwiseFunction.Tanh : PointwiseFunction.Sigmoid, parts[i], $"{gate}");
        })];
        return Cell(b, gate => gates[order.IndexOf(gate)], [w, bias], x, h, c);
    }

    private static StepFunction Cell(IrBuilder b, Func<char, Value> gate, Value[] parameters, Value x, Value h, Value c)
    {
        Begin(b, "c", "c = f * c' + i * g");
        Value nextC = b.Apply(Add, b.Apply(Multiply, gate('f'), c), b.Apply(Multiply, gate('i'), gate('g')), "c");
        Begin(b, "h", "h = o * tanh(c)");
        Value nextH = b.Apply(Multiply, gate('o'), b.Apply(PointwiseFunction.Tanh, nextC), "h");
        return b.Build("lstm", parameters, [x], [h, c], [nextH, nextC], []);
    }

    /// <summary>r, z = gates; n = tanh(Wn @ [r * h'; x] + bn); h = (1 - z) * n + z * h'; the output is h itself.</summary>
    public static StepFunction Gru(int input, int hidden)
    {
        var b = new IrBuilder();
        Value[] weights = [.. "rzn".Select(gate => b.Argument($"W{gate}", Shape.Matrix(hidden, hidden + input)))];
        Value[] biases = [.. "rzn".Select(gate => b.Argument($"b{gate}", Shape.Vector(hidden)))];
        Value x = b.Argument("x", Shape.Vector(input)), previous = b.Argument("h'", Shape.Vector(hidden));
        Value Gate(int i, string name, PointwiseFunction function, Value from)
        {
            string vector = name == "n" ? "r * h'" : "h'";
            Begin(b, name, $"{name} = {PointwiseTable.Of(function).Spelling}(W{name} @ [{vector}; x] + b{name})");
            return b.Apply(function, Argument(b, b.MatMul(weights[i], b.Concat(0, [from, x])), biases[i], $"z{name}"), name);
        }

        Value r = Gate(0, "r", PointwiseFunction.Sigmoid, previous), z = Gate(1, "z", PointwiseFunction.Sigmoid, previous);
        Value n = Gate(2, "n", PointwiseFunction.Tanh, b.Apply(Multiply, r, previous));
        Begin(b, "h", "h = (1 - z) * n + z * h'");
        Value h = b.Apply(Add, b.Apply(Multiply, b.Apply(Subtract, b.Constant(1), z), n), b.Apply(Multiply, z, previous), "h");
        return b.Build("gru", [.. weights, .. biases], [x], [previous], [h], [h]);
    }

    /// <summary>The equations that follow lead to a value, and come from a text.</summary>
    private static void Begin(IrBuilder b, string target, string text) => (b.Origin, b.Stem) = (new Origin(target, text), target);

    /// <summary>What a function is of has a name, but not of the definition's.</summary>
    private static Value Argument(IrBuilder b, Value left, Value right, string name) =>
        b.AddTemporary(new Operation.Pointwise(Add), [left, right], name, stem: name);
}
