using System.Linq;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Binding;

public class ShapeMistakeTests
{
    /// <summary>x, u: [input]; h: [hidden]; c: []; M: [hidden, input]; s: [] in equations that end with h = M @ x.</summary>
    private static void Expect(string equations, params string[] messages) => Mistakes.Expect(
        """
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input, s: [] }
        states: { h: hidden }
        parameters: { M: [hidden, input], W: }
        equations: |

        """ + string.Concat((equations + "\nh = M @ x * s + W @ x").Split('\n').Select(line => $"  {line}\n")), messages);

    [Theory]
    [InlineData("f = x ⟦+⟧ h'",
        "RNN130 '+' needs operands of one shape, but 'x' is [input] (declared under inputs) and \"h'\" is [hidden] (declared under "
        + "states).")]
    [InlineData("f = x ⟦-⟧ M @ x",
        "RNN130 '-' needs operands of one shape, but 'x' is [input] (declared under inputs) and 'M @ x' is [hidden].")]
    [InlineData("f = M ⟦*⟧ x",
        "RNN138 '*' multiplies element by element, but 'M' is [hidden, input] (declared under parameters) and 'x' is [input] (declared "
        + "under inputs): the product of matrices and vectors is \"M @ x\".")]
    [InlineData("g = tanh(x)\nf = g ⟦/⟧ h'",
        "RNN130 '/' needs operands of one shape, but 'g' is [input] (from 'g = tanh(x)') and \"h'\" is [hidden] (declared under states).")]
    [InlineData("f = ⟦max⟧(x, h')",
        "RNN130 'max' needs operands of one shape, but 'x' is [input] (declared under inputs) and \"h'\" is [hidden] (declared under "
        + "states).")]
    [InlineData("f = ⟦clamp⟧(x, 0, h')",
        "RNN130 'clamp' needs operands of one shape, but 'x' is [input] (declared under inputs) and \"h'\" is [hidden] (declared under "
        + "states).")]
    [InlineData("f = ⟦where⟧(x < 0, h', 1)",
        "RNN130 'where' needs operands of one shape, but 'x' is [input] (declared under inputs) and \"h'\" is [hidden] (declared under "
        + "states).")]
    [InlineData("f = M ⟦@⟧ h'",
        "RNN131 '@' cannot multiply 'M', which is [hidden, input] (declared under parameters), by \"h'\", which is [hidden] (declared "
        + "under states): input is not hidden.")]
    [InlineData("f = x ⟦@⟧ M",
        "RNN131 '@' cannot multiply 'x', which is [input] (declared under inputs), by 'M', which is [hidden, input] (declared under "
        + "parameters): input is not hidden.")]
    [InlineData("f = x ⟦@⟧ h'",
        "RNN131 '@' cannot multiply 'x', which is [input] (declared under inputs), by \"h'\", which is [hidden] (declared under "
        + "states): input is not hidden.")]
    [InlineData("f = M ⟦@⟧ 2",
        "RNN131 '@' cannot multiply 'M', which is [hidden, input] (declared under parameters), by '2', which is []: a scalar is "
        + "multiplied by '*'.")]
    [InlineData("f = s ⟦@⟧ x",
        "RNN131 '@' cannot multiply 's', which is [] (declared under inputs), by 'x', which is [input] (declared under inputs): a "
        + "scalar is multiplied by '*'.")]
    [InlineData("f = ⟦sum⟧(s)", "RNN132 'sum' needs a vector or a matrix, but 's' is [] (declared under inputs).")]
    [InlineData("f = ⟦max⟧(2)", "RNN132 'max' needs a vector or a matrix, but '2' is [].")]
    [InlineData("f = ⟦softmax⟧(M)", "RNN132 'softmax' needs a vector, but 'M' is [hidden, input] (declared under parameters).")]
    [InlineData("f = ⟦outer⟧(x, s)", "RNN132 'outer' needs vectors, but 's' is [] (declared under inputs).")]
    [InlineData("f = ⟦transpose⟧(x)", "RNN132 'transpose' needs a matrix, but 'x' is [input] (declared under inputs).")]
    [InlineData("f = s⟦[0]⟧", "RNN132 '[ ]' needs a vector or a matrix, but 's' is [] (declared under inputs).")]
    [InlineData("f = (s + 1)⟦[0..1]⟧", "RNN132 '[ ]' needs a vector or a matrix, but '(s + 1)' is [].")]
    [InlineData("f = [x; ⟦M⟧]",
        "RNN133 'M', which is [hidden, input] (declared under parameters), cannot be joined to 'x', which is [input] (declared under "
        + "inputs): matrices are joined to matrices only.")]
    [InlineData("f = [M; ⟦s⟧]",
        "RNN133 's', which is [] (declared under inputs), cannot be joined to 'M', which is [hidden, input] (declared under "
        + "parameters): matrices are joined to matrices only.")]
    [InlineData("f = [M; ⟦transpose(M)⟧]",
        "RNN133 'transpose(M)', which is [input, hidden], cannot be joined to 'M', which is [hidden, input] (declared under "
        + "parameters): matrices that are stacked have one width.")]
    [InlineData("f, g = split(M, ⟦3⟧)", "RNN136 The value is split into 3 parts, but there are 2 names.")]
    [InlineData("f = split(M, ⟦3⟧)", "RNN136 The value is split into 3 parts, but there is 1 name.")]
    [InlineData("f, g = split(M, ⟦s⟧)", "RNN136 The number of parts of a split is written as a whole number.")]
    [InlineData("f, g = split(M, ⟦2.0⟧)", "RNN136 The number of parts of a split is written as a whole number.")]
    [InlineData("f, g = split(⟦s⟧, 2)", "RNN136 'split' needs a vector or a matrix, but 's' is [] (declared under inputs).")]
    [InlineData("f, g = split(M @ x, ⟦2⟧)",
        "RNN136 'M @ x', which is [hidden], cannot be split into 2 equal parts whatever the sizes are.")]
    [InlineData("_f = x[⟦3⟧]", "RNN137 The index of 'x' is 3, but the first is 0 and the last 2.")]
    [InlineData("_f = M[⟦hidden⟧]", "RNN137 The index of 'M' is 5, but the first is 0 and the last 4.")]
    [InlineData("_f = x[⟦input - hidden⟧]", "RNN137 The index of 'x' is -2, but the first is 0 and the last 2.")]
    [InlineData("_f = x[0..⟦hidden⟧]", "RNN137 The end of the slice of 'x' is 5, but there are 3.")]
    [InlineData("_f = x[⟦0 - 1⟧..2]", "RNN137 The start of the slice of 'x' is -1, but the first index is 0.")]
    [InlineData("_f = x[2..⟦2⟧]", "RNN137 The end of the slice of 'x' is 2, but the slice starts at 2.")]
    [InlineData("_f = tanh(x)[hidden..⟦input⟧]", "RNN137 The end of the slice of 'tanh(x)' is 3, but the slice starts at 5.")]
    [InlineData("f = ⟦W⟧[0]", "RNN135 The shape of 'W' is not determined where it is sliced: declare it under parameters.")]
    [InlineData("f = [x; ⟦W⟧]", "RNN135 The shape of 'W' is not determined where it is joined to others: declare it under parameters.")]
    [InlineData("f, g = split(⟦W⟧, 2)", "RNN136 'split' needs a vector or a matrix, but 'W' is of unknown shape.")]
    public void ReportsAtTheToken(string equations, string message) => Expect(equations, message.Replace("\"h'\"", "'h''"));

    [Theory]
    [InlineData("⟦h⟧ = x", "[input]")]
    [InlineData("⟦h⟧ = 0", "[]")]
    [InlineData("⟦h⟧ = outer(h', x)", "[hidden, input]")]
    [InlineData("g, ⟦h⟧ = split([x; x], 2)", "[input]")]
    public void ReportsTheShapeOfAState(string equations, string found) => Mistakes.Expect(
        "sizes: { input: 3, hidden: 5 }\ninputs: { x: input }\nstates: { h: hidden }\nequations: |\n  " + equations + "\noutputs:\n  z: "
        + "x\n",
        $"RNN134 The state 'h' is [hidden], but its equation gives {found}.");

    [Fact]
    public void SizesOfOneNumberStayDifferent() => Mistakes.Expect(
        "sizes: { a: 4, b: 4 }\ninputs: { x: a }\nstates: { h: b }\nequations: h = h' ⟦+⟧ x",
        "RNN130 '+' needs operands of one shape, but 'h'' is [b] (declared under states) and 'x' is [a] (declared under inputs).");

    [Fact]
    public void AVectorOfOneElementIsNoScalar() => Mistakes.Expect(
        "sizes: { n: 1 }\ninputs: { x: n }\nstates: { h: 5 }\nequations: h = h' ⟦*⟧ x",
        "RNN130 '*' needs operands of one shape, but 'h'' is [5] (declared under states) and 'x' is [n] (declared under inputs).");
}
