using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;

namespace RnnGen.Tests.Kernels;

/// <summary>A cell whose kernels were emitted from IR, compiled and loaded, beside the interpreter of the same IR.</summary>
internal sealed class EmittedCell : IDisposable
{
    private readonly CompiledCell _cell;

    private EmittedCell(CompiledCell cell, AdjointFunction adjoint, ElementType element) => (_cell, Adjoint, Element) = (cell, adjoint, element);

    public AdjointFunction Adjoint { get; }

    public ElementType Element { get; }

    public string Source => _cell.Source;

    public static EmittedCell Emit(StepFunction step, ElementType element, int timeSteps = 0, int batch = 0)
    {
        AdjointFunction? adjoint = null;
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject
        {
            Sources = [("Cells.cs", $"using RnnGen;\nnamespace Compiled;\n[Cell(\"lstm\", Element = typeof({element.ToString().ToLowerInvariant()}), TimeSteps = {timeSteps}, Batch = {batch})]\npublic partial struct Cell;\n")],
            Compile = request =>
            {
                (string source, adjoint) = CellCompiler.Compile(request, Signature(step), step);
                return new CellResult(request.Target.HintName, source, EquatableArray<CellDiagnostic>.Empty);
            },
        });
        return new EmittedCell(CompiledCell.Load(run.AssertClean(), "Compiled.Cell"), adjoint!, element);
    }

    private static CellSignature Signature(StepFunction step)
    {
        static EquatableArray<SlotSignature> Slots(IEnumerable<(Value Value, string Name)> values) =>
            values.Select(v => new SlotSignature(v.Name, v.Value.Shape, v.Value.Shape.ToString())).ToEquatableArray();

        return new CellSignature(
            step.Name, null, null, EquatableArray<SizeValue>.Empty,
            Slots(step.Parameters.Select(v => (v, v.Name))), Slots(step.Inputs.Select(v => (v, v.Name))),
            Slots(step.Previous.Select(v => (v, v.Name.TrimEnd('\'')))), Slots(step.Outputs.Select((v, i) => (v, $"out{i}"))),
            step.Equations.Select(e => e.Source).Distinct().ToEquatableArray());
    }

    /// <summary>Runs forward and backward on the draw and returns the worst error against the interpreter, by the metric of the reference runs.</summary>
    public IReadOnlyList<(string Name, double Error)> Compare(SequenceDraw draw, int timeSteps, int batch)
    {
        var interpreter = new SequenceInterpreter(Adjoint.Forward, Adjoint);
        SequenceRun run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
        SequenceAdjoints adjoints = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
        if (Element == ElementType.Float)
        {
            var visitor = new CompareVisitor<float>(draw, run, adjoints, timeSteps, batch);
            _cell.Accept(visitor);
            return visitor.Errors;
        }
        var doubles = new CompareVisitor<double>(draw, run, adjoints, timeSteps, batch);
        _cell.Accept(doubles);
        return doubles.Errors;
    }

    public void Dispose() => _cell.Dispose();
}
