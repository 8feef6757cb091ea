// Printed from the kernels of Generator/Compiler/Kernels/Tiled; GeneratedTests/KernelPrograms/RuntimeTilesTests holds it to them.
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace RnnGen.Numerics;

/// <summary>
/// Products over rows whose sums stay in registers: the same for all cells, which call it. A tile takes some rows, or some
/// elements, at a time; those of six rows are for processors with 32 vector registers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tiles
{
    private const MethodImplOptions Optimized =
        MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization, Inlined = MethodImplOptions.AggressiveInlining;

    /// <summary>Makes one vector of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products1<V, T>(
        nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products1x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 4 <= rows; row += 4)
        {
            Products1x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            Products1x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products1x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products1x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products1x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
    }

    /// <summary>Makes one vector of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products1Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products1Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 4 <= rows; row += 4)
        {
            Products1Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            Products1Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products1Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products1Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products1Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
    }

    /// <summary>Adds to one vector of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts1<V, T>(nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts1x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 4 <= rows; row += 4)
        {
            MoreProducts1x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts1x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts1x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts1x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts1x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
    }

    /// <summary>Adds to one vector of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts1Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts1Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 4 <= rows; row += 4)
        {
            MoreProducts1Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts1Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts1Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts1Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts1Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
    }

    /// <summary>Makes 2 vectors of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products2<V, T>(
        nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products2x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 4 <= rows; row += 4)
        {
            Products2x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            Products2x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products2x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1, r4v1 = r0v1, r5v1 = r0v1;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products2x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products2x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
    }

    /// <summary>Makes 2 vectors of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products2Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products2Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 4 <= rows; row += 4)
        {
            Products2Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            Products2Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products2Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1, r4v1 = r0v1, r5v1 = r0v1;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products2Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products2Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
    }

    /// <summary>Adds to 2 vectors of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts2<V, T>(nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts2x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 4 <= rows; row += 4)
        {
            MoreProducts2x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts2x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts2x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        V r4v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        V r5v1 = V.LoadNth(ref start, 1);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts2x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts2x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
    }

    /// <summary>Adds to 2 vectors of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts2Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts2Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 4 <= rows; row += 4)
        {
            MoreProducts2Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts2Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts2Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        V r4v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        V r5v1 = V.LoadNth(ref start, 1);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts2Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts2Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
    }

    /// <summary>Makes 3 vectors of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products3<V, T>(
        nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products3x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            Products3x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 2 <= rows; row += 2)
        {
            Products3x2<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            Products3x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1, r4v1 = r0v1, r5v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2, r4v2 = r0v2, r5v2 = r0v2;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3x2<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
    }

    /// <summary>Makes 3 vectors of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products3Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products3Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            Products3Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 2 <= rows; row += 2)
        {
            Products3Of2x2<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            Products3Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1, r4v1 = r0v1, r5v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2, r4v2 = r0v2, r5v2 = r0v2;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3Of2x2<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products3Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
    }

    /// <summary>Adds to 3 vectors of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts3<V, T>(nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts3x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            MoreProducts3x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 2 <= rows; row += 2)
        {
            MoreProducts3x2<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts3x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        V r4v1 = V.LoadNth(ref start, 1);
        V r4v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        V r5v1 = V.LoadNth(ref start, 1);
        V r5v2 = V.LoadNth(ref start, 2);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3x2<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
    }

    /// <summary>Adds to 3 vectors of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts3Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts3Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            MoreProducts3Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 2 <= rows; row += 2)
        {
            MoreProducts3Of2x2<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts3Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        V r4v1 = V.LoadNth(ref start, 1);
        V r4v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        V r5v1 = V.LoadNth(ref start, 1);
        V r5v2 = V.LoadNth(ref start, 2);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3Of2x2<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts3Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
    }

    /// <summary>Makes 4 vectors of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products4<V, T>(
        nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products4x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            Products4x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 2 <= rows; row += 2)
        {
            Products4x2<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            Products4x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1, r4v1 = r0v1, r5v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2, r4v2 = r0v2, r5v2 = r0v2;
        V r0v3 = V.LoadNth(ref start, 3);
        V r1v3 = r0v3, r2v3 = r0v3, r3v3 = r0v3, r4v3 = r0v3, r5v3 = r0v3;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V.AddProduct(ref r4v3, w3, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            V.AddProduct(ref r5v3, w3, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        V.StoreNth(r4v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
        V.StoreNth(r5v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2;
        V r0v3 = V.LoadNth(ref start, 3);
        V r1v3 = r0v3, r2v3 = r0v3, r3v3 = r0v3;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4x2<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2;
        V r0v3 = V.LoadNth(ref start, 3);
        V r1v3 = r0v3;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T start, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
    }

    /// <summary>Makes 4 vectors of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Products4Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            Products4Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            Products4Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 2 <= rows; row += 2)
        {
            Products4Of2x2<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            Products4Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref start,
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0, r4v0 = r0v0, r5v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1, r4v1 = r0v1, r5v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2, r4v2 = r0v2, r5v2 = r0v2;
        V r0v3 = V.LoadNth(ref start, 3);
        V r1v3 = r0v3, r2v3 = r0v3, r3v3 = r0v3, r4v3 = r0v3, r5v3 = r0v3;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V.AddProduct(ref r4v3, w3, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            V.AddProduct(ref r5v3, w3, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V.AddProduct(ref r4v3, w3, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            V.AddProduct(ref r5v3, w3, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        V.StoreNth(r4v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
        V.StoreNth(r5v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0, r2v0 = r0v0, r3v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1, r2v1 = r0v1, r3v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2, r2v2 = r0v2, r3v2 = r0v2;
        V r0v3 = V.LoadNth(ref start, 3);
        V r1v3 = r0v3, r2v3 = r0v3, r3v3 = r0v3;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4Of2x2<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r1v0 = r0v0;
        V r0v1 = V.LoadNth(ref start, 1);
        V r1v1 = r0v1;
        V r0v2 = V.LoadNth(ref start, 2);
        V r1v2 = r0v2;
        V r0v3 = V.LoadNth(ref start, 3);
        V r1v3 = r0v3;
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Products4Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T start, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
    }

    /// <summary>Adds to 4 vectors of sums in each row from the products of weights with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts4<V, T>(nint rows, nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts4x6<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            MoreProducts4x4<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 2 <= rows; row += 2)
        {
            MoreProducts4x2<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts4x1<V, T>(
                length0, stride0, width, ref panel, ref Unsafe.Add(ref sums, row * width), ref Unsafe.Add(ref source0, row * stride0));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4x6<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        V r1v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        V r2v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        V r3v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        V r4v1 = V.LoadNth(ref start, 1);
        V r4v2 = V.LoadNth(ref start, 2);
        V r4v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        V r5v1 = V.LoadNth(ref start, 1);
        V r5v2 = V.LoadNth(ref start, 2);
        V r5v3 = V.LoadNth(ref start, 3);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V.AddProduct(ref r4v3, w3, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            V.AddProduct(ref r5v3, w3, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        V.StoreNth(r4v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
        V.StoreNth(r5v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4x4<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        V r1v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        V r2v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        V r3v3 = V.LoadNth(ref start, 3);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4x2<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        V r1v3 = V.LoadNth(ref start, 3);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4x1<V, T>(nint length0, nint stride0, nint width, ref T panel, ref T sums, ref T source0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
    }

    /// <summary>Adds to 4 vectors of sums in each row from the products of weights with two vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MoreProducts4Of2<V, T>(
        nint rows, nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0,
        ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint row = 0;
        for (; V.ManyRegisters && row + 6 <= rows && row + 8 != rows; row += 6)
        {
            MoreProducts4Of2x6<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; V.ManyRegisters && row + 4 <= rows; row += 4)
        {
            MoreProducts4Of2x4<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 2 <= rows; row += 2)
        {
            MoreProducts4Of2x2<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
        for (; row + 1 <= rows; row++)
        {
            MoreProducts4Of2x1<V, T>(
                length0, stride0, length1, stride1, width, ref panel, ref Unsafe.Add(ref sums, row * width),
                ref Unsafe.Add(ref source0, row * stride0), ref Unsafe.Add(ref source1, row * stride1));
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4Of2x6<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        V r1v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        V r2v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        V r3v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r4v0 = V.Load(ref start);
        V r4v1 = V.LoadNth(ref start, 1);
        V r4v2 = V.LoadNth(ref start, 2);
        V r4v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r5v0 = V.Load(ref start);
        V r5v1 = V.LoadNth(ref start, 1);
        V r5v2 = V.LoadNth(ref start, 2);
        V r5v3 = V.LoadNth(ref start, 3);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        ref T source0Row4 = ref Unsafe.Add(ref source0Row3, stride0);
        ref T source0Row5 = ref Unsafe.Add(ref source0Row4, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            V s4 = V.Create(Unsafe.Add(ref source0Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V.AddProduct(ref r4v3, w3, s4);
            V s5 = V.Create(Unsafe.Add(ref source0Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            V.AddProduct(ref r5v3, w3, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        ref T source1Row4 = ref Unsafe.Add(ref source1Row3, stride1);
        ref T source1Row5 = ref Unsafe.Add(ref source1Row4, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            V s4 = V.Create(Unsafe.Add(ref source1Row4, k));
            V.AddProduct(ref r4v0, w0, s4);
            V.AddProduct(ref r4v1, w1, s4);
            V.AddProduct(ref r4v2, w2, s4);
            V.AddProduct(ref r4v3, w3, s4);
            V s5 = V.Create(Unsafe.Add(ref source1Row5, k));
            V.AddProduct(ref r5v0, w0, s5);
            V.AddProduct(ref r5v1, w1, s5);
            V.AddProduct(ref r5v2, w2, s5);
            V.AddProduct(ref r5v3, w3, s5);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r4v0, ref sums);
        V.StoreNth(r4v1, ref sums, 1);
        V.StoreNth(r4v2, ref sums, 2);
        V.StoreNth(r4v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r5v0, ref sums);
        V.StoreNth(r5v1, ref sums, 1);
        V.StoreNth(r5v2, ref sums, 2);
        V.StoreNth(r5v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4Of2x4<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        V r1v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r2v0 = V.Load(ref start);
        V r2v1 = V.LoadNth(ref start, 1);
        V r2v2 = V.LoadNth(ref start, 2);
        V r2v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r3v0 = V.Load(ref start);
        V r3v1 = V.LoadNth(ref start, 1);
        V r3v2 = V.LoadNth(ref start, 2);
        V r3v3 = V.LoadNth(ref start, 3);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        ref T source0Row2 = ref Unsafe.Add(ref source0Row1, stride0);
        ref T source0Row3 = ref Unsafe.Add(ref source0Row2, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source0Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source0Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        ref T source1Row2 = ref Unsafe.Add(ref source1Row1, stride1);
        ref T source1Row3 = ref Unsafe.Add(ref source1Row2, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            V s2 = V.Create(Unsafe.Add(ref source1Row2, k));
            V.AddProduct(ref r2v0, w0, s2);
            V.AddProduct(ref r2v1, w1, s2);
            V.AddProduct(ref r2v2, w2, s2);
            V.AddProduct(ref r2v3, w3, s2);
            V s3 = V.Create(Unsafe.Add(ref source1Row3, k));
            V.AddProduct(ref r3v0, w0, s3);
            V.AddProduct(ref r3v1, w1, s3);
            V.AddProduct(ref r3v2, w2, s3);
            V.AddProduct(ref r3v3, w3, s3);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r2v0, ref sums);
        V.StoreNth(r2v1, ref sums, 1);
        V.StoreNth(r2v2, ref sums, 2);
        V.StoreNth(r2v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r3v0, ref sums);
        V.StoreNth(r3v1, ref sums, 1);
        V.StoreNth(r3v2, ref sums, 2);
        V.StoreNth(r3v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4Of2x2<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        start = ref Unsafe.Add(ref start, width);
        V r1v0 = V.Load(ref start);
        V r1v1 = V.LoadNth(ref start, 1);
        V r1v2 = V.LoadNth(ref start, 2);
        V r1v3 = V.LoadNth(ref start, 3);
        ref T source0Row1 = ref Unsafe.Add(ref source0, stride0);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source0Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        ref T source1Row1 = ref Unsafe.Add(ref source1, stride1);
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            V s1 = V.Create(Unsafe.Add(ref source1Row1, k));
            V.AddProduct(ref r1v0, w0, s1);
            V.AddProduct(ref r1v1, w1, s1);
            V.AddProduct(ref r1v2, w2, s1);
            V.AddProduct(ref r1v3, w3, s1);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
        sums = ref Unsafe.Add(ref sums, width);
        V.Store(r1v0, ref sums);
        V.StoreNth(r1v1, ref sums, 1);
        V.StoreNth(r1v2, ref sums, 2);
        V.StoreNth(r1v3, ref sums, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MoreProducts4Of2x1<V, T>(
        nint length0, nint stride0, nint length1, nint stride1, nint width, ref T panel, ref T sums, ref T source0, ref T source1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T start = ref sums;
        V r0v0 = V.Load(ref start);
        V r0v1 = V.LoadNth(ref start, 1);
        V r0v2 = V.LoadNth(ref start, 2);
        V r0v3 = V.LoadNth(ref start, 3);
        for (nint k = 0; k < length0; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source0, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        for (nint k = 0; k < length1; k++)
        {
            V w0 = V.Load(ref panel);
            V w1 = V.LoadNth(ref panel, 1);
            V w2 = V.LoadNth(ref panel, 2);
            V w3 = V.LoadNth(ref panel, 3);
            V s0 = V.Create(Unsafe.Add(ref source1, k));
            V.AddProduct(ref r0v0, w0, s0);
            V.AddProduct(ref r0v1, w1, s0);
            V.AddProduct(ref r0v2, w2, s0);
            V.AddProduct(ref r0v3, w3, s0);
            panel = ref Unsafe.Add(ref panel, width);
        }
        V.Store(r0v0, ref sums);
        V.StoreNth(r0v1, ref sums, 1);
        V.StoreNth(r0v2, ref sums, 2);
        V.StoreNth(r0v3, ref sums, 3);
    }

    /// <summary>Adds to a gradient, over rows, products of elements of source with one vector.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Outer1<V, T>(
        nint count, nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint k = 0;
        for (; V.ManyRegisters && k + 6 <= count && k + 8 != count; k += 6)
        {
            Outer1x6<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0);
        }
        for (; k + 4 <= count; k += 4)
        {
            Outer1x4<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0);
        }
        for (; k + 1 <= count; k++)
        {
            Outer1x1<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0);
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer1x6<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g1v0 = V.Zero;
        V g2v0 = V.Zero;
        V g3v0 = V.Zero;
        V g4v0 = V.Zero;
        V g5v0 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V s4 = V.Create(Unsafe.Add(ref source, 4));
            V.AddProduct(ref g4v0, u0, s4);
            V s5 = V.Create(Unsafe.Add(ref source, 5));
            V.AddProduct(ref g5v0, u0, s5);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g4v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g5v0, ref gradient);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer1x4<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g1v0 = V.Zero;
        V g2v0 = V.Zero;
        V g3v0 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer1x1<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
    }

    /// <summary>Adds to a gradient, over rows, products of elements of source with 2 vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Outer2<V, T>(
        nint count, nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0,
        ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint k = 0;
        for (; V.ManyRegisters && k + 6 <= count && k + 8 != count; k += 6)
        {
            Outer2x6<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1);
        }
        for (; k + 4 <= count; k += 4)
        {
            Outer2x4<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1);
        }
        for (; k + 1 <= count; k++)
        {
            Outer2x1<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1);
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer2x6<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g4v0 = V.Zero;
        V g4v1 = V.Zero;
        V g5v0 = V.Zero;
        V g5v1 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V s4 = V.Create(Unsafe.Add(ref source, 4));
            V.AddProduct(ref g4v0, u0, s4);
            V.AddProduct(ref g4v1, u1, s4);
            V s5 = V.Create(Unsafe.Add(ref source, 5));
            V.AddProduct(ref g5v0, u0, s5);
            V.AddProduct(ref g5v1, u1, s5);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g4v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g4v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g5v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g5v1, ref gradient, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer2x4<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer2x1<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
    }

    /// <summary>Adds to a gradient, over rows, products of elements of source with 2 vectors, each with a stride of its own.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MixedOuter2<V, T>(
        nint count, nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, ref T gradient, ref T source,
        ref T vector0, ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint k = 0;
        for (; V.ManyRegisters && k + 6 <= count && k + 8 != count; k += 6)
        {
            MixedOuter2x6<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1);
        }
        for (; k + 4 <= count; k += 4)
        {
            MixedOuter2x4<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1);
        }
        for (; k + 1 <= count; k++)
        {
            MixedOuter2x1<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1);
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter2x6<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, ref T gradient, ref T source, ref T vector0,
        ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g4v0 = V.Zero;
        V g4v1 = V.Zero;
        V g5v0 = V.Zero;
        V g5v1 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V s4 = V.Create(Unsafe.Add(ref source, 4));
            V.AddProduct(ref g4v0, u0, s4);
            V.AddProduct(ref g4v1, u1, s4);
            V s5 = V.Create(Unsafe.Add(ref source, 5));
            V.AddProduct(ref g5v0, u0, s5);
            V.AddProduct(ref g5v1, u1, s5);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g4v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g4v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g5v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g5v1, ref gradient, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter2x4<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, ref T gradient, ref T source, ref T vector0,
        ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter2x1<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, ref T gradient, ref T source, ref T vector0,
        ref T vector1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
    }

    /// <summary>Adds to a gradient, over rows, products of elements of source with 3 vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Outer3<V, T>(
        nint count, nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0,
        ref T vector1, ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint k = 0;
        for (; V.ManyRegisters && k + 6 <= count && k + 8 != count; k += 6)
        {
            Outer3x6<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
        for (; V.ManyRegisters && k + 4 <= count; k += 4)
        {
            Outer3x4<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
        for (; k + 2 <= count; k += 2)
        {
            Outer3x2<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
        for (; k + 1 <= count; k++)
        {
            Outer3x1<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer3x6<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        V g4v0 = V.Zero;
        V g4v1 = V.Zero;
        V g4v2 = V.Zero;
        V g5v0 = V.Zero;
        V g5v1 = V.Zero;
        V g5v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            V s4 = V.Create(Unsafe.Add(ref source, 4));
            V.AddProduct(ref g4v0, u0, s4);
            V.AddProduct(ref g4v1, u1, s4);
            V.AddProduct(ref g4v2, u2, s4);
            V s5 = V.Create(Unsafe.Add(ref source, 5));
            V.AddProduct(ref g5v0, u0, s5);
            V.AddProduct(ref g5v1, u1, s5);
            V.AddProduct(ref g5v2, u2, s5);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g4v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g4v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g4v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g5v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g5v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g5v2, ref gradient, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer3x4<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer3x2<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer3x1<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
    }

    /// <summary>Adds to a gradient, over rows, products of elements of source with 3 vectors, each with a stride of its own.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MixedOuter3<V, T>(
        nint count, nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, ref T gradient,
        ref T source, ref T vector0, ref T vector1, ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint k = 0;
        for (; V.ManyRegisters && k + 6 <= count && k + 8 != count; k += 6)
        {
            MixedOuter3x6<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
        for (; V.ManyRegisters && k + 4 <= count; k += 4)
        {
            MixedOuter3x4<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
        for (; k + 2 <= count; k += 2)
        {
            MixedOuter3x2<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
        for (; k + 1 <= count; k++)
        {
            MixedOuter3x1<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2);
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter3x6<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, ref T gradient, ref T source,
        ref T vector0, ref T vector1, ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        V g4v0 = V.Zero;
        V g4v1 = V.Zero;
        V g4v2 = V.Zero;
        V g5v0 = V.Zero;
        V g5v1 = V.Zero;
        V g5v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            V s4 = V.Create(Unsafe.Add(ref source, 4));
            V.AddProduct(ref g4v0, u0, s4);
            V.AddProduct(ref g4v1, u1, s4);
            V.AddProduct(ref g4v2, u2, s4);
            V s5 = V.Create(Unsafe.Add(ref source, 5));
            V.AddProduct(ref g5v0, u0, s5);
            V.AddProduct(ref g5v1, u1, s5);
            V.AddProduct(ref g5v2, u2, s5);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g4v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g4v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g4v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g5v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g5v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g5v2, ref gradient, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter3x4<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, ref T gradient, ref T source,
        ref T vector0, ref T vector1, ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter3x2<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, ref T gradient, ref T source,
        ref T vector0, ref T vector1, ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter3x1<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, ref T gradient, ref T source,
        ref T vector0, ref T vector1, ref T vector2)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
    }

    /// <summary>Adds to a gradient, over rows, products of elements of source with 4 vectors.</summary>
    [MethodImplAttribute(Inlined)]
    public static void Outer4<V, T>(
        nint count, nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0,
        ref T vector1, ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint k = 0;
        for (; V.ManyRegisters && k + 6 <= count && k + 8 != count; k += 6)
        {
            Outer4x6<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
        for (; V.ManyRegisters && k + 4 <= count; k += 4)
        {
            Outer4x4<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
        for (; k + 2 <= count; k += 2)
        {
            Outer4x2<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
        for (; k + 1 <= count; k++)
        {
            Outer4x1<V, T>(
                rows, sourceStride, gradientStride, stride0, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer4x6<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g1v3 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g2v3 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        V g3v3 = V.Zero;
        V g4v0 = V.Zero;
        V g4v1 = V.Zero;
        V g4v2 = V.Zero;
        V g4v3 = V.Zero;
        V g5v0 = V.Zero;
        V g5v1 = V.Zero;
        V g5v2 = V.Zero;
        V g5v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V u3 = V.LoadAt(ref vector3, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V.AddProduct(ref g1v3, u3, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V.AddProduct(ref g2v3, u3, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            V.AddProduct(ref g3v3, u3, s3);
            V s4 = V.Create(Unsafe.Add(ref source, 4));
            V.AddProduct(ref g4v0, u0, s4);
            V.AddProduct(ref g4v1, u1, s4);
            V.AddProduct(ref g4v2, u2, s4);
            V.AddProduct(ref g4v3, u3, s4);
            V s5 = V.Create(Unsafe.Add(ref source, 5));
            V.AddProduct(ref g5v0, u0, s5);
            V.AddProduct(ref g5v1, u1, s5);
            V.AddProduct(ref g5v2, u2, s5);
            V.AddProduct(ref g5v3, u3, s5);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g1v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g2v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g3v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g4v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g4v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g4v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g4v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g5v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g5v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g5v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g5v3, ref gradient, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer4x4<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g1v3 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g2v3 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        V g3v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V u3 = V.LoadAt(ref vector3, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V.AddProduct(ref g1v3, u3, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V.AddProduct(ref g2v3, u3, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            V.AddProduct(ref g3v3, u3, s3);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g1v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g2v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g3v3, ref gradient, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer4x2<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g1v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V u3 = V.LoadAt(ref vector3, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V.AddProduct(ref g1v3, u3, s1);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g1v3, ref gradient, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void Outer4x1<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, ref T gradient, ref T source, ref T vector0, ref T vector1,
        ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed0);
            V u2 = V.LoadAt(ref vector2, passed0);
            V u3 = V.LoadAt(ref vector3, passed0);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
    }

    /// <summary>Adds to a gradient, over rows, products of elements of source with 4 vectors, each with a stride of its own.</summary>
    [MethodImplAttribute(Inlined)]
    public static void MixedOuter4<V, T>(
        nint count, nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, nint stride3,
        ref T gradient, ref T source, ref T vector0, ref T vector1, ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint k = 0;
        for (; V.ManyRegisters && k + 6 <= count && k + 8 != count; k += 6)
        {
            MixedOuter4x6<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, stride3, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
        for (; V.ManyRegisters && k + 4 <= count; k += 4)
        {
            MixedOuter4x4<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, stride3, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
        for (; k + 2 <= count; k += 2)
        {
            MixedOuter4x2<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, stride3, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
        for (; k + 1 <= count; k++)
        {
            MixedOuter4x1<V, T>(
                rows, sourceStride, gradientStride, stride0, stride1, stride2, stride3, ref Unsafe.Add(ref gradient, k * gradientStride),
                ref Unsafe.Add(ref source, k), ref vector0, ref vector1, ref vector2, ref vector3);
        }
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter4x6<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, nint stride3, ref T gradient,
        ref T source, ref T vector0, ref T vector1, ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g1v3 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g2v3 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        V g3v3 = V.Zero;
        V g4v0 = V.Zero;
        V g4v1 = V.Zero;
        V g4v2 = V.Zero;
        V g4v3 = V.Zero;
        V g5v0 = V.Zero;
        V g5v1 = V.Zero;
        V g5v2 = V.Zero;
        V g5v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            nint passed3 = row * stride3;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V u3 = V.LoadAt(ref vector3, passed3);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V.AddProduct(ref g1v3, u3, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V.AddProduct(ref g2v3, u3, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            V.AddProduct(ref g3v3, u3, s3);
            V s4 = V.Create(Unsafe.Add(ref source, 4));
            V.AddProduct(ref g4v0, u0, s4);
            V.AddProduct(ref g4v1, u1, s4);
            V.AddProduct(ref g4v2, u2, s4);
            V.AddProduct(ref g4v3, u3, s4);
            V s5 = V.Create(Unsafe.Add(ref source, 5));
            V.AddProduct(ref g5v0, u0, s5);
            V.AddProduct(ref g5v1, u1, s5);
            V.AddProduct(ref g5v2, u2, s5);
            V.AddProduct(ref g5v3, u3, s5);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g1v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g2v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g3v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g4v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g4v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g4v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g4v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g5v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g5v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g5v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g5v3, ref gradient, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter4x4<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, nint stride3, ref T gradient,
        ref T source, ref T vector0, ref T vector1, ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g1v3 = V.Zero;
        V g2v0 = V.Zero;
        V g2v1 = V.Zero;
        V g2v2 = V.Zero;
        V g2v3 = V.Zero;
        V g3v0 = V.Zero;
        V g3v1 = V.Zero;
        V g3v2 = V.Zero;
        V g3v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            nint passed3 = row * stride3;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V u3 = V.LoadAt(ref vector3, passed3);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V.AddProduct(ref g1v3, u3, s1);
            V s2 = V.Create(Unsafe.Add(ref source, 2));
            V.AddProduct(ref g2v0, u0, s2);
            V.AddProduct(ref g2v1, u1, s2);
            V.AddProduct(ref g2v2, u2, s2);
            V.AddProduct(ref g2v3, u3, s2);
            V s3 = V.Create(Unsafe.Add(ref source, 3));
            V.AddProduct(ref g3v0, u0, s3);
            V.AddProduct(ref g3v1, u1, s3);
            V.AddProduct(ref g3v2, u2, s3);
            V.AddProduct(ref g3v3, u3, s3);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g1v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g2v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g2v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g2v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g2v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g3v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g3v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g3v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g3v3, ref gradient, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter4x2<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, nint stride3, ref T gradient,
        ref T source, ref T vector0, ref T vector1, ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        V g1v0 = V.Zero;
        V g1v1 = V.Zero;
        V g1v2 = V.Zero;
        V g1v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            nint passed3 = row * stride3;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V u3 = V.LoadAt(ref vector3, passed3);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            V s1 = V.Create(Unsafe.Add(ref source, 1));
            V.AddProduct(ref g1v0, u0, s1);
            V.AddProduct(ref g1v1, u1, s1);
            V.AddProduct(ref g1v2, u2, s1);
            V.AddProduct(ref g1v3, u3, s1);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
        gradient = ref Unsafe.Add(ref gradient, gradientStride);
        V.Store(V.Load(ref gradient) + g1v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g1v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g1v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g1v3, ref gradient, 3);
    }

    [MethodImplAttribute(Optimized)]
    private static void MixedOuter4x1<V, T>(
        nint rows, nint sourceStride, nint gradientStride, nint stride0, nint stride1, nint stride2, nint stride3, ref T gradient,
        ref T source, ref T vector0, ref T vector1, ref T vector2, ref T vector3)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        V g0v0 = V.Zero;
        V g0v1 = V.Zero;
        V g0v2 = V.Zero;
        V g0v3 = V.Zero;
        for (nint row = 0; row < rows; row++)
        {
            nint passed0 = row * stride0;
            nint passed1 = row * stride1;
            nint passed2 = row * stride2;
            nint passed3 = row * stride3;
            V u0 = V.LoadAt(ref vector0, passed0);
            V u1 = V.LoadAt(ref vector1, passed1);
            V u2 = V.LoadAt(ref vector2, passed2);
            V u3 = V.LoadAt(ref vector3, passed3);
            V s0 = V.Create(source);
            V.AddProduct(ref g0v0, u0, s0);
            V.AddProduct(ref g0v1, u1, s0);
            V.AddProduct(ref g0v2, u2, s0);
            V.AddProduct(ref g0v3, u3, s0);
            source = ref Unsafe.Add(ref source, sourceStride);
        }
        V.Store(V.Load(ref gradient) + g0v0, ref gradient);
        V.StoreNth(V.LoadNth(ref gradient, 1) + g0v1, ref gradient, 1);
        V.StoreNth(V.LoadNth(ref gradient, 2) + g0v2, ref gradient, 2);
        V.StoreNth(V.LoadNth(ref gradient, 3) + g0v3, ref gradient, 3);
    }
}
