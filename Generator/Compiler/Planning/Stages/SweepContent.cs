using System;
using System.Collections.Generic;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>What a sweep has to compute, and from where.</summary>
/// <param name="Name">Of the pass: the names of stages begin with it.</param>
/// <param name="IsFree">
/// With panels for one row: which vectors of a sum another program meets by themselves, and so in a panel of their own.
/// </param>
/// <param name="IsOverTime">Step by step; else all rows at once, by kernels that take several rows.</param>
/// <param name="AsksToSave">Saved values may be left out: nothing reads them where they are saved.</param>
internal sealed record SweepContent(
    string Name,
    IReadOnlyList<Equation> Equations,
    SweepPlaces Places,
    SweepGradients Gradients,
    PanelForm Panels,
    Func<Value, Value, bool> IsFree,
    bool IsBackward = false,
    bool IsOverTime = true,
    bool AsksToSave = false);

/// <summary>Where the values lie that a sweep begins and ends with.</summary>
/// <param name="Known">Values that are in memory before the sweep, by id.</param>
/// <param name="Required">Where values must be in memory after it.</param>
internal sealed record SweepPlaces(IReadOnlyDictionary<int, Location> Known, RequiredResults Required);

/// <summary>What a sweep adds to the gradients of parameters.</summary>
/// <param name="InPlace">
/// Of so many of the parameters, the first, outer products whose rows are whole vectors are added where the gradients lie, without a panel.
/// </param>
internal sealed record SweepGradients(
    IReadOnlyList<GradientTerm.Elementwise> Elementwise, IReadOnlyList<GradientTerm.OuterProduct> Outers, int InPlace)
{
    public static SweepGradients None { get; } = new([], [], InPlace: 0);
}
