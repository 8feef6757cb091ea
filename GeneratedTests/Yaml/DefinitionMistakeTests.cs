using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Yaml;

/// <summary>Keys and values of definitions that are well-formed as YAML.</summary>
public class DefinitionMistakeTests
{
    private const string Map = "a map of names to shapes, such as ";

    [Theory]
    [InlineData("⟦output⟧:\n  y: 3\n", "RNN027 There is no key 'output' in a definition. Did you mean 'outputs'?")]
    [InlineData("⟦Cell⟧: a\noutputs:\n  y: 3\n", "RNN027 There is no key 'Cell' in a definition. Did you mean 'cell'?")]
    [InlineData("⟦wheels⟧: a\noutputs:\n  y: 3\n", "RNN027 There is no key 'wheels' in a definition.")]
    [InlineData("parameters: { W: { ⟦shap⟧: [3] } }\n", "RNN027 There is no key 'shap' of the parameter 'W'. Did you mean 'shape'?")]
    [InlineData("rnngen: ⟦2⟧\noutputs:\n  y: 3\n", "RNN040 There is no version '2' of the language; this compiler knows version 1.")]
    [InlineData("rnngen: '⟦1.0⟧'\noutputs:\n  y: 3\n", "RNN040 There is no version '1.0' of the language; this compiler knows version 1.")]
    [InlineData("cell: ⟦[a]⟧\noutputs:\n  y: 3\n", "RNN038 'cell' is a text, found a list.")]
    [InlineData("sizes: ⟦3⟧\n", "RNN038 'sizes' is a list of names, or a map of names to values, found a text.")]
    [InlineData("sizes: [⟦[a]⟧]\n", "RNN038 'sizes' is a list of names, found a list.")]
    [InlineData("sizes: { a: ⟦[3]⟧ }\n", "RNN038 'a' is a whole number, found a list.")]
    [InlineData("constants: ⟦[a]⟧\n", "RNN038 'constants' is a map of names to numbers, found a list.")]
    [InlineData("require: ⟦{ a: b }⟧\n", "RNN038 'require' is a list of equations, such as '[input = hidden]', found a map.")]
    [InlineData("inputs: ⟦[x]⟧\n", "RNN038 'inputs' is " + Map + "'{ x: input }', found a list.")]
    [InlineData("states: ⟦h⟧\n", "RNN038 'states' is " + Map + "'{ h: hidden }', found a text.")]
    [InlineData("parameters: ⟦W⟧\n", "RNN038 'parameters' is " + Map + "'{ b: hidden }', or a list of names, '[W, b]', found a text.")]
    [InlineData("states: { h:⟦⟧ }\n", "RNN038 'h' is a shape, such as 'n', '[n]', '[m, n]' or '[]', found nothing.")]
    [InlineData("states: { h: ⟦{}⟧ }\n", "RNN038 'h' is a shape, such as 'n', '[n]', '[m, n]' or '[]', found a map.")]
    [InlineData("states: { h: [⟦[3]⟧] }\n", "RNN038 'h' is a shape, such as 'n', '[n]', '[m, n]' or '[]', found a list.")]
    [InlineData("parameters: { W: { init: ⟦[3]⟧ } }\n", "RNN038 'init' is an initialiser, such as constant(1), found a list.")]
    [InlineData("outputs: ⟦y⟧\n", "RNN038 'outputs' is a map of names to expressions, found a text.")]
    [InlineData("outputs:\n  y: ⟦{ a: b }⟧\n", "RNN038 'y' is an expression, found a map.")]
    [InlineData("equations:\n  ⟦h⟧: 3\n", "RNN038 'equations' is a text behind '|' with one equation a line, found a map.")]
    [InlineData("equations: ⟦[h = 3]⟧\n",
        "RNN039 'equations' cannot be written in [ ] or { }, where commas and brackets would end its expressions: write one a line.")]
    [InlineData("outputs: ⟦{ y: 3 }⟧\n",
        "RNN039 'outputs' cannot be written in [ ] or { }, where commas and brackets would end its expressions: write one a line.")]
    [InlineData("inputs:⟦⟧\nstates: { h: 3 }\nequations: h = 2 * h'\n", "RNN038 'inputs' is " + Map + "'{ x: input }', found nothing.")]
    [InlineData("states:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'states' is " + Map + "'{ h: hidden }', found nothing.")]
    [InlineData("parameters:⟦⟧ # none\noutputs:\n  y: 3\n",
        "RNN038 'parameters' is " + Map + "'{ b: hidden }', or a list of names, '[W, b]', found nothing.")]
    [InlineData("sizes:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'sizes' is a list of names, or a map of names to values, found nothing.")]
    [InlineData("require:⟦⟧\noutputs:\n  y: 3\n",
        "RNN038 'require' is a list of equations, such as '[input = hidden]', found nothing.")]
    [InlineData("require:\n  -⟦⟧\noutputs:\n  y: 3\n",
        "RNN038 'require' is a list of equations, such as '[input = hidden]', found nothing.")]
    [InlineData("constants:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'constants' is a map of names to numbers, found nothing.")]
    [InlineData("states: { h: 3 }\nequations:⟦⟧\n", "RNN038 'equations' is a text behind '|' with one equation a line, found nothing.")]
    [InlineData("states: { h: 3 }\nequations: h = 2 * h'\noutputs:⟦⟧", "RNN038 'outputs' is a map of names to expressions, found nothing.")]
    [InlineData("parameters: { W: { shape:⟦⟧ } }\n", "RNN038 'W' is a shape, such as 'n', '[n]', '[m, n]' or '[]', found nothing.")]
    [InlineData("parameters: { W: { init:⟦⟧ } }\n", "RNN038 'init' is an initialiser, such as constant(1), found nothing.")]
    [InlineData("rnngen:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'rnngen' is the version of the language, which is 1, found nothing.")]
    [InlineData("cell:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'cell' is a text, found nothing.")]
    [InlineData("about:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'about' is a text, found nothing.")]
    [InlineData("source:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'source' is a text, found nothing.")]
    [InlineData("class:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'class' is the name of a C# type, such as 'Acme.Wake', found nothing.")]
    [InlineData("access:⟦⟧\noutputs:\n  y: 3\n", "RNN038 'access' is 'public' or 'internal', found nothing.")]
    [InlineData("outputs:\n  ⟦3y⟧: 4\n", "RNN050 '3y' is no name: a letter or '_', then letters, digits and '_', all ASCII.")]
    [InlineData("inputs: { ⟦x-1⟧: 4 }\n", "RNN050 'x-1' is no name: a letter or '_', then letters, digits and '_', all ASCII.")]
    [InlineData("parameters: [⟦W€⟧]\n", "RNN050 'W€' is no name: a letter or '_', then letters, digits and '_', all ASCII.")]
    [InlineData("sizes: [⟦''⟧]\n", "RNN050 '' is no name: a letter or '_', then letters, digits and '_', all ASCII.")]
    [InlineData("states: { h: ⟦[3, 4, 5]⟧ }\n",
        "RNN058 A shape has at most two extents: [] is a scalar, [n] a vector, [m, n] a matrix. A parameter alone may have three.")]
    [InlineData("⟦about: nothing⟧\n", "RNN059 The definition has neither states nor outputs.")]
    public void ReportsAtTheToken(string marked, string message) => Mistakes.Expect(marked, message);

    /// <summary>What the language lets stand without a value, in every form that it is written in.</summary>
    [Theory]
    [InlineData("sizes: { n: , m: 3 }\nstates: { h: n }\nparameters: { b: , c: {} }\nequations: h = b * h' + c\n")]
    [InlineData("sizes:\n  n:\nstates:\n  h: n\nparameters:\n  b:\nequations: h = b * h'\noutputs:\n  h:\n")]
    public void WhatMayBeLeftOutIsLeftOut(string text) => Assert.Empty(FrontEnd.Read(Request.InPlace(text, ("n", 4))).Diagnostics);

    /// <summary>What a reader of YAML may take for a truth value, a number or nothing is a name here.</summary>
    [Fact]
    public void ValuesAreTexts() => Assert.Equal(
        ["y", "n", "on", "off", "yes", "no", "true", "null"],
        Request.Bind(Request.InPlace(
            "sizes: { y: 3 }\ninputs: { y: y, n: y, on: y, off: y, yes: y, no: y, true: y, null: y }\n"
            + "outputs:\n  z: y + n + on + off + yes + no + true\n  w: null\n")).Inputs.Select(input => input.Name));

    [Fact]
    public void EveryFormOfLineEndAndAMarkOfByteOrderKeepThePlaces()
    {
        const string Text = "# first\noutputs:\n  y: |\n    tanh(\n    ⟦q⟧) + (2 * ⟦r⟧)\n  z: ⟦s⟧\n";
        string[] messages = [.. "qrs".Select(name => $"RNN100 '{name}' is neither declared nor assigned.")];
        Mistakes.Expect(Text, messages);
        Mistakes.Expect(Text.Replace("\n", "\r\n"), messages);
        Mistakes.Expect(Text.Replace("\n", "\r"), messages);
        Mistakes.Expect("\uFEFF" + Text, messages);
        Mistakes.Expect(Text.TrimEnd(), messages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("# nothing\n\n")]
    public void ReportsAnEmptyDefinition(string text) =>
        Mistakes.ExpectAtArguments(Request.InPlace(text), "definition RNN009 " + Rules.EmptyDefinition.MessageFormat);
}
