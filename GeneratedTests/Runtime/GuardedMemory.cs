using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnGen.Tests.Runtime;

/// <summary>
/// Memory that ends with its page, or begins with it, and no page behind it and before it: touching what is beyond ends the process (not
/// on Windows).
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private readonly int _length;
    private readonly byte* _start;
    private readonly byte* _pages;
    private readonly nuint _size;

    /// <param name="length">Bytes, at most those of a page.</param>
    /// <param name="begins">Whether it is the beginning that lies at the page's border.</param>
    public GuardedMemory(int length, bool begins = false)
    {
        _length = length;
        int page = Environment.SystemPageSize;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, page);
        _size = (nuint)page * 3;
        if (OperatingSystem.IsWindows())
        {
            _pages = (byte*)NativeMemory.AlignedAlloc(_size, (nuint)page);
        }
        else
        {
            _pages = (byte*)MemoryMap(0, _size, 3, OperatingSystem.IsMacOS() ? 0x1002 : 0x22, -1, 0);
            bool isGuarded = _pages != (byte*)-1 && Protect(_pages, (nuint)page, 0) == 0 && Protect(_pages + 2 * page, (nuint)page, 0) == 0;
            if (!isGuarded) throw new InvalidOperationException("No guard page.");
        }

        _start = _pages + (begins ? page : 2 * page - length);
    }

    public Span<T> Span<T>()
        where T : unmanaged => new(_start, _length / sizeof(T));

    public ref T Start<T>()
        where T : unmanaged => ref Unsafe.AsRef<T>(_start);

    public void Dispose()
    {
        if (OperatingSystem.IsWindows()) NativeMemory.AlignedFree(_pages);
        else Unmap(_pages, _size);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint MemoryMap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
