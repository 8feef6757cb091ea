using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <content>Places, numbers of elements, conditions, single numbers.</content>
internal sealed partial class KernelTranslator
{
    public Amount Of(Offset offset)
    {
        switch (offset)
        {
            case Offset.Number number: return number.Value;
            case Offset.Lanes: return lanes;
            case Offset.Variable variable: return Variable(_names.Count(variable.Name));
            case Offset.Sum sum: return sum.Terms.Aggregate((Amount)0, (total, term) => total + Of(term));
            case Offset.Product product: return Of(product.Left) * Of(product.Right);
            case Offset.Difference difference: return Of(difference.Left) - Of(difference.Right);
            case Offset.Multiple multiple: return Multiple(multiple.Value, Of(multiple.Unit));
            case Offset.Choice choice: return Choice(_names.Flag(choice.Flag), Of(choice.IfTrue), Of(choice.IfFalse));
            case Offset.Minimum minimum: return Minimum(Of(minimum.Left), Of(minimum.Right));
            case Offset.Parity parity: return Parity(Of(parity.Value));
            default: throw Unknown(offset);
        }
    }

    private Place At(Address address) => new(_names.Reference(address.Elements), Of(address.Offset));

    private static Amount Variable(int slot) => new(0, frame => frame.Counts[slot]);

    private static Amount Multiple(int value, Amount unit) => unit.Known is { } known
        ? value / known * known
        : new Amount(0, frame => value / unit.Of(frame) * unit.Of(frame));

    private static Amount Choice(int flag, Amount ifTrue, Amount ifFalse) =>
        new(0, frame => frame.Flags[flag] ? ifTrue.Of(frame) : ifFalse.Of(frame));

    private static Amount Minimum(Amount left, Amount right) => new(0, frame => Math.Min(left.Of(frame), right.Of(frame)));

    private static Amount Parity(Amount value) => new(0, frame => value.Of(frame) & 1);

    private Func<InterpreterFrame, bool> Of(Condition condition)
    {
        switch (condition)
        {
            case Condition.ManyRegisters: return _ => hasManyRegisters;
            case Condition.Flag flag: return Flag(_names.Flag(flag.Name));
            case Condition.Less less: return Less(Of(less.Left), Of(less.Right));
            case Condition.AtMost most: return AtMost(Of(most.Left), Of(most.Right));
            case Condition.Unequal unequal: return Unequal(Of(unequal.Left), Of(unequal.Right));
            case Condition.IsOdd odd: return IsOdd(Of(odd.Number));
            case Condition.Any any: return Any([.. any.Conditions.Select(Of)]);
            default: throw Unknown(condition);
        }
    }

    private static Func<InterpreterFrame, bool> Flag(int slot) => frame => frame.Flags[slot];

    private static Func<InterpreterFrame, bool> Less(Amount left, Amount right) => frame => left.Of(frame) < right.Of(frame);

    private static Func<InterpreterFrame, bool> AtMost(Amount left, Amount right) => frame => left.Of(frame) <= right.Of(frame);

    private static Func<InterpreterFrame, bool> Unequal(Amount left, Amount right) => frame => left.Of(frame) != right.Of(frame);

    private static Func<InterpreterFrame, bool> IsOdd(Amount number) => frame => (number.Of(frame) & 1) != 0;

    private static Func<InterpreterFrame, bool> Any(Func<InterpreterFrame, bool>[] conditions) => frame =>
    {
        foreach (Func<InterpreterFrame, bool> holds in conditions)
            if (holds(frame)) return true;
        return false;
    };

    private static Func<InterpreterFrame, bool> All(IEnumerable<Func<InterpreterFrame, bool>> conditions)
    {
        Func<InterpreterFrame, bool>[] all = [.. conditions];
        if (all.Length == 1) return all[0];
        return frame =>
        {
            foreach (Func<InterpreterFrame, bool> holds in all)
                if (!holds(frame)) return false;
            return true;
        };
    }

    private Func<InterpreterFrame, double> Of(ScalarExpression expression)
    {
        switch (expression)
        {
            case ScalarExpression.Variable variable: return Scalar(_names.Scalar(variable.Name));
            case ScalarExpression.Constant constant: return _ => constant.Number;
            case ScalarExpression.Load load: return Element(At(load.Address));
            case ScalarExpression.Multiply product: return Multiply(Of(product.Left), Of(product.Right));
            case ScalarExpression.SumAcross sum: return Sum(Named(sum.Vector));
            case ScalarExpression.MaximumAcross maximum: return Maximum(Named(maximum.Vector));
            default: throw Unknown(expression);
        }
    }

    private static Func<InterpreterFrame, double> Scalar(int slot) => frame => frame.Scalars[slot];

    private static Func<InterpreterFrame, double> Element(Place place) => frame => place.Of(frame)[0];

    private static Func<InterpreterFrame, double> Multiply(Func<InterpreterFrame, double> left, Func<InterpreterFrame, double> right) =>
        frame => left(frame) * right(frame);

    private Func<InterpreterFrame, double> Sum(Operand vector) => frame => Sum(frame, vector);

    private double Sum(InterpreterFrame frame, Operand vector)
    {
        vector.Make?.Invoke(frame);
        double sum = 0;
        for (int i = 0; i < lanes; i++) sum += frame.Vectors[vector.At + i];
        return sum;
    }

    private Func<InterpreterFrame, double> Maximum(Operand vector) => frame =>
    {
        vector.Make?.Invoke(frame);
        double maximum = frame.Vectors[vector.At];
        for (int i = 1; i < lanes; i++) maximum = ScalarMath.Maximum(maximum, frame.Vectors[vector.At + i]);
        return maximum;
    };
}
