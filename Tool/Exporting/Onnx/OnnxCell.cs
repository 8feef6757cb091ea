using System;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Passes;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>A cell as graphs are made from it.</summary>
/// <param name="Element">Of all tensors.</param>
/// <param name="Signature">Names, shapes, equations as they were written.</param>
/// <param name="Step">One step after all passes; what would be drawn in training is its expectation.</param>
internal sealed record OnnxCell(ElementType Element, CellSignature Signature, StepFunction Step)
{
    /// <param name="request">Of a definition that was checked.</param>
    public static OnnxCell Of(CellRequest request)
    {
        FrontEndResult front = FrontEnd.Read(request);
        if (front.Cell is not { } cell) throw new InvalidOperationException("The definition has mistakes.");
        return Of(request.Element, SignatureLowering.Lower(cell), CellLowering.Lower(cell, request.Target.Name));
    }

    /// <param name="step">As it was lowered.</param>
    public static OnnxCell Of(ElementType element, CellSignature signature, StepFunction step)
    {
        AdjointFunction adjoint = Differentiator.Differentiate(Pipeline.BeforeDifferentiation(step));
        return new OnnxCell(element, signature, Pipeline.Streamed(Pipeline.AfterDifferentiation(adjoint, SizeNames.Of(signature))));
    }
}

/// <summary>What of a cell becomes a graph.</summary>
/// <param name="Form">Whole sequences, or one step.</param>
/// <param name="HasStates">Whether the states before the first step are inputs; those of a step are.</param>
/// <param name="HasLengths">Whether each sequence of a batch has a length of its own: one more input.</param>
internal sealed record OnnxSettings(OnnxForm Form, bool HasStates, bool HasLengths)
{
    public bool TakesStates => HasStates || Form == OnnxForm.Step;
}

internal enum OnnxForm
{
    /// <summary>Inputs [T, B, …], all steps in one call.</summary>
    Sequences,

    /// <summary>Inputs [B, …], one step in a call; its final states are the initial ones of the next.</summary>
    Step,
}
