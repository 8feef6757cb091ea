using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Compiler.Binding;

/// <summary>Sees that the names of a definition do not meet those of the code that is generated from it.</summary>
internal static class MemberNames
{
    /// <summary>Methods of the cell itself.</summary>
    public static readonly IReadOnlyCollection<string> Methods =
        ["Step", "Run", "Forward", "Backward", "Prepare", "LoadParameters", "LoadWeights"];

    /// <summary>Members of the cell itself: neither it nor a member of its user's has such a name.</summary>
    public static readonly IReadOnlyCollection<string> OfCell =
        [.. Methods, "Parameters", "Weights", "State", "StatePool", "Tape", "Info"];

    /// <summary>Members of object, of the cell, of the classes that its own derive from, and a type that they use.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals", "Item",
        "Parameters", "Weights", "State", "StatePool", "Tape", "Step", "Run", "Forward", "Backward",
        "CreateParameters", "CreateState", "CreateTape", "CreateStatePool", "Pack", "Prepare", "Info",
        "Values", "Clear", "CopyTo", "Initialize", "Save", "Load", "Packed", "Start", "Update",
        "Spare", "Back", "Holds", "Apart", "RequireApart", "Reset", "TryCountSteps", "StepsToFlush", "BeginFlush",
        "Input", "Output", "InitialState", "FinalState", "InputAdjoint", "OutputAdjoint", "StateAdjoint", "InitialStateAdjoint",
        "FinalStateAdjoint", "InputStart", "OutputStart", "StateStart", "InputAdjointStart", "OutputAdjointStart", "StateAdjointStart",
        "InitialStateAdjointStart", "FinalStateAdjointStart", "SavedStart", "Has", "MarkForward", "ConsumeForward", "RequireForward",
        "TimeSteps", "Batch", "Adjoints", "Threads", "Carry", "ClearInitialStates", "Scratch", "ScratchStart",
        "ShardStart", "FirstOfShard", "RunShards", "Lengths", "Rows", "BurnIn", "IsWhole", "ForwardSchedule", "BackwardSchedule",
        "OpenCarry", "CloseCarry", "PlaceInitialStates", "SavedLength", "CopyFrom", "CopyFromInitial",
        "Adjoint", "StartsAnew", "Begin", "AddInitialStates", "HasBegun", "KeepInitialStates",
        "CheckpointSteps", "IsTraining", "Seed", "DrawNoise", "Resets", "FirstRow", "Constrain",
    ];

    /// <param name="cell">The name of the cell's C# type.</param>
    public static bool IsReserved(string name, string cell) =>
        name == cell
        || Reserved.Contains(name)
        || name.StartsWith("get_", StringComparison.Ordinal)
        || name.StartsWith("set_", StringComparison.Ordinal);

    /// <summary>Reports tensors whose names are those of initial and final states or of adjoints.</summary>
    public static void CheckDerived(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol> states, IReadOnlyList<Symbol> outputs,
        DiagnosticBag diagnostics)
    {
        TapeNames names = TapeNames.Of(inputs.Select(s => s.Name), states.Select(s => s.Name), outputs.Select(s => s.Name));
        foreach (Symbol symbol in inputs.Concat(states).Concat(outputs))
            if (names.ClashOf(symbol.Name) is { } owner)
                diagnostics.Report(Rules.DerivedClash, symbol.Span, symbol.Name, owner);
    }
}
