using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Functions that people know from elsewhere: the message says what replaces them, not what is spelled like them.</summary>
internal static class FunctionMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        Row("FnMatmul", "h = «matmul(W, x) + b", "'W @ x'"),
        Row("FnVecdot", "h = «vdot(W, x) + b", "'W @ x'"),
        Row("FnMm", "h = «mm(W, x) + b", "'W @ x'"),
        Row("FnNumpyDot", "h = «np.matmul(W, x) + b", "'W @ x'"),
        Row("FnLinear", "h = tanh(«Linear(x))", "'W @ x'"),
        Row("FnMultiply", "h = «multiply(b, h')", "'a * b'"),
        Row("FnAdd", "h = «add(b, h')", "'a + b'"),
        Row("FnConcat", "h = W @ «concat(h', x) + b", "'[a; b]'"),
        Row("FnCat", "h = W @ «cat(h', x) + b", "'[a; b]'"),
        Row("FnTorchCat", "h = W @ «torch.cat(h', x) + b", "'[a; b]'"),
        Row("FnChunk", "h = b + «chunk(x, 2)", "'a, b = split(v, 2)'"),
        Row("FnPow", "h = «power(b, 2)", "'pow(x, 3)'"),
        Row("FnSqr", "h = «sqr(b)", "'square(x)'"),
        Row("FnSwish", "h = «swish(W @ x + b)", "'silu(x)'"),
        Row("FnGelu", "h = «gelu_tanh(W @ x + b)", "'gelutanh(x)'"),
        Row("FnSelu", "h = «selu(W @ x + b)", "where(x > 0"),
        Row("FnRelu6", "h = «relu6(W @ x + b)", "'clamp(x, 0, 6)'"),
        Row("FnLeakyRelu", "h = «leaky_relu(W @ x + b)", "'leakyrelu(x)'"),
        Row("FnHardtanh", "h = «hardtanh(W @ x + b)", "'clamp(x, -1, 1)'"),
        Row("FnLogistic", "h = «expit(W @ x + b)", "'sigmoid(x)'"),
        Row("FnLogSoftmax", "h = «log_softmax(W @ x + b)", "'log(softmax(v))'"),
        Row("FnSin", "h = «tan(W @ x + b)", "'sin(x) / cos(x)'"),
        Row("FnErf", "h = «erfc(W @ x + b)", "'1 - erf(x)'"),
        Row("FnLn", "h = «ln(b)", "'log(x)'"),
        Row("FnClip", "h = «clip(b, 0, 1)", "'clamp(x, low, high)'"),
        Row("FnMaximum", "h = «np.maximum(b, 0)", "'max(a, b)'"),
        Row("FnArgmax", "h = b * «argmax(x)", "'max(v)'"),
        Row("FnStd", "h = b * «std(x)", "sqrt(mean("),
        Row("FnLength", "h = b * «length(x)", "norm(v)"),
        Row("FnLayerNorm", "h = «layer_norm(W @ x + b)", "'layernorm(v)'"),
        Row("FnBatchNorm", "h = «BatchNorm(W @ x + b)", "m = mean(v)"),
        Row("FnDropConnect", "h = «dropconnect(W @ x + b)", "dropout(v, 0.5)"),
        Row("FnRandn", "h = b * «randn(1)", "no random numbers"),
        Row("FnReshape", "h = «reshape(W @ x, 5)", "slice"),
        Row("FnZeros", "h = b + «zeros(5)", "repeated"),
        Row("FnLstm", "h = «lstm(x)", "section of cells"),
        Row("FnAttention", "h = «attention(b, h', x)", "write its equations"),
        Row("FnFloor", "h = «round(b)", "'floor(x + 0.5)'"),
        Row("FnMisspelled", "h = «sigmod(W @ x + b)", "Did you mean 'sigmoid'?"),
        Row("FnUpperCase", "h = «Tanh(W @ x + b)", "Did you mean 'tanh'?"),
        Row("FnCalledMatrix", "h = «W(x) + b", "'@' or '*'"),
        Mistake.InEquations("FnTwoArguments", "RNN102", "h = «tanh(W @ x, b)", "takes 1 argument, found 2"),
        Mistake.InEquations("FnAsValue", "RNN112", "h = W @ x + «sigmoid", "'sigmoid(…)'"),
    ];

    private static Mistake Row(string name, string equations, string hint) => Mistake.InEquations(name, "RNN101", equations, hint);
}
