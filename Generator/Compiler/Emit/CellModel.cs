using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Entries;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>A cell as the surface emitters see it: names, offsets and private memory, worked out once.</summary>
internal sealed class CellModel
{
    public CellModel(CellRequest request, CellOptions options, CellSignature signature, CellPlan plan)
    {
        (Request, Options, Signature, Plan) = (request, options, signature, plan);
        Memory = CellMemory.Of(plan, Lanes);
        Costs = StepCosts.Of(plan, Memory, ElementSize);
        Names = TapeNames.Of(
            signature.Inputs.Select(s => s.Name), signature.States.Select(s => s.Name), signature.Outputs.Select(s => s.Name));
    }

    public CellRequest Request { get; }

    public CellOptions Options { get; }

    public CellSignature Signature { get; }

    public CellPlan Plan { get; }

    public CellMemory Memory { get; }

    public StepCosts Costs { get; }

    public string Name => Request.Target.Name;

    /// <summary>The cell's type as any file may spell it.</summary>
    public string FullName => Request.Target.FullName;

    /// <summary>Its <c>Info</c>, which the members of its nested types hide.</summary>
    public string Info => FullName + ".Info";

    /// <summary>The class of its kernels as any file may spell it.</summary>
    public string Kernels => $"global::{RuntimeNames.Emitted}.{KernelsFile.ClassName(Request.Target)}";

    /// <summary>Whether the cell takes steps as they come; without that it has passes over tapes only.</summary>
    public bool CanStream => Plan.Step.CanStream;

    /// <summary>Whether some state begins with a parameter or a number.</summary>
    public bool HasInitialStates => Signature.States.Any(s => s.Initial is not null);

    /// <summary>Whether some state begins with a parameter.</summary>
    public bool LearnsInitialStates => Signature.States.Any(s => s.Initial is { Parameter: not null });

    /// <summary>Whether something is drawn in training.</summary>
    public bool DrawsNoise => Plan.Step.Noise.Count > 0;

    public string T => RuntimeNames.Keyword(Request.Element);

    public int ElementSize => Request.Element == ElementType.Float ? 4 : 8;

    /// <summary>Elements of the widest vector.</summary>
    public int Lanes => KernelTable.Lanes(ElementSize);

    public int InputLength => Signature.Inputs.Sum(s => s.Shape.Length);

    public int OutputLength => Signature.Outputs.Sum(s => s.Shape.Length);

    public TapeNames Names { get; }

    /// <summary>The vector structs worth trying, widest first: wider ones than the longest row would compute padding only.</summary>
    public IEnumerable<(string Type, string? Guard)> Widths()
    {
        int units = Plan.Streaming.Sweeps.Concat(Plan.TapePrograms.SelectMany(p => p.Sweeps)).SelectMany(s => s.AllStages)
            .Select(LongestRow).DefaultIfEmpty(1).Max();
        foreach (int bits in new[] { 512, 256, 128 })
            if (bits == 128 || units > bits / 16 / ElementSize)
                yield return (RuntimeNames.VectorType(Request.Element, bits), $"{RuntimeNames.Width}.Use{bits}");
        yield return (RuntimeNames.VectorType(Request.Element, 8 * ElementSize), null);
    }

    /// <summary>Elements that a stage takes side by side in a vector; 1 where wide vectors are nothing to it.</summary>
    private static int LongestRow(Stage stage) => stage switch
    {
        Stage.Map map => map.Units,
        Stage.Series series => series.Members.Max(member => member.Map.Units),
        Stage.Matrix matrix => matrix.Shape.Columns,
        Stage.General or Stage.Outer or Stage.ParameterOuter => 1,
        _ => throw new InvalidOperationException($"No width for {stage.GetType().Name}."),
    };
}
