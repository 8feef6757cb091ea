using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>
/// Runs a kernel in double precision with memory whose bounds are checked, at any width of vectors: what emitted code computes, without
/// emitting or compiling it.
/// </summary>
/// <param name="lanes">Elements of a vector.</param>
/// <param name="hasManyRegisters">Whether the processor has 32 vector registers, not 16.</param>
public sealed class KernelInterpreter(int lanes, bool hasManyRegisters)
{
    /// <param name="arguments">By the names of the parameters: a count, a flag, or a reference.</param>
    /// <exception cref="OutOfMemoryBoundsException">The kernel leaves the memory that it is lent.</exception>
    public void Run(Kernel kernel, IReadOnlyDictionary<string, object> arguments)
    {
        var frame = new InterpreterFrame(lanes);
        foreach (Parameter parameter in kernel.Parameters) frame.Give(parameter, arguments[parameter.Name]);
        All(kernel.Body, frame);
    }

    private void All(EquatableArray<Statement> statements, InterpreterFrame frame)
    {
        foreach (Statement statement in statements) One(statement, frame);
    }

    private void One(Statement statement, InterpreterFrame frame)
    {
        switch (statement)
        {
            case Statement.Comment: break;
            case Statement.DefineVectors vectors:
                foreach (VectorDefinition vector in vectors.Vectors)
                {
                    if (vector.Value is { } value) frame.Assign(vector.Name, value);
                    else frame.Vectors.Remove(vector.Name);
                }
                break;
            case Statement.AssignVector assign: frame.Assign(assign.Name, assign.Value); break;
            case Statement.AddToVector add: Add(frame.Vector(add.Name), frame.Of(add.Value)); break;
            case Statement.DefineScalar scalar: frame.Scalars[scalar.Name] = frame.Of(scalar.Value); break;
            case Statement.AddToScalar add: frame.Scalars[add.Name] += frame.Of(add.Value); break;
            case Statement.DefineOffset offset: frame.Counts[offset.Name] = frame.Of(offset.Value); break;
            case Statement.Refer refer: frame.References[refer.Name] = frame.At(refer.Address); break;
            case Statement.Point point: frame.References[point.Name] = frame.At(point.Address); break;
            case Statement.Move move:
                frame.References[move.Name] = frame.At(new Address(move.Name, move.Elements));
                break;
            case Statement.Store store: frame.At(store.Address).Write(frame.Of(store.Value), lanes); break;
            case Statement.StorePartial store:
                long at = frame.Of(store.At);
                frame.At(store.Row, at).Write(frame.Of(store.Value), (int)Math.Max(0, Math.Min(lanes, store.Length - at)));
                break;
            case Statement.StoreScalar store:
                Reference place = frame.At(store.Address);
                place[0] = frame.Of(store.Value);
                break;
            case Statement.StoreSums sums:
                double[] totals = [.. sums.Vectors.Select(vector => frame.Vector(vector).Sum())];
                frame.At(sums.Address).Write(totals, totals.Length);
                break;
            case Statement.Prefetch: break;
            case Statement.StoreFirstMaximum first: StoreFirstMaximum(first, frame); break;
            case Statement.Scope scope: All(scope.Body, frame); break;
            case Statement.Loop loop: Loop(loop, frame); break;
            case Statement.If branch: All(Holds(branch.Condition, frame) ? branch.Body : branch.Otherwise, frame); break;
            case Statement.Call call: Call(call, frame); break;
            case Statement.CallRuntime call: new RuntimeInterpreter(frame, lanes).Run(call.Of); break;
            default: throw new InvalidOperationException($"{statement} cannot be interpreted.");
        }
    }

    private void Loop(Statement.Loop loop, InterpreterFrame frame)
    {
        if (loop.From is { } from) frame.Counts[loop.Variable] = frame.Of(from);
        while (Hold(loop.While, frame))
        {
            All(loop.Body, frame);
            frame.Counts[loop.Variable] += frame.Of(loop.Step);
        }
    }

    private bool Hold(EquatableArray<Condition> conditions, InterpreterFrame frame)
    {
        foreach (Condition condition in conditions)
            if (!Holds(condition, frame)) return false;
        return true;
    }

    private bool Holds(Condition condition, InterpreterFrame frame) => condition switch
    {
        Condition.ManyRegisters => hasManyRegisters,
        Condition.Flag flag => frame.Flags.Contains(flag.Name),
        Condition.Less less => frame.Of(less.Left) < frame.Of(less.Right),
        Condition.AtMost most => frame.Of(most.Left) <= frame.Of(most.Right),
        Condition.Unequal unequal => frame.Of(unequal.Left) != frame.Of(unequal.Right),
        Condition.IsOdd odd => (frame.Of(odd.Number) & 1) != 0,
        Condition.Any any => any.Conditions.Any(one => Holds(one, frame)),
        _ => throw new InvalidOperationException($"{condition} cannot be interpreted."),
    };

    private void Call(Statement.Call call, InterpreterFrame frame)
    {
        var callee = new InterpreterFrame(lanes);
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            callee.Give(call.Kernel.Parameters[i], call.Arguments[i] switch
            {
                Argument.Count count => frame.Of(count.Value),
                Argument.Flag flag => Holds(flag.Condition, frame),
                Argument.Elements elements => frame.At(elements.Address),
                Argument.Sum sum => frame.Vector(sum.Name),
                _ => throw new InvalidOperationException($"{call.Arguments[i]} cannot be interpreted."),
            });
        }
        All(call.Kernel.Body, callee);
        // A vector that the callee assigned anew is the caller's too.
        for (int i = 0; i < call.Arguments.Count; i++)
            if (call.Arguments[i] is Argument.Sum sum) frame.Vectors[sum.Name] = callee.Vector(call.Kernel.Parameters[i].Name);
    }

    private static void Add(double[] to, double[] value)
    {
        for (int i = 0; i < to.Length; i++) to[i] += value[i];
    }

    private static void StoreFirstMaximum(Statement.StoreFirstMaximum store, InterpreterFrame frame)
    {
        Reference values = frame.At(store.Values), result = frame.At(store.Result);
        int first = 0;
        for (int i = 1; i < store.Length; i++)
        {
            double value = values[i], largest = values[first];
            if (!(value <= largest) && !double.IsNaN(largest)) first = i;
        }
        for (int i = 0; i < store.Length; i++) result[i] = i == first ? 1 : 0;
    }
}
