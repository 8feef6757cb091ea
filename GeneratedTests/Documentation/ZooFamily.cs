using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Definitions;

namespace RnnGen.Tests.Documentation;

/// <summary>Cells of the zoo whose definitions lie in one folder of Definitions/.</summary>
/// <param name="Folder">Its name there.</param>
/// <param name="Title">The heading on the page of the zoo.</param>
/// <param name="About">What its cells have in common.</param>
internal sealed record ZooFamily(string Folder, string Title, string About)
{
    private const string Ending = ".cell.yaml";

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<ZooFamily> All { get; } =
    [
        new("Simple", "Simple networks", "One layer with an activation, without gates."),
        new("Lstm", "LSTM and its kin", "Gates around a cell state that is added to, so that gradients pass through many steps."),
        new("Gru", "GRU and its kin", "Gates that mix the old state with a candidate; the state is the output."),
        new("Linear", "Linear element by element",
            "The state enters a step linearly, element by element or only by its own element of a gate: all products are of inputs, are "
            + "computed for many steps at once, and none is left in the loop over time."),
        new("MatrixMemory", "Matrix memories", "The state is a matrix that binds values to keys; a query reads it."),
        new("StateSpace", "State spaces", "A linear system, discretised, with inputs and outputs mapped to it."),
        new(
            "Dynamics", "Differential equations",
            "Each step is a step of a solver: of oscillators, of stable flows, of neurons with time constants."),
    ];

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. Repository.Files("Definitions/" + Folder, "*" + Ending).Select(path => path.Split('/')[^1][..^Ending.Length])];

    /// <summary>As GitHub makes it of the title.</summary>
    public string Anchor => Title.ToLowerInvariant().Replace(' ', '-');

    /// <summary>Every cell belongs to one of them.</summary>
    public static bool AreComplete() =>
        All.SelectMany(family => family.Names).Order(StringComparer.Ordinal).SequenceEqual(ZooLibrary.Names);
}
