using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Emit;

/// <summary>An operation on matrix values or one that moves elements: plain loops, one row after the other.</summary>
internal sealed class GeneralEmitter(KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    /// <param name="streaming">One row, whose references are the parameters themselves.</param>
    public void Emit(Stage.General stage, bool streaming)
    {
        Writer.Line();
        context.Comment([stage.Equation.Source]);
        IEnumerable<string> parameters = streaming
            ? StreamEmitter.Arguments(frame, stage).Select(a => $"ref {context.T} {a}")
            : MapEmitter.Parameters(context, frame, stage);
        using (context.Method(KernelContext.List($"private static void {stage.Name}<V>", parameters, $"\n    {context.Constraint}")))
        {
            if (streaming)
            {
                Body(stage);
                return;
            }
            using (Writer.Block("for (nint row = 0; row < rows; row++)"))
            {
                foreach (var region in Frame.Regions(stage))
                {
                    FrameEntry entry = frame[region];
                    Writer.Line($"ref {context.T} {entry.Row} = ref Unsafe.Add(ref {entry.Rows}, row * {entry.Stride});");
                }
                Body(stage);
            }
        }
    }

    private void Body(Stage.General stage)
    {
        string[] names = ["left", "right", "third", "fourth"];
        var operands = stage.Equation.Operands.Select(o => o.Shape).ToArray();
        for (int i = 0; i < operands.Length; i++)
            Writer.Line($"ref {context.T} {Name(i)} = {Reference(stage.Operands[i])};");
        Writer.Line($"ref {context.T} result = {Reference(stage.Result)};");
        switch (stage.Equation.Operation)
        {
            case Operation.MatMul: Product(operands[0], operands[1]); break;
            case Operation.Outer:
                Loop2(operands[0].Rows, operands[1].Rows, n => $"i * {n} + j", "Unsafe.Add(ref left, i) * Unsafe.Add(ref right, j)");
                break;
            case Operation.Transpose:
                Loop2(operands[0].Columns, operands[0].Rows, n => $"i * {n} + j", $"Unsafe.Add(ref left, j * {operands[0].Columns} + i)");
                break;
            case Operation.Slice slice:
                int from = operands[0].Columns;
                string at = slice.Axis == 0 ? $"(i + {slice.Start}) * {from} + j" : $"i * {from} + j + {slice.Start}";
                Shape result = stage.Equation.Result.Shape;
                Loop2(result.Rows, result.Columns, n => $"i * {n} + j", $"Unsafe.Add(ref left, {at})");
                break;
            case Operation.Pad pad: Pad(pad, operands[0], stage.Equation.Result.Shape); break;
            case Operation.Concat concat: Concat(concat, operands, stage.Equation.Result.Shape); break;
            case Operation.FirstMaximum: FirstMaximum(operands[0].Length); break;
            default: throw new InvalidOperationException($"No loops for {stage.Equation.Operation}.");
        }

        string Name(int i) => i < names.Length ? names[i] : $"part{i}";
    }

    private string Reference(Location at) => at.Region == Region.Copy
        ? KernelContext.Ref("weights", KernelContext.Text(at.Offset))
        : KernelContext.Ref(frame[at].Row, KernelContext.Text(frame[at].Base + at.Offset));

    private void Product(Shape left, Shape right)
    {
        int m = left.IsMatrix ? left.Rows : 1, k = left.IsMatrix ? left.Columns : left.Rows, n = right.IsMatrix ? right.Columns : 1;
        using (Writer.Block($"for (nint i = 0; i < {m}; i++)"))
        using (Writer.Block($"for (nint j = 0; j < {n}; j++)"))
        {
            Writer.Line($"{context.T} sum = 0;");
            Writer.Line($"for (nint k = 0; k < {k}; k++) sum += Unsafe.Add(ref left, i * {k} + k) * Unsafe.Add(ref right, k * {n} + j);");
            Writer.Line($"Unsafe.Add(ref result, i * {n} + j) = sum;");
        }
    }

    private void Loop2(int rows, int columns, Func<int, string> to, string value)
    {
        Writer.Line($"for (nint i = 0; i < {rows}; i++)");
        Writer.Line($"    for (nint j = 0; j < {columns}; j++) Unsafe.Add(ref result, {to(columns)}) = {value};");
    }

    private void Pad(Operation.Pad pad, Shape part, Shape whole)
    {
        Loop2(whole.Rows, whole.Columns, n => $"i * {n} + j", "0");
        string at = pad.Axis == 0 ? $"(i + {pad.Start}) * {whole.Columns} + j" : $"i * {whole.Columns} + j + {pad.Start}";
        Loop2(part.Rows, part.Columns, _ => at, $"Unsafe.Add(ref left, i * {part.Columns} + j)");
    }

    private void Concat(Operation.Concat concat, Shape[] parts, Shape whole)
    {
        string[] names = ["left", "right", "third", "fourth"];
        int start = 0;
        for (int p = 0; p < parts.Length; p++)
        {
            string name = p < names.Length ? names[p] : $"part{p}";
            string at = concat.Axis == 0 ? $"(i + {start}) * {whole.Columns} + j" : $"i * {whole.Columns} + j + {start}";
            Loop2(parts[p].Rows, parts[p].Columns, _ => at, $"Unsafe.Add(ref {name}, i * {parts[p].Columns} + j)");
            start += concat.Axis == 0 ? parts[p].Rows : parts[p].Columns;
        }
    }

    private void FirstMaximum(int length)
    {
        Writer.Line("nint first = 0;");
        Writer.Line($"for (nint i = 1; i < {length}; i++) if (!(Unsafe.Add(ref left, i) <= Unsafe.Add(ref left, first))");
        Writer.Line($"    && !{context.T}.IsNaN(Unsafe.Add(ref left, first))) first = i;");
        Writer.Line($"for (nint i = 0; i < {length}; i++) Unsafe.Add(ref result, i) = i == first ? 1 : 0;");
    }
}
