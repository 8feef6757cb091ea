namespace RnnGen.Formats;

/// <content>Maps from layers of other programs to the cells of the zoo.</content>
public sealed partial class TensorMap
{
    /// <summary>
    /// <c>nn.LSTM</c> to <c>lstm</c>, or with proj_size to <c>lstm-projection</c>: weight_ih [4 H, I] and weight_hh [4 H, H] stack the
    /// gates in the order i, f, g, o; two biases are added.
    /// </summary>
    /// <param name="module">What stands before <c>.weight_ih_l0</c>; empty for nothing.</param>
    /// <param name="layer">The number behind <c>_l</c>.</param>
    /// <param name="isReversed">Whether it is the <c>_reverse</c> half.</param>
    /// <param name="cell">What stands before the parameters' names, such as <c>second.</c> for a cell inside a network.</param>
    /// <param name="hasBias">False for <c>bias=False</c>: the cell's biases become zero.</param>
    /// <param name="hasProjection">Whether there is a <c>weight_hr</c>.</param>
    public static TensorMap PyTorchLstm(
        string module, int layer = 0, bool isReversed = false, string cell = "", bool hasBias = true, bool hasProjection = false)
    {
        (TensorSource input, TensorSource recurrent, TensorSource inputBias, TensorSource recurrentBias) =
            OfPyTorch(module, layer, isReversed, hasBias);
        var map = new TensorMap();
        for (int gate = 0; gate < 4; gate++)
        {
            string name = "ifgo"[gate..(gate + 1)];
            map[$"{cell}W{name}"] = recurrent.Part(gate, 4).Beside(input.Part(gate, 4));
            map[$"{cell}b{name}"] = hasBias ? inputBias.Part(gate, 4) + recurrentBias.Part(gate, 4) : TensorSource.Zeros;
        }
        if (hasProjection) map[$"{cell}R"] = NameOf(module, "weight_hr", layer, isReversed);
        return map;
    }

    /// <summary>
    /// <c>nn.GRU</c> to <c>gru-reset-after</c>: gates in the order r, z, n; the two biases of the candidate stay apart.
    /// </summary>
    /// <inheritdoc cref="PyTorchLstm"/>
    public static TensorMap PyTorchGru(string module, int layer = 0, bool isReversed = false, string cell = "", bool hasBias = true)
    {
        (TensorSource input, TensorSource recurrent, TensorSource inputBias, TensorSource recurrentBias) =
            OfPyTorch(module, layer, isReversed, hasBias);
        var map = new TensorMap();
        for (int gate = 0; gate < 2; gate++)
        {
            string name = "rz"[gate..(gate + 1)];
            map[$"{cell}W{name}"] = recurrent.Part(gate, 3).Beside(input.Part(gate, 3));
            map[$"{cell}b{name}"] = hasBias ? inputBias.Part(gate, 3) + recurrentBias.Part(gate, 3) : TensorSource.Zeros;
        }
        map[$"{cell}Wn"] = input.Part(2, 3);
        map[$"{cell}bn"] = hasBias ? inputBias.Part(2, 3) : TensorSource.Zeros;
        map[$"{cell}Un"] = recurrent.Part(2, 3);
        map[$"{cell}un"] = hasBias ? recurrentBias.Part(2, 3) : TensorSource.Zeros;
        return map;
    }

    /// <summary><c>nn.RNN</c> to <c>rnn</c>: two biases are added.</summary>
    /// <inheritdoc cref="PyTorchLstm"/>
    public static TensorMap PyTorchRnn(string module, int layer = 0, bool isReversed = false, string cell = "", bool hasBias = true)
    {
        (TensorSource input, TensorSource recurrent, TensorSource inputBias, TensorSource recurrentBias) =
            OfPyTorch(module, layer, isReversed, hasBias);
        return new TensorMap
        {
            [$"{cell}W"] = input,
            [$"{cell}U"] = recurrent,
            [$"{cell}b"] = hasBias ? inputBias + recurrentBias : TensorSource.Zeros,
        };
    }

    /// <summary>
    /// <c>LSTM</c> of Keras to <c>lstm</c>: kernel [I, 4 H] and recurrent kernel [H, 4 H] are transposed; gates in the order i, f, c, o.
    /// </summary>
    /// <param name="kernel">The name of the kernel in the file.</param>
    /// <param name="recurrentKernel">The name of the recurrent kernel.</param>
    /// <param name="bias">The name of the bias; null for <c>use_bias=False</c>.</param>
    /// <param name="cell">What stands before the parameters' names.</param>
    public static TensorMap KerasLstm(string kernel, string recurrentKernel, string? bias, string cell = "")
    {
        (TensorSource input, TensorSource recurrent) = (TensorSource.Of(kernel).Transpose(), TensorSource.Of(recurrentKernel).Transpose());
        var map = new TensorMap();
        for (int gate = 0; gate < 4; gate++)
        {
            string name = "ifgo"[gate..(gate + 1)];
            map[$"{cell}W{name}"] = recurrent.Part(gate, 4).Beside(input.Part(gate, 4));
            map[$"{cell}b{name}"] = bias is null ? TensorSource.Zeros : TensorSource.Of(bias).Part(gate, 4);
        }
        return map;
    }

    /// <summary>
    /// <c>GRU</c> of Keras to <c>gru-reset-after</c>, or with reset_after=False to <c>gru</c>: kernels are transposed; gates in the order
    /// z, r, h. A bias is [2, 3 H], and without reset_after [3 H].
    /// </summary>
    /// <param name="kernel">The name of the kernel in the file.</param>
    /// <param name="recurrentKernel">The name of the recurrent kernel.</param>
    /// <param name="bias">The name of the bias; null for <c>use_bias=False</c>.</param>
    /// <param name="resetsAfter">reset_after, which is true by default in Keras.</param>
    /// <param name="cell">What stands before the parameters' names.</param>
    public static TensorMap KerasGru(string kernel, string recurrentKernel, string? bias, bool resetsAfter = true, string cell = "")
    {
        (TensorSource input, TensorSource recurrent) = (TensorSource.Of(kernel).Transpose(), TensorSource.Of(recurrentKernel).Transpose());
        var map = new TensorMap();
        for (int gate = 0; gate < (resetsAfter ? 2 : 3); gate++)
        {
            string name = "zrn"[gate..(gate + 1)];
            map[$"{cell}W{name}"] = recurrent.Part(gate, 3).Beside(input.Part(gate, 3));
            map[$"{cell}b{name}"] = bias is null ? TensorSource.Zeros
                : resetsAfter ? TensorSource.Of(bias).Row(0).Part(gate, 3) + TensorSource.Of(bias).Row(1).Part(gate, 3)
                : TensorSource.Of(bias).Part(gate, 3);
        }
        if (!resetsAfter) return map;
        map[$"{cell}Wn"] = input.Part(2, 3);
        map[$"{cell}bn"] = bias is null ? TensorSource.Zeros : TensorSource.Of(bias).Row(0).Part(2, 3);
        map[$"{cell}Un"] = recurrent.Part(2, 3);
        map[$"{cell}un"] = bias is null ? TensorSource.Zeros : TensorSource.Of(bias).Row(1).Part(2, 3);
        return map;
    }

    /// <summary>
    /// <c>LSTM</c> of ONNX to <c>lstm</c>, with P to <c>lstm-peephole</c>: W [D, 4 H, I], R [D, 4 H, H] and B [D, 8 H] have the gates in
    /// the order i, o, f, c, P [D, 3 H] in the order i, o, f.
    /// </summary>
    /// <param name="w">The name of W.</param>
    /// <param name="r">The name of R.</param>
    /// <param name="b">The name of B; null for none.</param>
    /// <param name="p">The name of P; null for none.</param>
    /// <param name="direction">0, or 1 for the half that goes backward.</param>
    /// <param name="cell">What stands before the parameters' names.</param>
    public static TensorMap OnnxLstm(string w, string r, string? b, string? p = null, int direction = 0, string cell = "")
    {
        (TensorSource input, TensorSource recurrent) = (TensorSource.Of(w).Row(direction), TensorSource.Of(r).Row(direction));
        var map = new TensorMap();
        for (int gate = 0; gate < 4; gate++)
        {
            string name = "iofg"[gate..(gate + 1)];
            map[$"{cell}W{name}"] = recurrent.Part(gate, 4).Beside(input.Part(gate, 4));
            map[$"{cell}b{name}"] = b is null
                ? TensorSource.Zeros
                : TensorSource.Of(b).Row(direction).Part(gate, 8) + TensorSource.Of(b).Row(direction).Part(4 + gate, 8);
            if (p is not null && gate < 3) map[$"{cell}p{name}"] = TensorSource.Of(p).Row(direction).Part(gate, 3);
        }
        return map;
    }

    private static (TensorSource Input, TensorSource Recurrent, TensorSource InputBias, TensorSource RecurrentBias) OfPyTorch(
        string module, int layer, bool isReversed, bool hasBias)
    {
        TensorSource Named(string name) => NameOf(module, name, layer, isReversed);
        return (
            Named("weight_ih"), Named("weight_hh"),
            hasBias ? Named("bias_ih") : TensorSource.Zeros, hasBias ? Named("bias_hh") : TensorSource.Zeros);
    }

    private static string NameOf(string module, string name, int layer, bool isReversed) =>
        $"{(module.Length == 0 ? "" : module + ".")}{name}_l{NumberText.Of(layer)}{(isReversed ? "_reverse" : "")}";
}
