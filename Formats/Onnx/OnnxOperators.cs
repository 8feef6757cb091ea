using System;

namespace RnnGen.Formats.Onnx;

/// <summary>What a node does, by its operator and by what its operands are.</summary>
internal static class OnnxOperators
{
    public static OnnxValue[] Apply(OnnxCall call, OnnxNotes notes)
    {
        if (call.Operation is "LSTM" or "GRU" or "RNN") return OnnxRecurrent.Read(call, notes);
        if (call.Operation == "Constant") return [new OnnxValue.Constant(OnnxConstants.Read(call))];
        foreach (OnnxValue? operand in call.Operands)
            if (operand is OnnxValue.CellState) return [operand];
        if (Passed(call) is { } passed) return [passed];
        return call.Operand(0) switch
        {
            OnnxValue.Extents or OnnxValue.Filled => [OnnxShapes.Apply(call)],
            OnnxValue.InputPart part => [part],
            _ when call.Operation is "Shape" or "ConstantOfShape" or "Expand" => [OnnxShapes.Apply(call)],
            OnnxValue.Constant when HasSignal(call) => OnnxLayers.Apply(call),
            OnnxValue.Constant when HasExtents(call) => [OnnxShapes.Apply(call)],
            OnnxValue.Constant => OnnxConstants.Apply(call),
            OnnxValue.Signal when OnnxLayers.Has(call) => OnnxLayers.Apply(call),
            OnnxValue.Signal => OnnxAxes.Apply(call),
            _ => throw Unknown(call),
        };
    }

    public static ModelFormatException Unknown(OnnxCall call) => call.Unsupported(call.Operation switch
    {
        "Loop" or "Scan" or "If" => "a network with control flow of its own; export the layer as LSTM, GRU or RNN.",
        "Conv" or "ConvTranspose" => "a convolution, which is no recurrent layer; export the recurrent part alone.",
        "BatchNormalization" or "LayerNormalization" or "InstanceNormalization" =>
            "a normalization; fold it into the layer beside it, or write the cell by hand and load its tensors with a TensorMap.",
        "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLSTM" => "quantized weights; export the model in floating point.",
        "ReverseSequence" => "sequences that are turned round; export the layer with direction 'reverse' or 'bidirectional'.",
        "Attention" or "MultiHeadAttention" or "Einsum" => "attention over all steps, which is no recurrent layer.",
        _ => "an operator that is not carried over; write the cell by hand and load its tensors with a TensorMap.",
    });

    /// <summary>What a node that changes nothing in inference hands on.</summary>
    private static OnnxValue? Passed(OnnxCall call)
    {
        switch (call.Operation)
        {
            case "Identity":
                return call.Operand(0);
            case "Dropout":
                bool isTraining = call.Operand(2) is { } training
                    && (training is not OnnxValue.Constant { Tensor: var flag } || flag.Values.ContainsAnyExcept(0.0));
                return isTraining ? throw call.Unsupported("dropout as in training; export the model for inference.") : call.Operand(0);
            case "Cast" when call.Operand(0) is OnnxValue.Signal:
                // 1, 10, 11 and 16 are floating point: the cell computes in its own element type.
                return call.Integer("to", 1) is 1 or 10 or 11 or 16
                    ? call.Operand(0)
                    : throw call.Unsupported("a sequence of integers; a cell computes with floating-point numbers.");
            case "Cast" when call.Operand(0) is OnnxValue.Constant { Tensor: var tensor }:
                return new OnnxValue.Constant(OnnxConstants.Cast(call, tensor));
            case "Cast" or "CastLike":
                return call.Operand(0);
            default:
                return null;
        }
    }

    private static bool HasSignal(OnnxCall call)
    {
        foreach (OnnxValue? operand in call.Operands)
            if (operand is OnnxValue.Signal) return true;
        return false;
    }

    private static bool HasExtents(OnnxCall call)
    {
        foreach (OnnxValue? operand in call.Operands)
            if (operand is OnnxValue.Extents) return true;
        return false;
    }
}
