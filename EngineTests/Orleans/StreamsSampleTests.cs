using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Streams.Cluster;
using Streams.Load;
using Streams.Model;
using Streams.Web;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>Samples/Streams: sensors on web sockets, whose silo is killed by the button of the page.</summary>
public class StreamsSampleTests
{
    private const int Sensors = 24, Windows = 400, Interval = 32;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Every_answer_is_right_though_each_silo_is_killed()
    {
        await using SiloPair silos = await SiloPair.Start(Interval);
        await using Server server = await Server.Start(silos, port: 0);
        using var client = new HttpClient { BaseAddress = server.Address };
        Sensor[] sensors = [.. Enumerable.Range(0, Sensors).Select(i => new Sensor(server.Address, i, s_pause))];
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        Task[] streams = [.. sensors.Select((sensor, i) => Task.Run(() => Begin(sensor, i)))];
        while (sensors.Sum(sensor => sensor.Steps) < Sensors * Windows * Vibration.Window / 20) await Task.Delay(10, limit.Token);
        // One after the other: all sessions may be on one of them.
        foreach (int number in (int[])[1, 0])
        {
            using HttpResponseMessage killed = await client.PostAsync(new Uri($"kill/{number}", UriKind.Relative), null, limit.Token);
            Assert.Equal(HttpStatusCode.Accepted, killed.StatusCode);
            while (silos.AreAlive[number]) await Task.Delay(10, limit.Token);
            while (!silos.AreAlive[number]) await Task.Delay(10, limit.Token);
        }
        await Task.WhenAll(streams);

        Assert.All(sensors, sensor => Assert.Equal(Windows * Vibration.Window, sensor.Steps));
        Assert.All(sensors, sensor => Assert.Equal(0, sensor.WrongSteps));
        JsonElement status = await client.GetFromJsonAsync<JsonElement>(new Uri("status", UriKind.Relative), limit.Token);
        Assert.Equal(Sensors * Windows * Vibration.Window, status.GetProperty("steps").GetInt64());
        Assert.InRange(status.GetProperty("stepsSentAgain").GetInt64(), 1, 2 * Sensors * (Interval - 1));
        Assert.True(status.GetProperty("median").GetDouble() > 0);
        string page = await client.GetStringAsync(new Uri("/", UriKind.Relative), limit.Token);
        foreach (JsonProperty property in status.EnumerateObject()) Assert.Contains($"now.{property.Name}", page, StringComparison.Ordinal);

        // Not in step with each other: if all had just been saved when the silo is killed, nothing would have to be sent again.
        async Task Begin(Sensor sensor, int number)
        {
            await Task.Delay(s_pause * (number % (Interval / Vibration.Window)), limit.Token);
            await sensor.Stream(Windows, limit.Token);
        }
    }
}
