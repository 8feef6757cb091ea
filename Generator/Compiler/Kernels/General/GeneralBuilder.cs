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

    public Kernel Build()
    {
        EquatableArray<Parameter> parameters = isOneRow
            ? StageNames.OneRowArguments(frame, stage).Select(Parameter (a) => new Parameter.Elements(a)).ToEquatableArray()
            : new StageNames(frame, stage).RowParameters();
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            if (isOneRow) Body(to);
            else to.Loop("row", "rows".Variable(), 1, ofRow =>
            {
                foreach (var region in Frame.Regions(stage))
                {
                    FrameEntry entry = frame[region];
                    ofRow.Add(new Statement.Refer(entry.Row, new Address(entry.Rows, "row".Variable() * entry.Stride)));
                }
                Body(ofRow);
            });
        });
        var memory = new StageMemory(frame, stage);
        return kernels.Share(
            new Kernel(stage.Name, kernels.Notes.Of(stage), parameters, body),
            isOneRow ? memory.OfOneRow() : memory.OfRows());
    }

    private void Body(Statements to)
    {
        Shape[] operands = stage.Equation.Operands.Select(o => o.Shape).ToArray();
        for (int i = 0; i < operands.Length; i++) to.Add(new Statement.Refer(Name(i), Place(stage.Operands[i])));
        to.Add(new Statement.Refer("result", Place(stage.Result)));
        switch (stage.Equation.Operation)
        {
            case Operation.MatMul: new MatrixProduct(operands[0], operands[1], kernels.Lanes).Build(to); break;
            case Operation.Outer: Outer(operands[1].Rows, to); break;
            case Operation.Transpose: Transpose(operands[0], to); break;
            case Operation.Slice slice:
                Copy(Result, Row(Result.Columns), "left", Part(slice.Axis, slice.Start, operands[0].Columns), to);
                break;
            case Operation.Pad pad:
                to.Call(new RuntimeCall.Clear(new Address("result"), Result.Length));
                Copy(operands[0], Part(pad.Axis, pad.Start, Result.Columns), "left", Row(operands[0].Columns), to);
                break;
            case Operation.Concat concat: Concat(concat, operands, to); break;
            case Operation.Spread spread:
                Copy(Result, Row(Result.Columns), Element("left", spread.Axis == 0 ? s_j : s_i), to);
                break;
            case Operation.Diagonal:
                Copy(Result, Row(Result.Columns), new ScalarExpression.Constant(0), to);
                Copy(operands[0], s_i * (Result.Columns + 1), Element("left", s_i), to);
                break;
            case Operation.DiagonalOf:
                Copy(Result, s_i, Element("left", s_i * (operands[0].Columns + 1)), to);
                break;
            case Operation.Reduce { Axis: 0 } reduce: ReduceColumns(reduce.Reduction, operands[0], to); break;
            case Operation.Reduce { Axis: 1 } reduce: ReduceRows(reduce.Reduction, operands[0], to); break;
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

    private Address Place(Location at) => at.Region == Region.Copy
        ? new Address("weights", at.Offset)
        : new Address(frame[at].Row, frame[at].Base + at.Offset);

    /// <summary>Where row i begins among rows of so many columns.</summary>
    private static Offset Row(int columns) => s_i * columns;

    /// <summary>Where row i of a part begins that lies further down or further right in rows of so many columns.</summary>
    private static Offset Part(int axis, int start, int columns) => axis == 0
        ? Offset.Add(s_i, start) * columns
        : Offset.Add(s_i * columns, start);

    private void Outer(int columns, Statements to) => to.Loop("i", Result.Rows, 1, ofRow =>
    {
        ofRow.Define("factor", new VectorExpression.Broadcast(new Address("left", s_i)));
        new RowVectors(columns, kernels.Lanes).Each(ofRow, (vector, of) => of.Add(vector.Store(
            BodyBuilder.Apply(PointwiseFunction.Multiply, new VectorExpression.Variable("factor"), vector.Load(new Address("right"))),
            new Address("result", Row(columns)))));
    });

    private static void Transpose(Shape matrix, Statements to) => to.Call(
        new RuntimeCall.Transpose(new Address("left"), new Address("result"), matrix.Rows, matrix.Columns));

    /// <summary>Each row of a shape, from one place to another.</summary>
    private void Copy(Shape shape, Offset result, string operand, Offset row, Statements to) =>
        to.Loop("i", shape.Rows, 1, ofRow => new RowVectors(shape.Columns, kernels.Lanes).Each(ofRow, (vector, of) =>
            of.Add(vector.Store(vector.Load(new Address(operand, row)), new Address("result", result)))));

    private static void FirstMaximum(Offset at, int length, Statements to) =>
        to.Add(new Statement.StoreFirstMaximum(new Address("result", at), new Address("left", at), length));

    /// <summary>A vector of columns at a time, over all rows.</summary>
    private static void ReduceColumns(Reduction reduction, Shape matrix, Statements to)
    {
        Offset at = "at".Variable();
        to.Loop("at", matrix.Columns, Offset.Vectors(1), ofBlock =>
        {
            ofBlock.Define("total", new VectorExpression.Constant(Totals.StartOf(reduction)));
            ofBlock.Loop("i", matrix.Rows, 1, ofRow => ofRow.Add(Totals.Take(
                reduction, "total", new VectorExpression.LoadPart(new Address("left", s_i * matrix.Columns), at, matrix.Columns))));
            ofBlock.Add(new Statement.StorePart(new VectorExpression.Variable("total"), new Address("result"), at, matrix.Columns));
        });
    }

    private static void ReduceRows(Reduction reduction, Shape matrix, Statements to)
    {
        Offset at = "at".Variable();
        double start = Totals.StartOf(reduction);
        to.Loop("i", matrix.Rows, 1, ofRow =>
        {
            ofRow.Define("total", new VectorExpression.Constant(start));
            ofRow.Loop("at", matrix.Columns, Offset.Vectors(1), ofBlock =>
            {
                var part = new VectorExpression.LoadPart(new Address("left", s_i * matrix.Columns), at, matrix.Columns);
                ofBlock.Add(Totals.Take(reduction, "total", new VectorExpression.KeepTail(part, at, matrix.Columns, start)));
            });
            ofRow.Add(new Statement.StoreScalar(new Address("result", s_i), Totals.Across(reduction, "total")));
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
