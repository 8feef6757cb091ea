using System.Numerics;

namespace RnnGen.Numerics;

/// <summary>
/// Some elements that are computed with at once: the type argument of every emitted kernel, so that one source serves all vector
/// widths. Implemented by structs only; every member is inlined. Bounds of error: <see cref="Accuracy"/>.
/// </summary>
/// <remarks>
/// Comparisons are IEEE's: a NaN is unequal to everything. Functions of NaN are NaN. "Lanes" are the <see cref="Count"/> elements;
/// memory operations neither ask for alignment nor check bounds.
/// </remarks>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
public interface IVector<TSelf, T> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged
{
    /// <summary>Whether 32 vector registers can be had rather than 16; a constant for the JIT.</summary>
    static abstract bool ManyRegisters { get; }

    /// <summary>Reads the first <paramref name="count"/> lanes (0 up to all) and nothing beyond; the other lanes are zero.</summary>
    static abstract TSelf LoadPartial(ref T source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes (0 up to all) and nothing beyond.</summary>
    static abstract void StorePartial(TSelf value, ref T destination, int count);

    /// <summary>The smaller of two; the first where they are equal; NaN where either is.</summary>
    static abstract TSelf Minimum(TSelf a, TSelf b);

    /// <summary>The larger of two; the first where they are equal; NaN where either is.</summary>
    static abstract TSelf Maximum(TSelf a, TSelf b);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>-1, 0 or 1; ±0 gives itself.</summary>
    static abstract TSelf Sign(TSelf x);

    /// <summary>The largest whole number that is not above x.</summary>
    static abstract TSelf Floor(TSelf x);

    /// <summary>sin x, of an angle in radians; within [-1, 1] whatever x is.</summary>
    static abstract TSelf Sin(TSelf x);

    /// <summary>cos x, of an angle in radians; within [-1, 1] whatever x is.</summary>
    static abstract TSelf Cos(TSelf x);

    /// <summary>The error function, 2 / √π times the integral of exp(-t²) from 0 to x.</summary>
    static abstract TSelf Erf(TSelf x);

    /// <summary>exp x.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>The natural logarithm: -∞ at 0, NaN below.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>tanh x to an absolute bound, faster than <see cref="Tanh"/>; within [-1, 1].</summary>
    static abstract TSelf FastTanh(TSelf x);

    /// <summary>The sigmoid to an absolute bound, faster than <see cref="Sigmoid"/>; within [0, 1].</summary>
    static abstract TSelf FastSigmoid(TSelf x);

    /// <summary>tanh x to an absolute bound near 1e-4, faster than <see cref="FastTanh"/>; within [-1, 1].</summary>
    static abstract TSelf ApproximateTanh(TSelf x);

    /// <summary>The sigmoid to an absolute bound near 1e-4, faster than <see cref="FastSigmoid"/>; within [0, 1].</summary>
    static abstract TSelf ApproximateSigmoid(TSelf x);

    /// <summary>exp x to a relative bound near 1e-4, faster than <see cref="Exp"/>.</summary>
    static abstract TSelf ApproximateExp(TSelf x);

    /// <summary>log(1 + exp x) to an absolute bound near 1e-4, faster than <see cref="Softplus"/>.</summary>
    static abstract TSelf ApproximateSoftplus(TSelf x);

    /// <summary>max(x, 0).</summary>
    static abstract TSelf Relu(TSelf x);

    /// <summary>x where x is positive, else 0.01 x.</summary>
    static abstract TSelf LeakyRelu(TSelf x);

    /// <summary>x where x is positive, else exp(x) - 1.</summary>
    static abstract TSelf Elu(TSelf x);

    /// <summary>log(1 + exp x).</summary>
    static abstract TSelf Softplus(TSelf x);

    /// <summary>x / (1 + |x|); ±1 at ±∞.</summary>
    static abstract TSelf Softsign(TSelf x);

    /// <summary>0.2 x + 0.5, at least 0 and at most 1.</summary>
    static abstract TSelf HardSigmoid(TSelf x);

    /// <summary>-log(1 + exp(-x)).</summary>
    static abstract TSelf LogSigmoid(TSelf x);

    /// <summary>a &lt; b ? then : otherwise, lane by lane.</summary>
    static abstract TSelf SelectLess(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>a &gt; b ? then : otherwise, lane by lane.</summary>
    static abstract TSelf SelectGreater(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>a ≤ b ? then : otherwise, lane by lane.</summary>
    static abstract TSelf SelectLessOrEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>a ≥ b ? then : otherwise, lane by lane.</summary>
    static abstract TSelf SelectGreaterOrEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>a = b ? then : otherwise, lane by lane.</summary>
    static abstract TSelf SelectEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>a ≠ b ? then : otherwise, lane by lane.</summary>
    static abstract TSelf SelectNotEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>The sum of all lanes, in a fixed order.</summary>
    static abstract T Sum(TSelf value);

    /// <summary>The largest lane; NaN where any lane is.</summary>
    static abstract T MaximumAcross(TSelf value);

    /// <summary>One lane.</summary>
    static abstract T GetElement(TSelf value, int index);

    // The runtime finds a member by going from the last one to the first, and looks once for each call that the JIT meets: so each has
    // a name of its own, and what kernels consist of comes last.

    /// <summary>tanh x.</summary>
    static abstract TSelf Tanh(TSelf x);

    /// <summary>1 / (1 + exp(-x)).</summary>
    static abstract TSelf Sigmoid(TSelf x);

    /// <summary>a·b + c, fused where the hardware has it, else rounded twice.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Sets the lanes from <paramref name="count"/> on to zero.</summary>
    static abstract TSelf KeepFirst(TSelf value, int count);

    /// <summary>One in all lanes.</summary>
    static abstract TSelf One { get; }

    /// <summary>Zero in all lanes.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The same value in all lanes.</summary>
    static abstract TSelf Create(T value);

    /// <summary>Reads all lanes from consecutive elements.</summary>
    static abstract TSelf Load(ref T source);

    /// <summary>Reads all lanes, starting <paramref name="offset"/> elements after <paramref name="source"/>.</summary>
    static abstract TSelf LoadAt(ref T source, nint offset);

    /// <summary>Reads all lanes of the vector that stands <paramref name="index"/> vectors after <paramref name="source"/>.</summary>
    static abstract TSelf LoadNth(ref T source, nint index);

    /// <summary>Writes all lanes to consecutive elements.</summary>
    static abstract void Store(TSelf value, ref T destination);

    /// <summary>Writes all lanes, starting <paramref name="offset"/> elements after <paramref name="destination"/>.</summary>
    static abstract void StoreAt(TSelf value, ref T destination, nint offset);

    /// <summary>Writes all lanes, <paramref name="index"/> vectors after <paramref name="destination"/>.</summary>
    static abstract void StoreNth(TSelf value, ref T destination, nint index);

    /// <summary>sum += a·b, as <see cref="MultiplyAdd"/>, in one instruction: the JIT copies what a function returns.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>sum += a·b, a being all lanes from <paramref name="offset"/> elements after <paramref name="source"/> on.</summary>
    static abstract void AddProductAt(ref TSelf sum, ref T source, nint offset, TSelf b);

    /// <summary>sum += a·b, a being the vector that stands <paramref name="index"/> vectors after <paramref name="source"/>.</summary>
    static abstract void AddProductNth(ref TSelf sum, ref T source, nint index, TSelf b);

    /// <summary>sum += a·b, a being in all lanes the element <paramref name="offset"/> after <paramref name="source"/>.</summary>
    static abstract void AddScaled(ref TSelf sum, ref T source, nint offset, TSelf b);

    /// <summary>The number of lanes; a constant for the JIT.</summary>
    static abstract int Count { get; }
}
