// Written from ../Float512.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using F = System.Runtime.Intrinsics.Vector128<float>;
using Lanes = System.Runtime.Intrinsics.Vector128<int>;
using Self = RnnGen.Numerics.Float128;
using V = System.Runtime.Intrinsics.Vector128;

namespace RnnGen.Numerics;

/// <summary>Four floats.</summary>
public readonly partial struct Float128 : IVector<Self, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly F _value;

    /// <summary>Wraps a vector.</summary>
    [MethodImpl(Inline)]
    public Float128(F value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => F.Count;
    }

    /// <inheritdoc/>
    public static bool ManyRegisters
    {
        [MethodImpl(Inline)]
        get => Registers.Many;
    }

    /// <inheritdoc/>
    public static Self Zero
    {
        [MethodImpl(Inline)]
        get => new(F.Zero);
    }

    /// <inheritdoc/>
    public static Self One
    {
        [MethodImpl(Inline)]
        get => new(F.One);
    }

    /// <summary>The vector.</summary>
    public F Value
    {
        [MethodImpl(Inline)]
        get => _value;
    }

    /// <summary>a + b.</summary>
    [MethodImpl(Inline)]
    public static Self operator +(Self a, Self b) => new(a._value + b._value);

    /// <summary>a - b.</summary>
    [MethodImpl(Inline)]
    public static Self operator -(Self a, Self b) => new(a._value - b._value);

    /// <summary>a · b.</summary>
    [MethodImpl(Inline)]
    public static Self operator *(Self a, Self b) => new(a._value * b._value);

    /// <summary>a / b.</summary>
    [MethodImpl(Inline)]
    public static Self operator /(Self a, Self b) => new(a._value / b._value);

    /// <summary>-x, the sign of zero and of NaN included.</summary>
    [MethodImpl(Inline)]
    public static Self operator -(Self x) => new(-x._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Create(float value) => new(V.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Load(ref float source) => Unsafe.As<float, Self>(ref source);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LoadAt(ref float source, nint offset) => Unsafe.As<float, Self>(ref Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LoadNth(ref float source, nint index) => Unsafe.As<float, Self>(ref Unsafe.Add(ref source, index * F.Count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LoadPartial(ref float source, int count) => new(PartialMemory.Load128(ref source, count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Self value, ref float destination) => Unsafe.As<float, F>(ref destination) = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreAt(Self value, ref float destination, nint offset) =>
        Unsafe.As<float, F>(ref Unsafe.Add(ref destination, offset)) = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreNth(Self value, ref float destination, nint index) =>
        Unsafe.As<float, F>(ref Unsafe.Add(ref destination, index * F.Count)) = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StorePartial(Self value, ref float destination, int count) =>
        PartialMemory.Store(value._value, ref destination, count);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self KeepFirst(Self value, int count) =>
        new(value._value & V.AsSingle(V.LessThan(Lanes.Indices, V.Create(count))));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self MultiplyAdd(Self a, Self b, Self c) => new(V.MultiplyAddEstimate(a._value, b._value, c._value));

    // The field is written where it lies: with a new structure the JIT computes elsewhere, and moves the result.

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref Self sum, Self a, Self b) =>
        Unsafe.AsRef(in sum._value) = V.MultiplyAddEstimate(a._value, b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProductAt(ref Self sum, ref float source, nint offset, Self b) =>
        Unsafe.AsRef(in sum._value) =
            V.MultiplyAddEstimate(Unsafe.As<float, F>(ref Unsafe.Add(ref source, offset)), b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProductNth(ref Self sum, ref float source, nint index, Self b) =>
        Unsafe.AsRef(in sum._value) =
            V.MultiplyAddEstimate(Unsafe.As<float, F>(ref Unsafe.Add(ref source, index * F.Count)), b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddScaled(ref Self sum, ref float source, nint offset, Self b) =>
        Unsafe.AsRef(in sum._value) = V.MultiplyAddEstimate(V.Create(Unsafe.Add(ref source, offset)), b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Minimum(Self a, Self b) =>
        new(V.ConditionalSelect(V.LessThanOrEqual(a._value, b._value) | ~V.Equals(a._value, a._value), a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Maximum(Self a, Self b) =>
        new(V.ConditionalSelect(V.GreaterThanOrEqual(a._value, b._value) | ~V.Equals(a._value, a._value), a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self SelectLess(Self a, Self b, Self then, Self otherwise) =>
        new(V.ConditionalSelect(V.LessThan(a._value, b._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self SelectGreater(Self a, Self b, Self then, Self otherwise) =>
        new(V.ConditionalSelect(V.GreaterThan(a._value, b._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self SelectLessOrEqual(Self a, Self b, Self then, Self otherwise) =>
        new(V.ConditionalSelect(V.LessThanOrEqual(a._value, b._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self SelectGreaterOrEqual(Self a, Self b, Self then, Self otherwise) =>
        new(V.ConditionalSelect(V.GreaterThanOrEqual(a._value, b._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self SelectEqual(Self a, Self b, Self then, Self otherwise) =>
        new(V.ConditionalSelect(V.Equals(a._value, b._value), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self SelectNotEqual(Self a, Self b, Self then, Self otherwise) =>
        new(V.ConditionalSelect(V.Equals(a._value, b._value), otherwise._value, then._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(Self value) => Across.Sum(value._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float MaximumAcross(Self value) => Across.Maximum(value._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float GetElement(Self value, int index) => V.GetElement(value._value, index);

    /// <summary>The lanes as text.</summary>
    public override string ToString() => _value.ToString();
}
