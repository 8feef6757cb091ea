using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using Xunit.Sdk;

namespace RnnGen.Tests.Kernels;

/// <summary>Compares compiled cells with the interpreter of the IR as it came from the definition: no pass has touched it.</summary>
internal static class KernelOracle
{
    /// <summary>Everything that Step, Run, Forward and Backward compute, by the metric of the reference runs.</summary>
    public static void Check(
        Type cell, StepFunction function, ElementType element, SequenceDraw draw, int timeSteps, int batch, double tolerance)
    {
        if (element == ElementType.Float) draw = draw.Rounded();
        ExpectedSequence expected = ExpectedSequence.Of(function, draw, timeSteps, batch);
        List<(string Name, double Error)> errors;
        if (element == ElementType.Float)
        {
            var visitor = new CompareVisitor<float>(draw, expected);
            CompiledCell.Accept(cell, visitor);
            errors = visitor.Errors;
        }
        else
        {
            var visitor = new CompareVisitor<double>(draw, expected);
            CompiledCell.Accept(cell, visitor);
            errors = visitor.Errors;
        }
        var wrong = errors.Where(e => !(e.Error <= tolerance)).ToList();
        if (wrong.Count == 0) return;
        string list = string.Join("; ", wrong.Take(12).Select(e => $"{e.Name}: {e.Error:R}"));
        throw new XunitException($"{element}, T {timeSteps}, B {batch}: {list} in\n{Printer.Print(function)}");
    }
}
