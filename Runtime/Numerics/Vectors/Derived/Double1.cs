// Written from ../Float1.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;

namespace RnnGen.Numerics;

/// <summary>One number: the same kernels without vectors.</summary>
public readonly partial struct Double1 : IVector<Double1, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly double _value;

    /// <summary>Wraps a number.</summary>
    [MethodImpl(Inline)]
    public Double1(double value) => _value = value;

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
    public static Double1 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    /// <inheritdoc/>
    public static Double1 One
    {
        [MethodImpl(Inline)]
        get => new(1);
    }

    /// <summary>The number.</summary>
    public double Value
    {
        [MethodImpl(Inline)]
        get => _value;
    }

    /// <summary>a + b.</summary>
    [MethodImpl(Inline)]
    public static Double1 operator +(Double1 a, Double1 b) => new(a._value + b._value);

    /// <summary>a - b.</summary>
    [MethodImpl(Inline)]
    public static Double1 operator -(Double1 a, Double1 b) => new(a._value - b._value);

    /// <summary>a · b.</summary>
    [MethodImpl(Inline)]
    public static Double1 operator *(Double1 a, Double1 b) => new(a._value * b._value);

    /// <summary>a / b.</summary>
    [MethodImpl(Inline)]
    public static Double1 operator /(Double1 a, Double1 b) => new(a._value / b._value);

    /// <summary>-x, the sign of zero and of NaN included.</summary>
    [MethodImpl(Inline)]
    public static Double1 operator -(Double1 x) => new(-x._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 Create(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 Load(ref double source) => new(source);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 LoadAt(ref double source, nint offset) => new(Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 LoadNth(ref double source, nint index) => new(Unsafe.Add(ref source, index));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 LoadPartial(ref double source, int count) => count > 0 ? new(source) : default;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Double1 value, ref double destination) => destination = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreAt(Double1 value, ref double destination, nint offset) => Unsafe.Add(ref destination, offset) = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreNth(Double1 value, ref double destination, nint index) => Unsafe.Add(ref destination, index) = value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StorePartial(Double1 value, ref double destination, int count)
    {
        if (count > 0)
        {
            destination = value._value;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 KeepFirst(Double1 value, int count) => count > 0 ? value : default;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 MultiplyAdd(Double1 a, Double1 b, Double1 c) => new(double.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProduct(ref Double1 sum, Double1 a, Double1 b) =>
        Unsafe.AsRef(in sum._value) = double.MultiplyAddEstimate(a._value, b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProductAt(ref Double1 sum, ref double source, nint offset, Double1 b) =>
        Unsafe.AsRef(in sum._value) = double.MultiplyAddEstimate(Unsafe.Add(ref source, offset), b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddProductNth(ref Double1 sum, ref double source, nint index, Double1 b) =>
        Unsafe.AsRef(in sum._value) = double.MultiplyAddEstimate(Unsafe.Add(ref source, index), b._value, sum._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddScaled(ref Double1 sum, ref double source, nint offset, Double1 b) =>
        AddProductAt(ref sum, ref source, offset, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 Minimum(Double1 a, Double1 b) => a._value <= b._value || double.IsNaN(a._value) ? a : b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 Maximum(Double1 a, Double1 b) => a._value >= b._value || double.IsNaN(a._value) ? a : b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 SelectLess(Double1 a, Double1 b, Double1 then, Double1 otherwise) =>
        a._value < b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 SelectGreater(Double1 a, Double1 b, Double1 then, Double1 otherwise) =>
        a._value > b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 SelectLessOrEqual(Double1 a, Double1 b, Double1 then, Double1 otherwise) =>
        a._value <= b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 SelectGreaterOrEqual(Double1 a, Double1 b, Double1 then, Double1 otherwise) =>
        a._value >= b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 SelectEqual(Double1 a, Double1 b, Double1 then, Double1 otherwise) =>
        a._value == b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Double1 SelectNotEqual(Double1 a, Double1 b, Double1 then, Double1 otherwise) =>
        a._value != b._value ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(Double1 value) => value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double MaximumAcross(Double1 value) => value._value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double GetElement(Double1 value, int index) => value._value;

    /// <summary>The number as text, of no culture.</summary>
    public override string ToString() => _value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
