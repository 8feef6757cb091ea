using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Streams.Cluster;
using Streams.Load;
using Streams.Web;

namespace Streams;

/// <summary>A run: silos, server, sensors, and what came of it.</summary>
internal static class Session
{
    public static async Task<int> Run(Settings settings, CancellationToken cancellation)
    {
        await using SiloPair silos = await SiloPair.Start(settings.Interval);
        await using Server server = await Server.Start(silos, settings.Port);
        Console.WriteLine($"{silos.Count} silos, {settings.Sensors} sensors: {server.Address}");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (settings.Time > TimeSpan.Zero) end.CancelAfter(settings.Time);
        Sensor[] sensors = [.. Enumerable.Range(0, settings.Sensors).Select(i => new Sensor(server.Address, i, settings.Period))];
        await Task.WhenAll(sensors.Select(sensor => sensor.Stream(windows: long.MaxValue, end.Token)).Append(WaitFor(end.Token)));
        long steps = sensors.Sum(sensor => sensor.Steps), wrong = sensors.Sum(sensor => sensor.WrongSteps);
        Console.WriteLine($"{steps} steps compared with states that nothing disturbed; {wrong} differ");
        return wrong == 0 ? 0 : 1;
    }

    private static async Task WaitFor(CancellationToken end)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, end);
        }
        catch (OperationCanceledException)
        {
            // The end of the run.
        }
    }
}
