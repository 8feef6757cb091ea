using System.Globalization;

namespace RnnGen.Formats;

/// <summary>The weights of one gate: <c>act(W x + U h' + b)</c>.</summary>
/// <param name="Input">W, [hidden, input].</param>
/// <param name="Recurrent">U, [hidden, recurrent].</param>
/// <param name="Bias">b, [hidden]; where the source has two they are summed here, unless the cell says otherwise. Null for none.</param>
public sealed record Gate(ImportedTensor Input, ImportedTensor Recurrent, ImportedTensor? Bias = null);

/// <summary>The diagonal weights by which the gates of an LSTM see its cell state, [hidden] each.</summary>
/// <param name="Input">Of the input gate, on the state before; null for none, as where the gate is coupled.</param>
/// <param name="Forget">Of the forget gate, on the state before; null for none.</param>
/// <param name="Output">Of the output gate, on the new state.</param>
public sealed record Peepholes(ImportedTensor? Input, ImportedTensor? Forget, ImportedTensor Output);

/// <summary>One recurrent cell of a source, its weights by gate.</summary>
public abstract record RecurrentCell
{
    private RecurrentCell()
    {
    }

    /// <summary>The elements of x.</summary>
    public abstract int InputSize { get; }

    /// <summary>The units of the gates.</summary>
    public abstract int HiddenSize { get; }

    /// <summary>The elements of h.</summary>
    public virtual int OutputSize => HiddenSize;

    /// <summary>The bound of what goes into each gate's activation: it is kept in [-clip, clip]. Null for none.</summary>
    public double? Clip { get; init; }

    /// <summary>h before the first step, [output]; null for zeros.</summary>
    public ImportedTensor? InitialHidden { get; init; }

    /// <summary>
    /// i = f(Wi x + Ui h' + pi c' + bi), fg = f(Wf x + Uf h' + pf c' + bf), g = g(Wg x + Ug h' + bg), c = fg c' + i g,
    /// o = f(Wo x + Uo h' + po c + bo), h = o h(c), or its projection R (o h(c)).
    /// </summary>
    /// <param name="Input">The input gate i.</param>
    /// <param name="Forget">The forget gate; null where it is 1 - i.</param>
    /// <param name="Cell">The candidate g.</param>
    /// <param name="Output">The output gate o.</param>
    public sealed record Lstm(Gate Input, Gate? Forget, Gate Cell, Gate Output) : RecurrentCell
    {
        /// <inheritdoc/>
        public override int InputSize => Input.Input.Columns;

        /// <inheritdoc/>
        public override int HiddenSize => Input.Input.Rows;

        /// <inheritdoc/>
        public override int OutputSize => Projection?.Rows ?? HiddenSize;

        /// <summary>The gates' activation f.</summary>
        public ActivationFunction GateActivation { get; init; } = ActivationFunction.Sigmoid;

        /// <summary>The candidate's activation g.</summary>
        public ActivationFunction CellActivation { get; init; } = ActivationFunction.Tanh;

        /// <summary>The activation h of the new cell state.</summary>
        public ActivationFunction OutputActivation { get; init; } = ActivationFunction.Tanh;

        /// <summary>How the gates see the cell state; null where they do not.</summary>
        public Peepholes? Peepholes { get; init; }

        /// <summary>R, [output, hidden]; null for none.</summary>
        public ImportedTensor? Projection { get; init; }

        /// <summary>c before the first step, [hidden]; null for zeros.</summary>
        public ImportedTensor? InitialCell { get; init; }
    }

    /// <summary>
    /// z = f(Wz x + Uz h' + bz), r = f(Wr x + Ur h' + br), h = (1 - z) n + z h'. The candidate resets after the product
    /// (<c>n = g(Wn x + bn + r (Un h' + un))</c>: cuDNN, PyTorch, Keras by default) or before it (<c>n = g(Wn x + Un (r h') + bn)</c>: the
    /// default of ONNX, Keras with reset_after=False).
    /// </summary>
    /// <param name="Update">The update gate z.</param>
    /// <param name="Reset">The reset gate r.</param>
    /// <param name="Candidate">The candidate n.</param>
    /// <param name="ResetsAfter">Whether r multiplies the product.</param>
    public sealed record Gru(Gate Update, Gate Reset, Gate Candidate, bool ResetsAfter) : RecurrentCell
    {
        /// <inheritdoc/>
        public override int InputSize => Update.Input.Columns;

        /// <inheritdoc/>
        public override int HiddenSize => Update.Input.Rows;

        /// <summary>un, [hidden], the bias inside the brackets of a candidate that resets after; null for none.</summary>
        public ImportedTensor? CandidateRecurrentBias { get; init; }

        /// <summary>The gates' activation f.</summary>
        public ActivationFunction GateActivation { get; init; } = ActivationFunction.Sigmoid;

        /// <summary>The candidate's activation g.</summary>
        public ActivationFunction CellActivation { get; init; } = ActivationFunction.Tanh;
    }

    /// <summary>h = f(W x + U h' + b).</summary>
    /// <param name="Hidden">W, U and b.</param>
    public sealed record Simple(Gate Hidden) : RecurrentCell
    {
        /// <inheritdoc/>
        public override int InputSize => Hidden.Input.Columns;

        /// <inheritdoc/>
        public override int HiddenSize => Hidden.Input.Rows;

        /// <summary>The activation f.</summary>
        public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;
    }

    /// <summary>Such as <c>LSTM 3 → 5</c>.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"{Kind} {InputSize} → {OutputSize}");

    private string Kind => this switch
    {
        Lstm => "LSTM",
        Gru { ResetsAfter: true } => "GRU (reset after)",
        Gru => "GRU (reset before)",
        _ => "RNN",
    };
}
