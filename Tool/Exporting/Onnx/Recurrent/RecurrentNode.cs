using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Exporting.Onnx.Recurrent;

/// <summary>A recurrence that one of the standard's operators is.</summary>
/// <param name="Operation">LSTM, GRU or RNN.</param>
/// <param name="Hidden">The state that it hands on.</param>
/// <param name="Cell">The cell state of an LSTM.</param>
/// <param name="Gates">In the order of the standard.</param>
/// <param name="Activations">Names, in the order of the standard.</param>
internal sealed record RecurrentNode(
    string Operation, int Hidden, int? Cell, IReadOnlyList<RecurrentGate> Gates, IReadOnlyList<string> Activations)
{
    /// <summary>The forget gate is one less the input gate.</summary>
    public bool IsCoupled { get; init; }

    /// <summary>The reset gate multiplies the product.</summary>
    public bool ResetsAfter { get; init; }

    /// <summary>What the gates read besides the state, in the order of W's columns.</summary>
    public IReadOnlyList<Value> Inputs { get; init; } = [];

    /// <summary>The equations that it computes.</summary>
    public IReadOnlySet<int> Equations { get; init; } = new HashSet<int>();

    public IEnumerable<int> States => Cell is { } cell ? [Hidden, cell] : [Hidden];
}

/// <summary>The weights of one gate; what it has not is null.</summary>
internal sealed record RecurrentGate
{
    public ParameterView? Recurrent { get; set; }

    /// <summary>By the value that they multiply.</summary>
    public Dictionary<Value, ParameterView> Inputs { get; } = [];

    public ParameterView? Bias { get; set; }

    /// <summary>A second one, or that of the product with the state where this is multiplied.</summary>
    public ParameterView? RecurrentBias { get; set; }

    public ParameterView? Peephole { get; set; }

    /// <summary>Whether the operator has 1 - sigmoid(z) = sigmoid(-z) here: all weights change their sign.</summary>
    public bool IsNegated { get; set; }
}
