using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Yaml;

/// <summary>
/// A section in error keeps the names that it declares, so that code which uses the cell's members has no errors of its own.
/// </summary>
public class RecoveryTests
{
    /// <summary>Each is reported once, and the names of the section are as they would be without the mistake.</summary>
    [Theory]
    [InlineData("RNN039", "outputs: { y: W @ h, z: 3 }", "y z")]
    [InlineData("RNN039", "outputs: { y: , z: 3 }", "y z")]
    [InlineData("RNN039", "outputs: [y, z]", "y z")]
    [InlineData("RNN035", "outputs: { y: max(h, 0), z: 3 }", "y z")]
    [InlineData("RNN034", "outputs: { y: h[0..2], z: 3 }", "y z")]
    [InlineData("RNN034", "outputs: { y, z: 3 }", "y z")]
    [InlineData("RNN025", "outputs: { y:3,\n  # a, b\n  'z': 3 }", "y z")]
    [InlineData("RNN030", "outputs: { y: 3, z: 3 } }", "y z", "RNN039")]
    [InlineData("RNN036", "outputs: { y: 3, z: 3", "y z")]
    [InlineData("RNN025", "outputs:{ y: 3, z: 3 }", "y z")]
    [InlineData("RNN033", "outputs:\n  y: [h]\n  z: 3", "y z")]
    [InlineData("RNN033", "outputs:\n  y: [h; h] * 2\n  z: 3", "y z")]
    [InlineData("RNN022", "outputs:\n  y: *h\n  z: 3", "y z")]
    [InlineData("RNN025", "outputs:\n  y:3\n  z: 3", "y z")]
    [InlineData("RNN038", "outputs:\n  y: { a: b }\n  z: 3", "y z")]
    [InlineData("RNN023", "outputs:\n  y: 3\n   z: 3\n   a: 4", "y z a")]
    [InlineData("RNN023", "outputs:\n  y: 3\n    + 4\n  z: 3", "y z")]
    [InlineData("RNN038", "outputs: y", "y")]
    [InlineData("RNN027", "output:\n  y: 3\n  z: 3", "y z")]
    [InlineData("RNN038", "inputs: [y, z]", "y z")]
    [InlineData("RNN038", "inputs: { y: , z: 3 }", "y z")]
    [InlineData("RNN034", "inputs: { y, z: 3 }", "y z")]
    [InlineData("RNN034", "inputs: [y: 3, z: 3]", "y z")]
    [InlineData("RNN023", "inputs:\n  y: 3\n    z: 3", "y z")]
    [InlineData("RNN022", "inputs:\n  y: *h\n  z: 3", "y z")]
    [InlineData("RNN027", "input: { y: 3, z: 3 }", "y z")]
    [InlineData("RNN038", "states: [y, z]", "y z")]
    [InlineData("RNN038", "states: y", "y")]
    [InlineData("RNN058", "states: { y: [3, 4, 5], z: 3 }", "y z")]
    [InlineData("RNN036", "states: { y: 3,\n  z: 3", "y z")]
    [InlineData("RNN025", "states:\n  y:3\n  z: 3", "y z")]
    [InlineData("RNN027", "state: { y: 3, z: 3 }", "y z")]
    [InlineData("RNN035", "parameters: { y: { init: uniform(-1, 1) }, z: 3 }", "y z")]
    [InlineData("RNN034", "parameters: [y z, , z]", "y z")]
    [InlineData("RNN038", "parameters: y", "y")]
    [InlineData("RNN038", "parameters: { y: { shape: {} }, z: 3 }", "y z")]
    [InlineData("RNN035", "parameters:\n  y: { init: uniform(-1, 1) }\n  z: 3", "y z")]
    [InlineData("RNN027", "paramters: [y, z]", "y z")]
    public void ASectionInErrorKeepsItsNames(string id, string section, string names, params string[] more)
    {
        FrontEndResult result = FrontEnd.Read(Request.InPlace(section + "\nequations: |\n  q = tanh(0.5)\n"));
        Assert.Equal([id, .. more], result.Diagnostics.Where(IsError).Select(d => d.Rule.Id).Order());
        CellSurface surface = result.Surface;
        IEnumerable<string> found = section[0] switch
        {
            'o' => surface.Outputs,
            'i' => surface.Inputs,
            's' => surface.States,
            _ => surface.Parameters,
        };
        Assert.Equal(names.Split(' '), found);
        Assert.Equal(
            names.Split(' ').Length,
            surface.Outputs.Count + surface.Inputs.Count + surface.States.Count + surface.Parameters.Count);
    }

    /// <summary>What an equation says of a tensor whose declaration is in error may be right.</summary>
    [Theory]
    [InlineData("inputs: { ⟦[⟧x]: 3 }\nstates: { h: 3 }\nequations: h = x + h'\n", "RNN034 Expected a key, found '['.")]
    [InlineData("inputs: { x:⟦⟧ }\nstates: { h: 3 }\nequations: h = W @ x + h'\n",
        "RNN038 'x' is a shape, such as 'n', '[n]', '[m, n]' or '[]', found nothing.")]
    [InlineData("inputs: { x: 4 }\nstates: ⟦[h]⟧\nequations: h = sum(x) + h'\n",
        "RNN038 'states' is a map of names to shapes, such as '{ h: hidden }', found a list.")]
    [InlineData("states: { h: 3 }\nparameters: { W: ⟦[1, 2, 3, 4]⟧ }\nequations: h = W @ h' + W\n",
        "RNN058 A shape has at most two extents: [] is a scalar, [n] a vector, [m, n] a matrix. A parameter alone may have three.")]
    [InlineData("states: { h: 3 }\nequations: h = 2 * h'\noutputs: ⟦{ h: , y: 2 * g }⟧\n",
        "RNN039 'outputs' cannot be written in [ ] or { }, where commas and brackets would end its expressions: write one a line.")]
    [InlineData("states: { h: 3 }\nconstants:\n  a: ⟦&⟧b\nequations: h = a * h'\n",
        "RNN022 '&' starts an anchor, which definitions do not have: write the value itself.")]
    public void NothingElseIsReported(string marked, string message) => Mistakes.Expect(marked, message);

    [Fact]
    public void ARecoveredNameIsStillChecked() => Mistakes.Expect(
        "states:\n  ⟦Step⟧: ⟦[1, 2, 3]⟧\nequations: Step = 2 * Step'\n",
        "RNN052 'Step' is a member of the generated code: choose another name.",
        "RNN058 A shape has at most two extents: [] is a scalar, [n] a vector, [m, n] a matrix. A parameter alone may have three.");

    private static bool IsError(CellDiagnostic diagnostic) => diagnostic.Rule.Severity == Severity.Error;
}
