using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Orleans;
using RnnGen.Benchmarks.Cells;
using RnnGen.Orleans;

namespace RnnGen.Benchmarks.Serving;

/// <summary>Sessions that call, each again as soon as it is answered.</summary>
internal static class ServedLoad
{
    /// <summary>Calls for some seconds, after others that nothing is told of.</summary>
    /// <param name="client">Of the silo.</param>
    /// <param name="sessions">How many call.</param>
    /// <param name="steps">The steps of a call.</param>
    /// <param name="time">How long is measured.</param>
    public static async Task<ServedRate> Measure(IClusterClient client, int sessions, int steps, TimeSpan time)
    {
        var positions = new long[sessions];
        IStreamGrain[] streams = [.. Enumerable.Range(0, sessions).Select(i => client.GetStream(ServedSilo.Model, $"{steps}-{i}"))];
        await Call(streams, positions, steps, TimeSpan.FromSeconds(2));
        Process process = Process.GetCurrentProcess();
        process.Refresh();
        TimeSpan before = process.TotalProcessorTime;
        long begin = Stopwatch.GetTimestamp();
        double[] latencies = await Call(streams, positions, steps, time);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        process.Refresh();
        double processor = (process.TotalProcessorTime - before).TotalSeconds;
        Array.Sort(latencies);
        foreach (IStreamGrain stream in streams) await stream.End();
        return new ServedRate(latencies.Length / seconds, processor / latencies.Length, latencies[latencies.Length / 2]);
    }

    private static async Task<double[]> Call(IStreamGrain[] streams, long[] positions, int steps, TimeSpan time)
    {
        StreamFrames inputs = new float[steps * ServedLstm.Info.InputLength];
        long begin = Stopwatch.GetTimestamp();
        double[][] latencies = await Task.WhenAll(streams.Select((stream, i) => Task.Run(() => One(stream, i))));
        return [.. latencies.SelectMany(latency => latency)];

        async Task<double[]> One(IStreamGrain stream, int session)
        {
            var taken = new System.Collections.Generic.List<double>();
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                long start = Stopwatch.GetTimestamp();
                StreamReply reply = await stream.Run(positions[session], inputs);
                if (reply.Status != StreamStatus.Taken) throw new InvalidOperationException($"A call is {reply.Status}.");
                positions[session] = reply.Position;
                taken.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            return [.. taken];
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="Calls">A second.</param>
/// <param name="Processor">Seconds of a processor for a call: client, silo and cell.</param>
/// <param name="Latency">Seconds from a call to its answer, the median.</param>
internal sealed record ServedRate(double Calls, double Processor, double Latency);
