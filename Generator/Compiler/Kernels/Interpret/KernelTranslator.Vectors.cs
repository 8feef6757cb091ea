using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <content>
/// Vectors, element by element. Operands lie in vectors without a name, which every statement uses again, because a kernel evaluates
/// millions.
/// </content>
internal sealed partial class KernelTranslator
{
    private readonly List<int> _unnamed = [];
    private int _operands;

    /// <summary>Where a vector lies, or one number that all its elements are.</summary>
    /// <param name="At">The first element, among all vectors of the frame.</param>
    /// <param name="Step">From element to element: 0 for one number.</param>
    /// <param name="Make">What puts it there; null where it is there.</param>
    private readonly record struct Operand(int At, int Step, Action<InterpreterFrame>? Make);

    /// <summary>An operand, which lasts until the next statement.</summary>
    private Operand Read(VectorExpression expression)
    {
        if (expression is VectorExpression.Variable variable) return Named(variable.Name);
        int at = Unnamed();
        return Number(expression) is { } number
            ? new Operand(at, 0, frame => frame.Vectors[at] = number(frame))
            : new Operand(at, 1, Vector(expression)(at));
    }

    /// <summary>The same, with all its elements.</summary>
    private Operand ReadWhole(VectorExpression expression)
    {
        if (expression is VectorExpression.Variable variable) return Named(variable.Name);
        int at = Unnamed();
        return new Operand(at, 1, Vector(expression)(at));
    }

    private Operand Named(string name)
    {
        int slot = _names.Vector(name);
        if (!_assignedLater.Contains(slot)) return new Operand(slot * lanes, 1, null);
        return new Operand(slot * lanes, 1, frame =>
        {
            if (!frame.HasValue[slot]) throw new InvalidOperationException($"The vector '{name}' is read before it has a value.");
        });
    }

    private int Unnamed()
    {
        if (_operands == _unnamed.Count) _unnamed.Add(_names.NewVector());
        return _unnamed[_operands++] * lanes;
    }

    /// <summary>What writes a vector to a place. That may be a variable which the value has as an operand.</summary>
    private Func<int, Action<InterpreterFrame>> Vector(VectorExpression expression)
    {
        if (Number(expression) is { } number) return to => frame => Fill(frame, to, number(frame));
        switch (expression)
        {
            case VectorExpression.MultiplyAdd sum: return MultiplyAdd(sum);
            case VectorExpression.Load load: return Load(At(load.Address));
            case VectorExpression.LoadPartial partial: return Load(At(partial.Row), Of(partial.At), partial.Length);
            case VectorExpression.Apply apply: return Apply(apply);
            case VectorExpression.Variable variable: return Copy(Named(variable.Name));
            case VectorExpression.Select select: return Select(select);
            case VectorExpression.KeepTail keep: return Keep(Read(keep.Value), (Amount)keep.Units - Of(keep.At), keep.Fill);
            case VectorExpression.KeepFirst keep: return Keep(Read(keep.Value), Of(keep.Count), 0);
            case VectorExpression.FirstOfPair pair: return FirstOfPair(Read(pair.Pair));
            default: throw Unknown(expression);
        }
    }

    /// <summary>What all elements are, where that is one number.</summary>
    private Func<InterpreterFrame, double>? Number(VectorExpression expression) => expression switch
    {
        VectorExpression.Broadcast broadcast => Element(At(broadcast.Address)),
        VectorExpression.Repeat repeat => Of(repeat.Number),
        VectorExpression.Constant constant => _ => constant.Number,
        _ => null,
    };

    private void Fill(InterpreterFrame frame, int to, double value)
    {
        double[] vectors = frame.Vectors;
        for (int i = 0; i < lanes; i++) vectors[to + i] = value;
    }

    private Func<int, Action<InterpreterFrame>> MultiplyAdd(VectorExpression.MultiplyAdd sum)
    {
        Operand left = Read(sum.Left), right = Read(sum.Right), addend = Read(sum.Addend);
        bool isNegated = sum.Negated;
        return to => frame =>
        {
            left.Make?.Invoke(frame);
            right.Make?.Invoke(frame);
            addend.Make?.Invoke(frame);
            double[] v = frame.Vectors;
            for (int i = 0; i < lanes; i++)
            {
                double first = v[left.At + i * left.Step];
                v[to + i] = (isNegated ? -first : first) * v[right.At + i * right.Step] + v[addend.At + i * addend.Step];
            }
        };
    }

    private Func<int, Action<InterpreterFrame>> Load(Place place) => to => frame => place.Of(frame).Read(frame.Vectors, to, lanes);

    /// <summary>Zeros behind the last element of the row.</summary>
    private Func<int, Action<InterpreterFrame>> Load(Place row, Amount at, int length) => to => frame =>
    {
        long first = at.Of(frame);
        int count = Within(length - first);
        row.Of(frame, first).Read(frame.Vectors, to, count);
        Array.Clear(frame.Vectors, to + count, lanes - count);
    };

    private Func<int, Action<InterpreterFrame>> Apply(VectorExpression.Apply apply)
    {
        Func<double, double, double> evaluate = PointwiseTable.Of(apply.Function).Evaluate;
        Operand[] operands = [.. apply.Operands.Select(Read)];
        Operand first = operands[0], last = operands[operands.Length - 1];
        bool isUnary = operands.Length == 1;
        return to => frame =>
        {
            first.Make?.Invoke(frame);
            if (!isUnary) last.Make?.Invoke(frame);
            double[] v = frame.Vectors;
            for (int i = 0; i < lanes; i++) v[to + i] = evaluate(v[first.At + i * first.Step], v[last.At + i * last.Step]);
        };
    }

    private Func<int, Action<InterpreterFrame>> Copy(Operand from) => to => frame =>
    {
        from.Make?.Invoke(frame);
        Array.Copy(frame.Vectors, from.At, frame.Vectors, to, lanes);
    };

    private Func<int, Action<InterpreterFrame>> Select(VectorExpression.Select select)
    {
        Comparison comparison = select.Comparison;
        Operand[] operands = [.. select.Operands.Select(Read)];
        (Operand left, Operand right, Operand chosen, Operand other) = (operands[0], operands[1], operands[2], operands[3]);
        return to => frame =>
        {
            foreach (Operand operand in operands) operand.Make?.Invoke(frame);
            double[] v = frame.Vectors;
            for (int i = 0; i < lanes; i++)
            {
                Operand taken = ScalarMath.Compare(comparison, v[left.At + i * left.Step], v[right.At + i * right.Step]) ? chosen : other;
                v[to + i] = v[taken.At + i * taken.Step];
            }
        };
    }

    /// <summary>The first elements, and a number in the place of the others.</summary>
    private Func<int, Action<InterpreterFrame>> Keep(Operand value, Amount count, double fill) => to => frame =>
    {
        value.Make?.Invoke(frame);
        long kept = count.Of(frame);
        double[] v = frame.Vectors;
        for (int i = 0; i < lanes; i++) v[to + i] = i < kept ? v[value.At + i * value.Step] : fill;
    };

    private Func<int, Action<InterpreterFrame>> FirstOfPair(Operand pair) => to => frame =>
    {
        pair.Make?.Invoke(frame);
        double[] v = frame.Vectors;
        for (int i = 0; i < lanes; i++) v[to + i] = BFloat16.First(v[pair.At + i * pair.Step]);
    };
}
