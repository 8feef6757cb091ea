using System.Runtime.CompilerServices;

namespace RnnGen.Numerics;

/// <summary>One number: the same kernels without vectors.</summary>
public readonly partial struct Float1 : IVector<Float1, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly float _value;

    /// <summary>Wraps a number.</summary>
    [MethodImpl(Inline)]
    public Float1(float value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 1;
    }

    /// <inheritdoc/>
    public static bool ManyRegisters
    {
        [MethodImpl(Inline)]
        get => Registers.Many;
    }

    /// <inheritdoc/>
    public static Float1 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    /// <inheritdoc/>
    public static Float1 One
    {
        [MethodImpl(Inline)]
        get => new(1);
    }

    /// <summary>The number.</summary>
    public float Value
    {
        [MethodImpl(Inline)]
        get => _value;
    }

    /// <summary>a + b.</summary>
    [MethodImpl(Inline)]
    public static Float1 operator +(Float1 a, Float1 b) => new(a._value + b._value);

    /// <summary>a - b.</summary>
    [MethodImpl(Inline)]
    public static Float1 operator -(Float1 a, Float1 b) => new(a._value - b._value);

    /// <summary>a · b.</summary>
    [MethodImpl(Inline)]
    public static Float1 operator *(Float1 a, Float1 b) => new(a._value * b._value);

    /// <summary>a / b.</summary>
    [MethodImpl(Inline)]
    public static Float1 operator /(Float1 a, Float1 b) => new(a._value / b._value);

    /// <summary>-x, the sign of zero and of NaN included.</summary>
    [MethodImpl(Inline)]
    public static Float1 operator -(Float1 x) => new(-x._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 Create(float value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 Load(ref float source) => new(source);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 LoadAt(ref float source, nint offset) => new(Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 LoadNth(ref float source, nint index) => new(Unsafe.Add(ref source, index));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 LoadPartial(ref float source, int count) => count > 0 ? new(source) : default;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Float1 value, ref float destination) => destination = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreAt(Float1 value, ref float destination, nint offset) => Unsafe.Add(ref destination, offset) = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreNth(Float1 value, ref float destination, nint index) => Unsafe.Add(ref destination, index) = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StorePartial(Float1 value, ref float destination, int count)
    {
        if (count > 0)
        {
            destination = value._value;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 KeepFirst(Float1 value, int count) => count > 0 ? value : default;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 MultiplyAdd(Float1 a, Float1 b, Float1 c) => new(float.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref Float1 sum, Float1 a, Float1 b) =>
        Unsafe.AsRef(in sum._value) = float.MultiplyAddEstimate(a._value, b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProductAt(ref Float1 sum, ref float source, nint offset, Float1 b) =>
        Unsafe.AsRef(in sum._value) = float.MultiplyAddEstimate(Unsafe.Add(ref source, offset), b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProductNth(ref Float1 sum, ref float source, nint index, Float1 b) =>
        Unsafe.AsRef(in sum._value) = float.MultiplyAddEstimate(Unsafe.Add(ref source, index), b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddScaled(ref Float1 sum, ref float source, nint offset, Float1 b) =>
        AddProductAt(ref sum, ref source, offset, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 Minimum(Float1 a, Float1 b) => a._value <= b._value || float.IsNaN(a._value) ? a : b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 Maximum(Float1 a, Float1 b) => a._value >= b._value || float.IsNaN(a._value) ? a : b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 SelectLess(Float1 a, Float1 b, Float1 then, Float1 otherwise) =>
        a._value < b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 SelectGreater(Float1 a, Float1 b, Float1 then, Float1 otherwise) =>
        a._value > b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 SelectLessOrEqual(Float1 a, Float1 b, Float1 then, Float1 otherwise) =>
        a._value <= b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 SelectGreaterOrEqual(Float1 a, Float1 b, Float1 then, Float1 otherwise) =>
        a._value >= b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 SelectEqual(Float1 a, Float1 b, Float1 then, Float1 otherwise) =>
        a._value == b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 SelectNotEqual(Float1 a, Float1 b, Float1 then, Float1 otherwise) =>
        a._value != b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float Sum(Float1 value) => value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float MaximumAcross(Float1 value) => value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static float GetElement(Float1 value, int index) => value._value;

    /// <summary>The number as text, of no culture.</summary>
    public override string ToString() => _value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
