using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Kernels.General;

/// <summary>An operation on matrix values or one that moves elements: loops over whole vectors, one row after the other.</summary>
/// <param name="isOneRow">One row, whose references are the parameters themselves.</param>
internal sealed class GeneralBuilder(KernelSet kernels, Frame frame, Stage.General stage, bool isOneRow)
{
    private static readonly string[] s_operands = ["left", "right", "third", "fourth"];

    private static readonly Offset s_i = "i".Variable();

    private Shape Result => stage.Equation.Result.Shape;

    public Kernel Build() => new RowKernel(kernels, frame, stage, isOneRow).Build(Body);

    private void Body(Statements to)
    {
        Shape[] operands = stage.Equation.Operands.Select(o => o.Shape).ToArray();
        for (int i = 0; i < operands.Length; i++) to.Add(new Statement.Refer(Name(i), Place(stage.Operands[i])));
        to.Add(new Statement.Refer("result", Place(stage.Result)));
        switch (stage.Equation.Operation)
        {
            case Operation.MatMul: new MatrixProduct(operands[0], operands[1], kernels.Lanes).Build(to); break;
            case Operation.Transpose: Transpose(operands[0], to); break;
            case Operation.Slice slice:
                Copy(Result, Row(Result.Columns), "left", Part(slice.Axis, slice.Start, operands[0].Columns), to);
                break;
            case Operation.Pad pad:
                to.Call(new RuntimeCall.Clear(new Address("result"), Result.Length));
                Copy(operands[0], Part(pad.Axis, pad.Start, Result.Columns), "left", Row(operands[0].Columns), to);
                break;
            case Operation.Concat concat: Concat(concat, operands, to); break;
            case Operation.Diagonal:
                to.Call(new RuntimeCall.Clear(new Address("result"), Result.Length));
                Elements(Result.Columns, s_i * (Result.Columns + 1), s_i, to);
                break;
            case Operation.DiagonalOf: Elements(Result.Rows, s_i, s_i * (operands[0].Columns + 1), to); break;
            case Operation.CumulativeSum sum: CumulativeSum(sum.FromEnd, Result.Length, to); break;
            case Operation.FirstMaximum { OfEachRow: true }:
                to.Loop("i", operands[0].Rows, 1, ofRow => FirstMaximum(s_i * operands[0].Columns, operands[0].Columns, ofRow));
                break;
            case Operation.FirstMaximum:
                FirstMaximum(Offset.Zero, operands[0].Length, to);
                break;
            default: throw new InvalidOperationException($"No loops for {stage.Equation.Operation}.");
        }
    }

    private static string Name(int operand) =>
        operand < s_operands.Length ? s_operands[operand] : KernelSpelling.Numbered("part", operand);

    private Address Place(Location at) => frame.Row(at);

    /// <summary>Where row i begins among rows of so many columns.</summary>
    private static Offset Row(int columns) => s_i * columns;

    /// <summary>Where row i of a part begins that lies further down or further right in rows of so many columns.</summary>
    private static Offset Part(int axis, int start, int columns) => axis == 0
        ? Offset.Add(s_i, start) * columns
        : Offset.Add(s_i * columns, start);

    private static void Transpose(Shape matrix, Statements to) => to.Call(
        new RuntimeCall.Transpose(new Address("left"), new Address("result"), matrix.Rows, matrix.Columns));

    /// <summary>Each row of a shape, from one place to another.</summary>
    private void Copy(Shape shape, Offset result, string operand, Offset row, Statements to) =>
        to.Loop("i", shape.Rows, 1, ofRow => new RowVectors(shape.Columns, kernels.Lanes).Each(ofRow, (vector, of) =>
            of.Add(vector.Store(vector.Load(new Address(operand, row)), new Address("result", result)))));

    private static void FirstMaximum(Offset at, int length, Statements to) =>
        to.Add(new Statement.StoreFirstMaximum(new Address("result", at), new Address("left", at), length));

    /// <summary>So many elements, one by one.</summary>
    private static void Elements(int count, Offset result, Offset operand, Statements to) => to.Loop("i", count, 1, of =>
        of.Add(new Statement.StoreScalar(new Address("result", result), new ScalarExpression.Load(new Address("left", operand)))));

    private static void CumulativeSum(bool fromEnd, int length, Statements to)
    {
        Offset at = fromEnd ? Offset.Add(s_i * -1, length - 1) : s_i;
        to.Add(new Statement.DefineScalar("sum", new ScalarExpression.Constant(0)));
        to.Loop("i", length, 1, ofElement =>
        {
            ofElement.Add(new Statement.AddToScalar("sum", new ScalarExpression.Load(new Address("left", at))));
            ofElement.Add(new Statement.StoreScalar(new Address("result", at), new ScalarExpression.Variable("sum")));
        });
    }

    private void Concat(Operation.Concat concat, Shape[] parts, Statements to)
    {
        int start = 0;
        for (int p = 0; p < parts.Length; p++)
        {
            Copy(parts[p], Part(concat.Axis, start, Result.Columns), Name(p), Row(parts[p].Columns), to);
            start += concat.Axis == 0 ? parts[p].Rows : parts[p].Columns;
        }
    }
}
