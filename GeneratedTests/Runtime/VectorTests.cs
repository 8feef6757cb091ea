using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RnnGen.Numerics;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>Memory, arithmetic, comparison and reduction of all eight structs, lane by lane.</summary>
public class VectorTests
{
    private interface ICheck
    {
        void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    private static void ForAll<TCheck>()
        where TCheck : struct, ICheck
    {
        TCheck check = default;
        check.Check<Float512, float>();
        check.Check<Float256, float>();
        check.Check<Float128, float>();
        check.Check<Float1, float>();
        check.Check<Double512, double>();
        check.Check<Double256, double>();
        check.Check<Double128, double>();
        check.Check<Double1, double>();
    }

    [Fact]
    public void LaneCounts()
    {
        Assert.Equal([16, 8, 4, 1], [Float512.Count, Float256.Count, Float128.Count, Float1.Count]);
        Assert.Equal([8, 4, 2, 1], [Double512.Count, Double256.Count, Double128.Count, Double1.Count]);
    }

    [Fact]
    public void WidthsFollowTheHardware()
    {
        Assert.Equal(Avx512F.IsSupported, VectorWidth.Use512);
        Assert.Equal(Vector256.IsHardwareAccelerated, VectorWidth.Use256);
        Assert.Equal(Vector128.IsHardwareAccelerated, VectorWidth.Use128);
    }

    [Fact]
    public void PartialReadsAndWritesTouchNothingBeyond() => ForAll<PartialMemoryCheck>();

    [Fact]
    public void LoadsAndStoresGoToAnyElement() => ForAll<MemoryCheck>();

    [Fact]
    public void OperatorsActLaneByLane() => ForAll<ArithmeticCheck>();

    [Fact]
    public void SelectionsFollowIeee() => ForAll<SelectionCheck>();

    [Fact]
    public void ReductionsSeeEveryLane() => ForAll<ReductionCheck>();

    [Fact]
    public void FourSumsAreThoseOfEachVector() => ForAll<FourSumsCheck>();

    [Fact]
    public void TransposesTouchNothingBeyond() => ForAll<TransposeCheck>();

    private static T[] Lanes<V, T>(V value)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = new T[V.Count];
        V.Store(value, ref lanes[0]);
        return lanes;
    }

    private static T[] Numbers<T>(int count, int start = 1)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(start, count).Select(T.CreateChecked)];

    private readonly struct PartialMemoryCheck : ICheck
    {
        public void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (int count = 0; count <= V.Count; count++)
            {
                using var guarded = new GuardedMemory(count * Unsafe.SizeOf<T>());
                Span<T> memory = guarded.Span<T>();
                Numbers<T>(count).CopyTo(memory);
                ref T start = ref guarded.Start<T>();
                T[] want = [.. Numbers<T>(count), .. new T[V.Count - count]];
                Assert.Equal(want, Lanes<V, T>(V.LoadPartial(ref start, count)));
                Assert.Equal(want, Lanes<V, T>(V.KeepFirst(V.Load(ref Numbers<T>(V.Count)[0]), count)));
                V.StorePartial(V.Load(ref Numbers<T>(V.Count, 11)[0]), ref start, count);
                Assert.Equal(Numbers<T>(count, 11), memory.ToArray());
                Rows.StoreExactly<V, T>(V.Load(ref Numbers<T>(V.Count, 21)[0]), ref start, 0, count);
                Assert.Equal(Numbers<T>(count, 21), memory.ToArray());
                for (int at = 0; at <= 2 * V.Count; at += V.Count)
                {
                    for (int length = 1; length <= 2 * V.Count; length++)
                    {
                        want = [.. Numbers<T>(V.Count).Select((number, lane) => at + lane < length ? number : T.Zero)];
                        Assert.Equal(want, Lanes<V, T>(Rows.Keep<V, T>(V.Load(ref Numbers<T>(V.Count)[0]), at, length)));
                    }
                }
                var larger = new T[V.Count + 1];
                V.StorePartial(V.One, ref larger[0], count);
                Assert.Equal(count, larger.Count(value => value == T.One));
                Assert.Equal(-1, larger.AsSpan(count).IndexOfAnyExcept(T.Zero));
            }
        }
    }

    private readonly struct FourSumsCheck : ICheck
    {
        public void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            V[] vectors = [.. Enumerable.Range(0, 4).Select(i => V.Load(ref Numbers<T>(V.Count, 1 + 100 * i)[0]))];
            using var guarded = new GuardedMemory(4 * Unsafe.SizeOf<T>());
            Rows.StoreSums<V, T>(vectors[0], vectors[1], vectors[2], vectors[3], ref guarded.Start<T>());
            Assert.Equal(vectors.Select(V.Sum), guarded.Span<T>().ToArray());
        }
    }

    private readonly struct TransposeCheck : ICheck
    {
        public void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            // Each fits a page.
            foreach ((int rows, int columns) in new[] { (1, 5), (5, 1), (4, 4), (16, 16), (17, 24), (24, 19), (8, 40) })
            {
                using GuardedMemory from = new(rows * columns * Unsafe.SizeOf<T>()), to = new(rows * columns * Unsafe.SizeOf<T>());
                Numbers<T>(rows * columns).CopyTo(from.Span<T>());
                Panels.Transpose<V, T>(ref from.Start<T>(), ref to.Start<T>(), rows, columns);
                T[] want = [.. Enumerable.Range(0, rows * columns).Select(i => from.Span<T>()[i % rows * columns + i / rows])];
                Assert.Equal(want, to.Span<T>().ToArray());
            }
        }
    }

    private readonly struct MemoryCheck : ICheck
    {
        public void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] source = Numbers<T>(3 * V.Count);
            for (int at = 0; at <= 2 * V.Count; at++)
            {
                Assert.Equal(source[at..(at + V.Count)], Lanes<V, T>(V.Load(ref source[at])));
                Assert.Equal(source[at..(at + V.Count)], Lanes<V, T>(V.LoadAt(ref source[0], at)));
                var target = new T[3 * V.Count];
                V.StoreAt(V.Load(ref source[0]), ref target[0], at);
                Assert.Equal([.. new T[at], .. source[..V.Count], .. new T[2 * V.Count - at]], target);
            }

            for (int lane = 0; lane < V.Count; lane++) Assert.Equal(source[lane], V.GetElement(V.Load(ref source[0]), lane));
            for (int index = 0; index < 3; index++)
            {
                Assert.Equal(source[(index * V.Count)..((index + 1) * V.Count)], Lanes<V, T>(V.LoadNth(ref source[0], index)));
                var target = new T[3 * V.Count];
                V.StoreNth(V.LoadNth(ref source[0], index), ref target[0], index);
                Assert.Equal(source[(index * V.Count)..((index + 1) * V.Count)], target[(index * V.Count)..((index + 1) * V.Count)]);
                Assert.Equal(V.Count, target.Count(value => value != T.Zero));
            }
        }
    }

    private readonly struct ArithmeticCheck : ICheck
    {
        public void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] x = Numbers<T>(V.Count), y = Numbers<T>(V.Count, 5);
            V a = V.Load(ref x[0]), b = V.Load(ref y[0]);
            Assert.Equal(x.Zip(y, (p, q) => p + q), Lanes<V, T>(a + b));
            Assert.Equal(x.Zip(y, (p, q) => p - q), Lanes<V, T>(a - b));
            Assert.Equal(x.Zip(y, (p, q) => p * q), Lanes<V, T>(a * b));
            Assert.Equal(x.Zip(y, (p, q) => p / q), Lanes<V, T>(a / b));
            Assert.Equal(x.Select(p => -p), Lanes<V, T>(-a));
            Assert.Equal(x.Zip(y, (p, q) => p * q + q), Lanes<V, T>(V.MultiplyAdd(a, b, b)));
            V sum = b;
            V.AddProduct(ref sum, a, b);
            Assert.Equal(x.Zip(y, (p, q) => p * q + q), Lanes<V, T>(sum));
            T[] further = Numbers<T>(3 * V.Count);
            for (int at = 0; at <= 2 * V.Count; at++)
            {
                sum = b;
                V.AddProductAt(ref sum, ref further[0], at, b);
                Assert.Equal(further.Skip(at).Zip(y, (p, q) => p * q + q), Lanes<V, T>(sum));
                sum = b;
                V.AddScaled(ref sum, ref further[0], at, b);
                Assert.Equal(y.Select(q => further[at] * q + q), Lanes<V, T>(sum));
                if (at % V.Count != 0) continue;
                sum = b;
                V.AddProductNth(ref sum, ref further[0], at / V.Count, b);
                Assert.Equal(further.Skip(at).Zip(y, (p, q) => p * q + q), Lanes<V, T>(sum));
            }

            Assert.True(T.IsNegative(V.GetElement(-V.Zero, 0)));
            Assert.Equal(Enumerable.Repeat(T.CreateChecked(3), V.Count), Lanes<V, T>(V.Create(T.CreateChecked(3))));
            Assert.Equal(Enumerable.Repeat(T.One, V.Count), Lanes<V, T>(V.One));
        }
    }

    private readonly struct SelectionCheck : ICheck
    {
        public void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T two = T.CreateChecked(2);
            T[] values = [-T.One, T.Zero, T.NegativeZero, T.One, two, T.NaN, T.PositiveInfinity, T.NegativeInfinity];
            foreach (T p in values)
            {
                foreach (T q in values)
                {
                    V a = V.Create(p), b = V.Create(q), yes = V.Create(T.One), no = V.Zero;
                    Same(p < q, V.SelectLess(a, b, yes, no));
                    Same(p > q, V.SelectGreater(a, b, yes, no));
                    Same(p <= q, V.SelectLessOrEqual(a, b, yes, no));
                    Same(p >= q, V.SelectGreaterOrEqual(a, b, yes, no));
                    Same(p == q, V.SelectEqual(a, b, yes, no));
                    Same(p != q, V.SelectNotEqual(a, b, yes, no));
                    Assert.Equal(T.IsNaN(p) || T.IsNaN(q) ? T.NaN : p <= q ? p : q, V.GetElement(V.Minimum(a, b), V.Count - 1));
                    Assert.Equal(T.IsNaN(p) || T.IsNaN(q) ? T.NaN : p >= q ? p : q, V.GetElement(V.Maximum(a, b), V.Count - 1));
                    if (p == q)
                    {
                        Assert.Equal(T.IsNegative(p), T.IsNegative(V.GetElement(V.Minimum(a, b), 0)));
                        Assert.Equal(T.IsNegative(p), T.IsNegative(V.GetElement(V.Maximum(a, b), 0)));
                    }
                }
            }

            static void Same(bool want, V got) => Assert.All(Lanes<V, T>(got), lane => Assert.Equal(want, lane == T.One));
        }
    }

    private readonly struct ReductionCheck : ICheck
    {
        public void Check<V, T>()
            where V : struct, IVector<V, T>
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] x = Numbers<T>(V.Count);
            Assert.Equal(T.CreateChecked(V.Count * (V.Count + 1) / 2), V.Sum(V.Load(ref x[0])));
            for (int lane = 0; lane < V.Count; lane++)
            {
                x = [.. Numbers<T>(V.Count).Select(value => -value)];
                x[lane] = T.CreateChecked(7);
                Assert.Equal(T.CreateChecked(7), V.MaximumAcross(V.Load(ref x[0])));
                x[lane] = T.NaN;
                Assert.True(T.IsNaN(V.MaximumAcross(V.Load(ref x[0]))));
                Assert.True(T.IsNaN(V.Sum(V.Load(ref x[0]))));
            }
        }
    }
}
