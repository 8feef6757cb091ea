using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnGen.Numerics;

/// <summary>
/// The largest lane of a vector, or the sum of its lanes, by halves: the base library sums each quarter of a vector by itself, with twice
/// the instructions. Vector128.Max is IEEE's maximum: NaN where either is.
/// </summary>
internal static class Across
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static float Maximum(Vector512<float> v) => Maximum(Vector256.Max(v.GetLower(), v.GetUpper()));

    [MethodImpl(Inline)]
    public static float Maximum(Vector256<float> v) => Maximum(Vector128.Max(v.GetLower(), v.GetUpper()));

    [MethodImpl(Inline)]
    public static float Maximum(Vector128<float> v)
    {
        v = Vector128.Max(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(v, Vector128.Shuffle(v, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(Inline)]
    public static double Maximum(Vector512<double> v) => Maximum(Vector256.Max(v.GetLower(), v.GetUpper()));

    [MethodImpl(Inline)]
    public static double Maximum(Vector256<double> v) => Maximum(Vector128.Max(v.GetLower(), v.GetUpper()));

    [MethodImpl(Inline)]
    public static double Maximum(Vector128<double> v) =>
        Vector128.Max(v, Vector128.Shuffle(v, Vector128.Create(1L, 0L))).ToScalar();

    [MethodImpl(Inline)]
    public static float Sum(Vector512<float> v) => Sum(v.GetLower() + v.GetUpper());

    [MethodImpl(Inline)]
    public static float Sum(Vector256<float> v) => Sum(v.GetLower() + v.GetUpper());

    [MethodImpl(Inline)]
    public static float Sum(Vector128<float> v) => Vector128.Sum(v);

    [MethodImpl(Inline)]
    public static double Sum(Vector512<double> v) => Sum(v.GetLower() + v.GetUpper());

    [MethodImpl(Inline)]
    public static double Sum(Vector256<double> v) => Sum(v.GetLower() + v.GetUpper());

    [MethodImpl(Inline)]
    public static double Sum(Vector128<double> v) => Vector128.Sum(v);
}
