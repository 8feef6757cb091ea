using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Binding;

public class NameTests
{
    private const string Unknown = " is neither declared nor assigned.";

    [Theory]
    [InlineData("h = W @ x + ⟦bb⟧ + b", "RNN100 'bb'" + Unknown + " Did you mean 'b'?")]
    [InlineData("h = W @ x + b + ⟦bata⟧", "RNN100 'bata'" + Unknown + " Did you mean 'beta'?")]
    [InlineData("h = W @ x + b + ⟦BETA⟧", "RNN100 'BETA'" + Unknown + " Did you mean 'beta'?")]
    [InlineData("gate = W @ x\nh = ⟦gaet⟧ + b", "RNN100 'gaet'" + Unknown + " Did you mean 'gate'?")]
    [InlineData("h = W @ x + b + ⟦momentum⟧", "RNN100 'momentum'" + Unknown)]
    [InlineData("h = W @ x + b + ⟦hh'⟧", "RNN100 'hh'" + Unknown + " Did you mean 'h'?")]
    [InlineData("h = ⟦tahn⟧(W @ x + b)", "RNN101 There is no function 'tahn'. Did you mean 'tanh'?")]
    [InlineData("h = ⟦Sigmoid⟧(W @ x + b)", "RNN101 There is no function 'Sigmoid'. Did you mean 'sigmoid'?")]
    [InlineData("h = ⟦W⟧(x) + b", "RNN101 There is no function 'W'. 'W' is a parameter: a product is written with '@' or '*'.")]
    [InlineData("h = ⟦tanh⟧(W @ x, b)", "RNN102 'tanh' takes 1 argument, found 2.")]
    [InlineData("h = ⟦clamp⟧(W @ x + b, 1)", "RNN102 'clamp' takes 3 arguments, found 2.")]
    [InlineData("h = ⟦max⟧(W @ x, b, 0)", "RNN102 'max' takes 1 or 2 arguments, found 3.")]
    [InlineData("h = ⟦where⟧(x < 0, W @ x + b)", "RNN102 'where' takes 3 arguments, found 2.")]
    [InlineData("f, h = ⟦split⟧(W @ x + b)", "RNN102 'split' takes 2 arguments, found 1.")]
    [InlineData("h = W @ x + b + ⟦h⟧",
        "RNN103 'h' of this time step is not computed yet: its value of the step before is \"h'\".")]
    [InlineData("f = ⟦h⟧ + 1\nh = W @ x + b",
        "RNN103 'h' of this time step is not computed yet: its value of the step before is \"h'\".")]
    [InlineData("f = ⟦g⟧\ng = f\nh = W @ x + b",
        "RNN115 'g' depends on itself (f = g, g = f): declare it as a state, whose value of the step before is \"g'\".")]
    [InlineData("f = ⟦f⟧ + x\nh = W @ x + b",
        "RNN115 'f' depends on itself (f = f + x): declare it as a state, whose value of the step before is \"f'\".")]
    [InlineData("f = x\nh = W @ (x + ⟦f'⟧) + b",
        "RNN105 \"f'\" is the value of the step before, which only states have; 'f' is assigned by an equation.")]
    [InlineData("h = W @ (x + ⟦f'⟧) + b\nf = x",
        "RNN105 \"f'\" is the value of the step before, which only states have; 'f' is assigned by an equation.")]
    [InlineData("h = ⟦W'⟧ @ x + b", "RNN105 \"W'\" is the value of the step before, which only states have; 'W' is a parameter.")]
    [InlineData("h = W @ x + b * ⟦beta'⟧",
        "RNN105 \"beta'\" is the value of the step before, which only states have; 'beta' is a constant.")]
    [InlineData("h = W @ x + b\n⟦h⟧ = x", "RNN106 'h' is assigned for the second time; each name has one equation.")]
    [InlineData("f = x\n⟦f⟧ = x\nh = W @ f + b", "RNN106 'f' is assigned for the second time; each name has one equation.")]
    [InlineData("f, ⟦f⟧ = split([x; x], 2)\nh = W @ f + b", "RNN106 'f' is assigned for the second time; each name has one equation.")]
    [InlineData("⟦x⟧ = h'\nh = W @ x + b", "RNN107 'x' is an input and cannot be assigned.")]
    [InlineData("⟦W⟧ = h'\nh = W @ x + b", "RNN107 'W' is a parameter and cannot be assigned.")]
    [InlineData("⟦beta⟧ = 1\nh = W @ x + b", "RNN107 'beta' is a constant and cannot be assigned.")]
    [InlineData("h = W @ x + b + ⟦hidden⟧",
        "RNN111 'hidden' is a size, and sizes stand only in shapes and between the brackets of a slice.")]
    [InlineData("h = W @ x + b + ⟦tanh⟧", "RNN112 'tanh' is a function: write 'tanh(…)'.")]
    [InlineData("h = W @ x + b + ⟦where⟧", "RNN112 'where' is a function: write 'where(…)'.")]
    public void ReportsAtTheToken(string equations, string message) => Mistakes.ExpectInEquations(equations, message);

    [Theory]
    [InlineData("h = (x ⟦<⟧ 1) + W @ x + b", "RNN075 A comparison stands only as the first argument of 'where'.")]
    [InlineData("h = where(x < 1, x ⟦>⟧ 2, x) + W @ x + b", "RNN075 A comparison stands only as the first argument of 'where'.")]
    [InlineData("h = where((x ⟦<⟧ 1) < 1, W @ x, b)", "RNN075 A comparison stands only as the first argument of 'where'.")]
    [InlineData("h = where(⟦x⟧, W @ x, b)", "RNN076 The first argument of 'where' is a comparison, such as 'x > 0'.")]
    [InlineData("h = 2 * ⟦split⟧(W @ x + b, 1)",
        "RNN078 'split' is the whole right side of an equation: write 'a, b = split(…, 2)' on a line of its own.")]
    [InlineData("⟦f, h⟧ = W @ x + b", "RNN077 Only 'split' gives several values: write 'a, b = split(…, 2)'.")]
    public void ReportsMisplacedForms(string equations, string message) => Mistakes.ExpectInEquations(equations, message);

    [Fact]
    public void ReportsAStateThatIsNeverAssigned() => Mistakes.Expect(
        "inputs: { x: 3 }\nstates: { ⟦h⟧: 3, ⟦cell⟧: 3 }\nequations: |\n  H = x\n  call = H + cell\n",
        "RNN108 No equation assigns the state 'h'. Did you mean 'H'?",
        "RNN108 No equation assigns the state 'cell'. Did you mean 'call'?");

    [Fact]
    public void WarnsOfWhatIsNotRead() => Mistakes.Expect(
        "inputs: { ⟦x⟧: 3, z: 3 }\nparameters: { ⟦W⟧: 3, V: 3 }\noutputs:\n  y: V * z\n",
        "RNN110 No equation reads the input 'x'.",
        "RNN109 No equation reads the parameter 'W'.");

    [Fact]
    public void OutputsReadEverythingAndAreReadByNothing() => Mistakes.Expect(
        """
        inputs: { x: 3 }
        states: { h: 3 }
        equations: |
          f = x + ⟦y⟧
          h = h'
        outputs:
          y: f + h + h' + x
          z: 2 * y
        """,
        "RNN100 'y' is neither declared nor assigned. It is an output, and outputs are read by nothing.");

    [Fact]
    public void OutputsExposeWhatEquationsAssign() => Mistakes.Expect(
        """
        inputs: { x: 3 }
        states: { h: 3 }
        equations: |
          gate = x
          h = h'
        outputs:
          h:
          gate:
          ⟦x⟧:
          ⟦gaet⟧:
        """,
        "RNN113 The output 'x' has no expression, and 'x' is an input, not the value of an equation.",
        "RNN113 The output 'gaet' has no expression, and no equation assigns 'gaet'. Did you mean 'gate'?");

    [Fact]
    public void NamesAreDeclaredOnce() => Mistakes.Expect(
        """
        sizes: [⟦n⟧, ⟦n⟧]
        inputs: { x: 3 }
        states: { ⟦x⟧: 3 }
        parameters: { ⟦x⟧: 3 }
        constants: { ⟦x⟧: 3 }
        equations: |
          x = x
          f = x
        outputs:
          ⟦f⟧: 2 * f
          ⟦x⟧: 2 * x
        """,
        "RNN151 The size 'n' has no value: set [CellSize(\"n\", …)], or write the value under sizes.",
        "RNN051 'n' is already a size.",
        "RNN051 'x' is already an input.",
        "RNN051 'x' is already an input.",
        "RNN051 'x' is already an input.",
        "RNN051 'f' is already assigned by an equation.",
        "RNN051 'x' is already an input.");

    [Fact]
    public void ASizeMayHaveTheNameOfAValue() =>
        Request.Bind(Request.InPlace("inputs: { input: input }\nstates: { hidden: input }\nequations: hidden = input", ("input", 3)));

    [Fact]
    public void MistakesThatFollowFromOthersAreSilent() => Mistakes.ExpectInEquations(
        """
        f = sigmoid(⟦U⟧ @ x)
        g = f * x + [f; h'] @ f
        h = g + W @ x + b
        """,
        "RNN100 'U' is neither declared nor assigned. If it is learned, add 'U' under parameters.");
}
