using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>One step of a batch: inputs and the states before, outputs and the states after.</summary>
internal sealed class StepWriter(OnnxCell cell, GraphArguments arguments)
{
    public void Write()
    {
        StepFunction step = cell.Step;
        for (int s = 0; s < step.Previous.Count; s++) arguments.Set(step.Previous[s], arguments.Initial(s));
        foreach (Equation equation in step.Equations) arguments.Write(equation);
        foreach (GraphOutput output in arguments.Outputs) arguments.AddOutput(output);
        for (int s = 0; s < step.Next.Count; s++)
        {
            var writer = new OperationWriter(arguments.Whole, step.Next[s].Name, step.Next[s].Name);
            arguments.AddFinal(s, writer.WithLead(arguments.Of(step.Next[s]), 1).Name);
        }
    }
}
