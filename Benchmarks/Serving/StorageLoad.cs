using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace RnnGen.Benchmarks.Serving;

/// <summary>Writes of a silo's storage alone, without sessions.</summary>
internal static class StorageLoad
{
    private const int Writers = 64;

    /// <summary>How many writes a second there are, from writers that write again as soon as they are answered.</summary>
    /// <param name="services">Of the silo.</param>
    /// <param name="bytes">Of a record.</param>
    /// <param name="time">How long is measured.</param>
    public static async Task<double> Measure(IServiceProvider services, int bytes, TimeSpan time)
    {
        var storage = services.GetRequiredKeyedService<IGrainStorage>("streams");
        long begin = Stopwatch.GetTimestamp();
        int[] writes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => Write(i))));
        return writes.Sum() / Stopwatch.GetElapsedTime(begin).TotalSeconds;

        async Task<int> Write(int writer)
        {
            var id = GrainId.Create("measured", $"writer-{writer}");
            var state = new GrainState<byte[]>(new byte[bytes]);
            int count = 0;
            for (; Stopwatch.GetElapsedTime(begin) < time; count++) await storage.WriteStateAsync("state", id, state);
            return count;
        }
    }
}
