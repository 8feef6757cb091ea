using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Binding;

/// <summary>Functions that people know from other libraries, and what is written here instead of each.</summary>
internal static class ForeignFunctions
{
    private const string Product = "the product of matrices and vectors is written 'W @ x'";
    private const string Join = "vectors are joined by '[a; b]'";
    private const string Norm = "the length of a vector is written 'norm(v)'";
    private const string Noise = "a cell draws no random numbers: draw them outside and pass them as an input";
    private const string WholeLayer = "name a cell in the section of cells and run it by that name, or write its equations";
    private const string Choice = "a choice is written 'where(a < b, c, d)'";
    private const string Shapes = "shapes are fixed: a part of a vector is a slice, 'v[0..n]', parts are joined by '[a; b]'";
    private const string Standard = "write it by its formula, with 'm = mean(v)' and '(v - m) / sqrt(mean((v - m) * (v - m)) + 1e-5)'";

    private static readonly (string Names, string Advice)[] Rows =
    [
        ("matmul mm mv bmm addmm inner vdot tensordot einsum gemm gemv linear dense fc affine", Product),
        ("mul multiply hadamard prod product elementwise", "the product of elements is written 'a * b'"),
        ("add plus", "a sum is written 'a + b'"),
        ("sub subtract minus", "a difference is written 'a - b'"),
        ("div divide truediv", "a quotient is written 'a / b'"),
        ("neg negative", "the negative is written '-x'"),
        ("concat cat concatenate hstack vstack stack append vcat hcat", Join),
        ("chunk unstack unbind", "equal parts are given by 'a, b = split(v, 2)'"),
        ("sqr", "write 'square(x)'"),
        ("power", "write 'pow(x, 3)'"),
        ("cube", "a power is written as a product, such as 'x * x * x'"),
        ("invsqrt", "write 'rsqrt(x)'"),
        ("reciprocal inv recip", "write '1 / x'"),
        ("swish", "write 'silu(x)'"),
        ("quickgelu", "write 'x * sigmoid(1.702 * x)'"),
        ("gelu_tanh gelu_new", "write 'gelutanh(x)'"),
        ("selu", "write '1.0507 * where(x > 0, x, 1.67326 * (exp(x) - 1))'"),
        ("celu", "with one as its parameter it is 'elu(x)'"),
        ("relu6", "write 'clamp(x, 0, 6)'"),
        ("prelu rrelu", "write 'max(x, 0) + a * min(x, 0)', with a parameter 'a'"),
        ("lrelu leaky leaky_relu", "write 'leakyrelu(x)'"),
        ("hardtanh htanh hard_tanh", "write 'clamp(x, -1, 1)'"),
        ("hard_swish", "write 'hardswish(x)'"),
        ("hard_sigmoid hsigmoid", "write 'hardsigmoid(x)', or 'hardsigmoid6(x)', which is that of PyTorch and Keras 3"),
        ("log_sigmoid logsig", "write 'logsigmoid(x)'"),
        ("tanhshrink", "write 'x - tanh(x)'"),
        ("softmin", "write 'softmax(-v)'"),
        ("log_softmax logsoftmax", "write 'log(softmax(v))', or take the logarithm in the loss"),
        ("logsumexp", "write 'm + log(sum(exp(v - m)))', with 'm = max(v)'"),
        ("logistic expit sig sigma sgm", "the logistic function is 'sigmoid(x)'"),
        ("erfc", "write '1 - erf(x)'"),
        ("sine", "write 'sin(x)'"),
        ("cosine", "write 'cos(x)'"),
        ("tan", "write 'sin(x) / cos(x)'"),
        ("sinc", "write 'sin(x) / x'"),
        ("sinh", "write '(exp(x) - exp(-x)) / 2'"),
        ("cosh", "write '(exp(x) + exp(-x)) / 2'"),
        ("asin acos atan arcsin arccos arctan atan2", "there are no inverses of periodic functions: 'softsign' has the form of atan"),
        ("atanh arctanh", "write '0.5 * log((1 + x) / (1 - x))'"),
        ("ln", "the natural logarithm is 'log(x)'"),
        ("log2", "write 'log(x) / 0.6931471805599453'"),
        ("log10", "write 'log(x) / 2.302585092994046'"),
        ("log1p", "write 'log(1 + x)'"),
        ("expm1", "write 'exp(x) - 1'"),
        ("exp2", "write 'exp(0.6931471805599453 * x)'"),
        ("clip clip_by_value", "the function is 'clamp(x, low, high)'"),
        ("minimum fmin", "the smaller one is 'min(a, b)'"),
        ("maximum fmax", "the larger one is 'max(a, b)'"),
        ("absolute fabs modulus magnitude", "the absolute value is 'abs(x)'"),
        ("sgn signum", "the sign is 'sign(x)'"),
        ("average avg reduce_mean", "the mean is 'mean(v)'"),
        ("reduce_sum", "the sum of all elements is 'sum(v)'"),
        ("reduce_max amax argmax", "the largest element is 'max(v)'"),
        ("reduce_min amin argmin", "the smallest element is 'min(v)'"),
        ("var variance", "write 'mean((v - m) * (v - m))', with 'm = mean(v)'"),
        ("std stdev", "write 'sqrt(mean((v - m) * (v - m)))', with 'm = mean(v)'"),
        ("layer_norm ln_norm", "write 'layernorm(v)'"),
        ("normalize batchnorm batch_norm instancenorm", Standard),
        ("group_norm", "write 'groupnorm(v, 2)' for two groups"),
        ("cumulative_sum prefix_sum scan", "the sums up to each element are 'cumsum(v)'"),
        ("rms_norm", "write 'rmsnorm(v)'"),
        ("l2 l2norm length", Norm),
        ("len numel size", "the number of elements is 'count(v)'"),
        ("drop dropconnect", "write 'dropout(v, 0.5)', with the probability that an element is zero"),
        ("rand randn random uniform normal noise bernoulli", Noise),
        ("lstm gru rnn cell lstmcell grucell rnncell layer conv conv1d conv2d attention embedding", WholeLayer),
        ("reshape view flatten squeeze unsqueeze expand repeat tile resize permute swapaxes ravel", Shapes),
        ("broadcast broadcast_to expand_as",
            "a vector as every row of a matrix is written 'rows(v) * M', as every column 'columns(v) * M'"),
        ("slice narrow select index gather take getitem", "a slice is written 'v[start..end]', an element 'v[3]'"),
        ("zeros zeros_like ones ones_like full constant array tensor eye", "a number beside a vector is repeated, as in '1 - z'"),
        ("outerproduct outer_product ger kron", "the matrix of all products is 'outer(u, v)'"),
        ("t trans transposed adjoint", "the transpose is 'transpose(M)'"),
        ("sumrows row_sums sum_rows", "the sum of each row is written 'rowsums(M)'"),
        ("sumcolumns colsums column_sums col_sums sum_columns", "the sum of each column is written 'columnsums(M)'"),
        ("maxrows rowmaxs row_max", "the largest element of each row is written 'rowmax(M)'"),
        ("maxcolumns colmax colmaxs column_max col_max", "the largest element of each column is written 'columnmax(M)'"),
        ("meanrows row_means", "the mean of each row is written 'rowmeans(M)'"),
        ("meancolumns colmeans column_means col_means", "the mean of each column is written 'columnmeans(M)'"),
        ("diagm diagflat diag_embed", "a vector on the diagonal of a matrix is written 'diag(v)'"),
        ("tr", "the sum of the diagonal is written 'trace(M)'"),
        ("if ifelse iif cond ternary select_where heaviside step threshold", Choice),
        ("ceil ceiling", "write '-floor(-x)'"),
        ("round rint", "write 'floor(x + 0.5)'"),
        ("trunc fix", "write 'sign(x) * floor(abs(x))'"),
        ("fmod remainder rem", "what is left of a division is 'mod(a, b)', with the sign of b"),
        ("isnan isfinite", "a NaN is what is not equal to itself: 'where(x == x, x, 0)'"),
        ("float double cast astype", "all values have the cell's element type"),
        ("stop_gradient detach", "a value that no derivative goes through is written 'stopgradient(v)'"),
    ];

    private static readonly Dictionary<string, string> ByName = Rows
        .SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Advice)))
        .ToDictionary(row => row.name, row => row.Advice, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>What to write instead of a function, whatever the case of its letters; null where the table does not know it.</summary>
    public static string? AdviceFor(string function) => ByName.TryGetValue(function, out string? advice) ? advice : null;
}
