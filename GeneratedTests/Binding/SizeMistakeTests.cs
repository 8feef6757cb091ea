using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Binding;

public class SizeMistakeTests
{
    private const string Cell = "\nstates: { h: 2 }\nequations: h = h'\n";

    [Theory]
    [InlineData("states: { h: ⟦hiden⟧ }\nequations: h = h'", "RNN150 'hiden' is no size. Did you mean 'hidden'?")]
    [InlineData("states: { h: ⟦n⟧ }\nequations: h = h'", "RNN150 'n' is no size. Declare it: 'sizes: [n]'.")]
    [InlineData("sizes: { units: 2 }\nstates: { h: ⟦unit⟧ }\nequations: h = h'", "RNN150 'unit' is no size. Did you mean 'units'?")]
    [InlineData("sizes: { n: 2 }\nstates: { h: ⟦hidden⟧ }\nequations: h = h'",
        "RNN150 'hidden' is no size. Declare it: 'sizes: [n, hidden]'.")]
    [InlineData("states: { h: ⟦hidden⟧ }\nequations: h = h'",
        "RNN151 The size 'hidden' has no value: set Hidden = … in the attribute, or write the value under sizes.")]
    [InlineData("sizes: [⟦n⟧]\nstates: { h: n }\nequations: h = h'",
        "RNN151 The size 'n' has no value: set [CellSize(\"n\", …)], or write the value under sizes.")]
    [InlineData("sizes: { n: ⟦0⟧ }" + Cell, "RNN152 The size 'n' is 0; sizes are at least 1.")]
    [InlineData("sizes: { n: ⟦-3⟧ }" + Cell, "RNN152 The size 'n' is -3; sizes are at least 1.")]
    [InlineData("sizes: { n: ⟦65537⟧ }" + Cell, "RNN153 The size 'n' is 65537; sizes are at most 65536.")]
    [InlineData("sizes: { n: ⟦99999999999999999999⟧ }" + Cell,
        "RNN153 The size 'n' is 99999999999999999999; sizes are at most 65536.")]
    [InlineData("sizes: { n: ⟦3.0⟧ }" + Cell, "RNN160 '3.0' is no value of a size, which is a whole number.")]
    [InlineData("sizes: { n: ⟦m⟧ }" + Cell, "RNN160 'm' is no value of a size, which is a whole number.")]
    [InlineData("sizes: { a: 60000 }\nstates: { h: ⟦[a, a]⟧ }\nequations: h = h'",
        "RNN154 The state 'h' has 3600000000 elements; at most 268435456 are possible.")]
    [InlineData("sizes: { a: 16384 }\nparameters: { V: 4, ⟦W⟧: [a, a], U: 2 }\noutputs:\n  y: sum(W) * V * sum(U)\n",
        "RNN154 The parameters have together 268435462 elements; at most 268435456 are possible.")]
    [InlineData("sizes: { a: 60000 }\nstates: { h: a }\nequations: |\n  f = sum(⟦outer(h', h')⟧)\n  h = f * h'",
        "RNN154 'outer(h', h')' has 3600000000 elements; at most 268435456 are possible.")]
    [InlineData("sizes: { a: 4 }\nstates: { h: ⟦a / 3⟧ }\nequations: h = h'",
        "RNN156 'a' is not a multiple of '3' whatever the sizes are: name the quotient as a size q and write require: [a = 3 * q].")]
    [InlineData("sizes: { a: 4, b: 2 }\nstates: { h: ⟦a / b⟧ }\nequations: h = h'",
        "RNN156 'a' is not a multiple of 'b' whatever the sizes are: name the quotient as a size q and write require: [a = b * q].")]
    [InlineData("sizes: { a: 4 }\nstates: { h: ⟦a / (a - a)⟧ }\nequations: h = h'",
        "RNN156 'a' is not a multiple of '0' whatever the sizes are: name the quotient as a size q and write require: [a = 0 * q].")]
    [InlineData("sizes: { a: 4 }\nrequire: [⟦a = a + 1⟧]" + Cell,
        "RNN157 A requirement equates one size with an expression of other sizes, such as 'input = hidden'; 'a = a + 1' does not.")]
    [InlineData("sizes: { a: 4, b: 2 }\nrequire: [⟦a*a = b*b⟧]" + Cell,
        "RNN157 A requirement equates one size with an expression of other sizes, such as 'input = hidden'; 'a*a = b*b' does not.")]
    [InlineData("sizes: { a: 4, b: 5 }\nrequire: [⟦a = b⟧]" + Cell, "RNN158 The cell requires a = b, but a = 4, b = 5.")]
    [InlineData("sizes: { a: 4 }\nstates: { h: ⟦a - 4⟧ }\nequations: h = h'",
        "RNN161 The extent a - 4 is 0 for a = 4; extents are at least 1.")]
    [InlineData("states: { h: ⟦[2, 0]⟧ }\nequations: h = h'", "RNN161 The extent 0 is 0 for all sizes; extents are at least 1.")]
    [InlineData("sizes: { a: 4 }\nstates: { h: ⟦20000 * a⟧ }\nequations: h = h'",
        "RNN162 The extent 20000*a is 80000 for a = 4; extents are at most 65536.")]
    [InlineData("sizes: { a: 40000 }\nstates: { h: a }\nequations: |\n  f = sum(⟦[h'; h']⟧)\n  h = f * h'",
        "RNN162 The extent 2*a is 80000 for a = 40000; extents are at most 65536.")]
    [InlineData("constants: { b: ⟦x⟧ }" + Cell, "RNN054 'x' is no number.")]
    [InlineData("constants: { b: ⟦1 2⟧ }" + Cell, "RNN054 '1 2' is no number.")]
    [InlineData("constants: { b: '⟦--1⟧' }" + Cell, "RNN054 '--1' is no number.")]
    [InlineData("constants: { b: ⟦-1e999⟧ }" + Cell, "RNN079 '-1e999' is too large.")]
    [InlineData("constants: { ⟦b⟧: }" + Cell, "RNN060 The constant 'b' has no value: give it one here or by [CellConstant(\"b\", …)].")]
    public void ReportsAtTheToken(string marked, string message) => Mistakes.Expect(marked, message);

    [Fact]
    public void LimitsTheNormalForms()
    {
        const string Message = "RNN159 This expression of sizes has more than 64 terms or a power above 8.";
        Mistakes.Expect("sizes: { a: 1 }\nstates: { h: ⟦a*a*a*a*a*a*a*a*a⟧ }\nequations: h = h'", Message);
        string names = string.Join(", ", Enumerable.Range(0, 9).Select(i => $"s{i}: 1"));
        string sum = "(" + string.Join("+", Enumerable.Range(0, 9).Select(i => $"s{i}")) + ")";
        Mistakes.Expect($"sizes: {{ {names} }}\nstates:\n  h: ⟦{sum}*{sum}*{sum}⟧\nequations: h = h'", Message);
    }

    [Fact]
    public void ReportsSizesAtTheArguments()
    {
        Mistakes.ExpectAtArguments(Request.Zoo("rnn", ("input", 0), ("hidden", 70000)),
            "Input RNN152 The size 'input' is 0; sizes are at least 1.",
            "Hidden RNN153 The size 'hidden' is 70000; sizes are at most 65536.");
        Mistakes.ExpectAtArguments(Request.Zoo("rnn", ("input", 3), ("hiden", 5), ("hidden", 5), ("output", 2), ("hidden", 6)),
            "Hidden RNN012 The attributes set the size 'hidden' twice.",
            "CellSize(\"hiden\") RNN155 The cell has no size 'hiden'. Did you mean 'hidden'?",
            "Output RNN155 The cell has no size 'output'.");
        Mistakes.ExpectAtArguments(
            Request.InPlace("sizes: { a: 4, b: 4 }\nrequire: [a = b]\nstates: { h: a }\nequations: h = h'", ("b", 5)),
            "CellSize(\"b\") RNN158 The cell requires a = b, but a = 4, b = 5.");
    }

    [Fact]
    public void WhatAZooCellReportsIsShownAtItsName()
    {
        Mistakes.ExpectAtArguments(Request.Zoo("rnn", ("input", 3)),
            "definition RNN151 The size 'hidden' has no value: set Hidden = … in the attribute, or write the value under sizes.");
        Mistakes.ExpectAtArguments(Request.Zoo("lstn"),
            "definition RNN004 There is no cell 'lstn' in the zoo. Did you mean 'lstm'? A file's name ends in '.cell.yaml', a definition "
            + "in place has a line break.");
        Mistakes.ExpectAtArguments(Request.Zoo("wavenet"),
            $"definition RNN004 There is no cell 'wavenet' in the zoo. It has {string.Join(", ", ZooLibrary.Names)}. A file's name ends in "
            + "'.cell.yaml', a definition in place has a line break.");
        Mistakes.ExpectAtArguments(Request.Zoo(" "),
            "definition RNN009 The definition is empty: name a cell of the zoo, name a '.cell.yaml' file, or write one in place.");
    }

    [Fact]
    public void ReportsConstantsAtTheArguments()
    {
        CellRequest request = Request.InPlace("constants: { beta: , gain: 1 }\nstates: { h: 2 }\nequations: h = beta * gain * h'");
        ConstantArgument Set(string name, double value) => new(name, value, $"CellConstant(\"{name}\")");
        Mistakes.ExpectAtArguments(
            request with { Constants = EquatableArray.Of(Set("beta", double.NaN), Set("gain", 2), Set("bta", 1), Set("gain", 3)) },
            "CellConstant(\"beta\") RNN062 The constant 'beta' is NaN; it must be finite.",
            "CellConstant(\"bta\") RNN061 The cell has no constant 'bta'. Did you mean 'beta'?",
            "CellConstant(\"gain\") RNN012 The attributes set the constant 'gain' twice.");
        Mistakes.ExpectAtArguments(request with { Constants = EquatableArray.Of(Set("beta", double.PositiveInfinity)) },
            "CellConstant(\"beta\") RNN062 The constant 'beta' is Infinity; it must be finite.");
    }

    [Fact]
    public void ReportsFixedNumbersOfStepsAndSequences()
    {
        CellRequest request = Request.Zoo("rnn", ("input", 3), ("hidden", 5));
        Mistakes.ExpectAtArguments(request with { TimeSteps = 0, Batch = -1 },
            "TimeSteps RNN007 TimeSteps = 0 fixes the number of time steps, which is from 1 to 65536; leave it out to choose at run time.",
            "Batch RNN007 Batch = -1 fixes the number of sequences, which is from 1 to 65536; leave it out to choose at run time.");
        Mistakes.ExpectAtArguments(request with { TimeSteps = 65537, Batch = 65536 },
            "TimeSteps RNN007 TimeSteps = 65537 fixes the number of time steps, which is from 1 to 65536; leave it out to choose at run "
            + "time.");
    }

    [Theory]
    [InlineData("W: { shape: [3], init: ⟦gloro⟧ }", "RNN055 There is no initialiser 'gloro'. Did you mean 'glorot'?")]
    [InlineData("W: { shape: [3], init: ⟦constant⟧ }", "RNN056 'constant' is wrong: it is written 'constant(value)'.")]
    [InlineData("W: { shape: [3], init: '⟦uniform(1)⟧' }", "RNN056 'uniform(1)' is wrong: it is written 'uniform(lowest, highest)'.")]
    [InlineData("W: { shape: [3], init: '⟦normal(1, 2, 3)⟧' }",
        "RNN056 'normal(1, 2, 3)' is wrong: it is written 'normal(mean, deviation)'.")]
    [InlineData("W: { shape: [3], init: ⟦zeros(1)⟧ }", "RNN056 'zeros(1)' is wrong: 'zeros' has no arguments.")]
    [InlineData("W: { shape: [3], init: '⟦uniform(1, 0)⟧' }", "RNN056 'uniform(1, 0)' is wrong: the lowest value is above the highest.")]
    [InlineData("W: { shape: [3], init: '⟦normal(1, -2)⟧' }", "RNN056 'normal(1, -2)' is wrong: the deviation is negative.")]
    [InlineData("W: { shape: [3], init: ⟦glorot⟧ }", "RNN057 'glorot' initialises matrices, but 'W' is [3].")]
    [InlineData("W: { shape: [], init: ⟦orthogonal⟧ }", "RNN057 'orthogonal' initialises matrices, but 'W' is [].")]
    [InlineData("W: { init: ⟦he⟧ }", "RNN057 'he' initialises matrices, but 'W' is [3].")]
    public void ReportsInitialisers(string parameter, string message) =>
        Mistakes.Expect($"inputs: {{ x: 3 }}\nparameters:\n  {parameter}\noutputs:\n  y: W * x", message);

    [Theory]
    [InlineData("⟦W⟧", "y: sum(W @ x)",
        "RNN135 The shape of 'W' is not determined, only as [?, 3] (inferred from 'W @ x'): declare it under parameters, such "
        + "as 'W: [output, 3]'.")]
    [InlineData("⟦W⟧", "y: 2 * x", "RNN135 The shape of 'W' is not determined, as no equation reads it: declare it under parameters.")]
    [InlineData("⟦W⟧", "y: sum(W) * x", "RNN135 The shape of 'W' is not determined by its use: declare it under parameters.")]
    [InlineData("⟦W⟧", "y: softmax(W)",
        "RNN135 The shape of 'W' is not determined, only as [?] (inferred from 'softmax(W)'): declare it under parameters, "
        + "such as 'W: [output]'.")]
    [InlineData("⟦V⟧, ⟦W⟧", "y: V * W",
        "RNN135 The shape of 'V' is not determined by its use: declare it under parameters.|RNN135 The shape of 'W' is not determined "
        + "by its use: declare it under parameters.")]
    public void ReportsUndeterminedShapes(string parameters, string output, string messages)
    {
        string definition = $"inputs: {{ x: 3 }}\nparameters: [{parameters}]\noutputs:\n  {output}\n  z: x";
        Mistakes.Expect(definition, messages.Split('|'));
    }

    [Fact]
    public void SeveralWrongSizesAreAllTold() => Mistakes.ExpectAtArguments(
        Request.InPlace("inputs: { x: input }\nstates: { h: hidden }\nequations: h = sum(x) * h'\n", ("input", -1), ("hidden", 0)),
        "Input RNN152 The size 'input' is -1; sizes are at least 1.",
        "Hidden RNN152 The size 'hidden' is 0; sizes are at least 1.");

    [Fact]
    public void SeveralWrongExtentsAreAllTold() => Mistakes.Expect(
        "sizes: { n: 3 }\nstates: { h: ⟦[n - 4, n - 5]⟧⟧ }\nequations: h = 2 * h'\n",
        "RNN161 The extent n - 4 is -1 for n = 3; extents are at least 1.",
        "RNN161 The extent n - 5 is -2 for n = 3; extents are at least 1.");
}
