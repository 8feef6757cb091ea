using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Tool.Exporting;

/// <summary>A cell planned for processors without vectors: the kernels of the C# for one element at a time, without paddings.</summary>
/// <param name="Derived">The backward equations, for people.</param>
internal sealed record ScalarCell(
    ElementType Element,
    CellSignature Signature,
    CellPlan Plan,
    CellMemory Memory,
    CellKernels Kernels,
    IReadOnlyList<string> Derived)
{
    /// <summary>Elements of a vector.</summary>
    public const int Lanes = 1;

    private static readonly SequenceRules s_together = new(SequenceRules.Never, SequenceRules.Never);

    /// <summary>One loop over time for each direction: what is not far apart stays in the cache of a small processor.</summary>
    private static readonly LoopRules s_rules =
        LoopRules.Measured with { OneRow = s_together, Batch = s_together, States = StateRules.All, Strips = StripRules.Never };

    /// <summary>Code small and exact: loops are not written out, and weights keep all their bits.</summary>
    private static readonly CellOptions s_options = new(UnrollOption.Loops);

    /// <param name="request">Of a definition that was checked.</param>
    /// <param name="counts">Of the tapes.</param>
    public static ScalarCell Of(CellRequest request, FixedCounts counts)
    {
        FrontEndResult front = FrontEnd.Read(request);
        if (front.Cell is not { } cell) throw new InvalidOperationException("The definition has mistakes.");
        CellSignature signature = SignatureLowering.Lower(cell);
        var sizes = SizeNames.Of(signature);
        CellOptions said = front.Settled.Options, options = s_options with { Recompute = said.Recompute, Denormals = said.Denormals };
        StepFunction step = CellLowering.Lower(cell, request.Target.Name);
        request = request with { TimeSteps = counts.TimeSteps, Batch = counts.Batch };
        CellPlan plan = CellCompiler.Plan(request, options, sizes, step, s_rules, widest: Lanes);
        var memory = CellMemory.Of(plan, Lanes);
        return new ScalarCell(
            request.Element, signature, plan, memory, CellKernels.Build(plan, memory, options, Lanes, counts.TimeSteps),
            DerivedText.Lines(plan.Adjoint, sizes));
    }

    /// <summary>The passes over a tape: of one sequence where the batch is one.</summary>
    public TapePrograms Tapes => Plan.Row ?? Plan.Rows ?? throw new InvalidOperationException("There are no tapes.");

    public TapePass Pass(Compiler.Planning.Model.Program program) =>
        Kernels.Sections.SelectMany(section => section.Passes).Single(pass => pass.Name == program.Name + "Pass");

    /// <summary>The weights of streams as their kernels read them.</summary>
    /// <param name="parameters">One natural row-major array for each.</param>
    public double[] Pack(double[][] parameters)
    {
        PassStep.Run pack = Kernels.PackStep ?? throw new InvalidOperationException("The cell cannot stream.");
        var from = new Memory("parameters", new double[Memory.ParameterLength]);
        for (int i = 0; i < parameters.Length; i++) parameters[i].CopyTo(from.Elements, Memory.Parameters[i].Start);
        var to = new Memory("weights", new double[Plan.Streaming.Packed.Length]);
        var arguments = new Dictionary<string, object>();
        for (int i = 0; i < pack.Sources.Count; i++)
            arguments[pack.Kernel.Parameters[i].Name] = new Reference(pack.Sources[i] is Source.Parameters ? from : to);
        new KernelInterpreter(Lanes, hasManyRegisters: false).Run(pack.Kernel, arguments);
        return to.Elements;
    }
}
