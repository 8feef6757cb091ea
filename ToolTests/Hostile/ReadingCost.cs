using System;
using System.Diagnostics;
using RnnGen.Formats;
using Xunit;

namespace RnnGen.ToolTests.Hostile;

/// <summary>Reads a file that nobody vouches for, and holds what that costs to its bounds.</summary>
internal static class ReadingCost
{
    private const long Spare = 2 << 20, PerByte = 64;
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(2);

    /// <summary>What the reader said; null where it took the file.</summary>
    public static ModelFormatException? Read(byte[] file, string fileName)
    {
        ModelFormatException? said = null;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            ModelFile.Read(file, fileName);
        }
        catch (ModelFormatException e)
        {
            said = e;
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(time < s_most, $"{time} for {file.Length} bytes.");
        Assert.True(allocated <= Spare + PerByte * file.Length, $"{allocated} bytes of memory for a file of {file.Length}.");
        Assert.True(said is null || said.Message.Length is > 0 and < 4000, $"A message of {said?.Message.Length} characters.");
        return said;
    }
}
