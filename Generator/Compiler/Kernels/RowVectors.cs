using System;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>
/// The vectors of rows without padding: whole ones in a loop, and behind them the portion that is left, which knows its end. A row that is
/// whole vectors at every width has no such portion, and where a narrower vector divides it the JIT drops it.
/// </summary>
/// <param name="length">Elements of a row.</param>
/// <param name="lanes">Elements of the widest vector.</param>
internal sealed class RowVectors(int length, int lanes)
{
    /// <summary>One vector of a row, or some side by side.</summary>
    /// <param name="At">Its first element in the row.</param>
    /// <param name="Length">Elements of the row, where the vector may end behind it; otherwise null.</param>
    public sealed record Portion(Offset At, int? Length)
    {
        /// <summary>Zero in the lanes beyond the row.</summary>
        public VectorExpression Load(Address row, int vector = 0) => Length is { } length
            ? new VectorExpression.LoadPartial(row, At, length)
            : new VectorExpression.Load(Behind(row, vector));

        /// <param name="isReadBehind">What lies behind the row is read next.</param>
        public Statement Store(VectorExpression value, Address row, int vector = 0, bool isReadBehind = false) => Length is { } length
            ? new Statement.StorePartial(value, row, At, length, isReadBehind)
            : new Statement.Store(value, Behind(row, vector));

        /// <summary>The value in the lanes of the row, zero beyond.</summary>
        public VectorExpression Kept(VectorExpression value) =>
            Length is { } length ? new VectorExpression.KeepFirst(value, new Offset.Difference(length, At)) : value;

        /// <summary>The same with another number beyond.</summary>
        public VectorExpression Kept(VectorExpression value, double fill) =>
            Length is { } length ? new VectorExpression.KeepTail(value, At, length, fill) : value;

        private Address Behind(Address row, int vector) =>
            row with { Offset = Offset.Add(row.Offset, At, Offset.Vectors(vector)) };
    }

    public void Each(Statements to, Action<Portion, Statements> body) => Each(1, to, (portion, _, of) => body(portion, of));

    /// <summary>So many vectors side by side where there are so many, then one by one.</summary>
    /// <param name="body">Is given a portion, how many vectors it has, and where to add to.</param>
    public void Each(int sideBySide, Statements to, Action<Portion, int, Statements> body)
    {
        Offset at = "j".Variable();
        if (sideBySide == 1)
        {
            Whole(Offset.Zero, 1, to, body);
        }
        else
        {
            to.Add(new Statement.DefineOffset("j", Offset.Zero));
            Whole(null, sideBySide, to, body);
            Whole(null, 1, to, body);
        }
        if (length % lanes == 0) return;
        var whole = new Offset.Multiple(length, new Offset.Lanes());
        to.Add(new Statement.If(new Condition.Less(whole, length), Statements.Of(of => body(new Portion(whole, length), 1, of))));

        void Whole(Offset? from, int vectors, Statements into, Action<Portion, int, Statements> of)
        {
            var condition = new Condition.AtMost(Offset.Add(at, Offset.Vectors(vectors)), length);
            into.Loop("j", from, [condition], Offset.Vectors(vectors), ofVector => of(new Portion(at, null), vectors, ofVector));
        }
    }
}
