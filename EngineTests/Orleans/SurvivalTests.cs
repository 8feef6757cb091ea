using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using RnnGen.Orleans;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>Sessions under load whose silos are killed, and which are moved and put away meanwhile.</summary>
public class SurvivalTests
{
    private const int Sessions = 32, Calls = 60, LongestCall = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public async Task Every_output_is_that_of_a_single_state(int interval)
    {
        var storage = new SharedStorage();
        await using InProcessTestCluster cluster = await StreamCluster.Start(2, (_, silo) =>
        {
            silo.AddHeard("heard", options => options.CheckpointInterval = interval);
            storage.AddTo(silo, "streams");
        });
        using var disturbed = new CancellationTokenSource();
        Listener[] listeners = [.. Enumerable.Range(0, Sessions).Select(i => new Listener(cluster.Client.GetStream("heard", $"s{i}"), i))];
        Task[] all = [.. listeners.Select(listener => Task.Run(() => listener.Listen(disturbed.Token)))];
        await Disturb(cluster, [.. listeners.Select(listener => listener.Stream)], new Random(interval));
        disturbed.Cancel();
        await Task.WhenAll(all);

        // One silo was killed: each session has lost fewer steps than the interval, or the calls that were on their way.
        Assert.All(listeners, listener => Assert.InRange(listener.Session.StepsSentAgain, 0, interval - 1));
        Assert.All(listeners, listener => Assert.InRange(listener.Session.Position - listener.Session.Saved, 0, interval - 1));
        if (interval > 1) Assert.Contains(listeners, listener => listener.Session.StepsSentAgain > 0);
    }

    [Fact]
    public async Task An_idle_session_is_put_away_and_comes_back()
    {
        await using InProcessTestCluster cluster = await StreamCluster.Start(1, (_, silo) => silo.AddHeard("heard")
            .Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = TimeSpan.FromSeconds(1);
                options.CollectionAge = TimeSpan.FromSeconds(1.5);
            }));
        IStreamGrain stream = cluster.Client.GetStream("heard", "idle");
        var expected = new Undisturbed<Heard, float>(8);
        await expected.Step(stream, 7);
        await cluster.WaitForDeactivationAsync(stream).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(7, (await expected.Step(stream, 2)).Saved);
    }

    private static async Task Disturb(InProcessTestCluster cluster, IReadOnlyList<IStreamGrain> streams, Random random)
    {
        for (int i = 0; i < 40; i++)
        {
            IStreamGrain stream = streams[random.Next(streams.Count)];
            if (i == 20)
            {
                await cluster.KillSiloAsync(cluster.Silos[1]);
                await cluster.StartAdditionalSiloAsync();
            }
            else if (i % 2 == 0)
            {
                await Attempt(cluster.DeactivateAsync(stream));
            }
            else if (cluster.TryGetGrainContext(stream.GetGrainId(), out IGrainContext? context))
            {
                await Attempt(cluster.MigrateAsync(stream, cluster.OtherThan(context.Address.SiloAddress!)));
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Lets a disturbance happen, if it can.</summary>
    private static async Task Attempt(Task disturbance)
    {
        try
        {
            await disturbance.WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // The silo has just been killed: that is disturbance enough.
        }
    }

    /// <summary>A client that listens until nothing disturbs any more and it has called often enough.</summary>
    private sealed class Listener(IStreamGrain stream, int seed)
    {
        public IStreamGrain Stream => stream;

        public StreamSession<float> Session { get; } = new(stream, Undisturbed<Heard, float>.InputLength);

        public async Task Listen(CancellationToken undisturbed)
        {
            var random = new Random(seed);
            var expected = new Undisturbed<Heard, float>(seed);
            for (int call = 0; call < Calls || !undisturbed.IsCancellationRequested; call++)
            {
                expected.Check(await Session.Run(expected.Inputs(Session.Position, random.Next(1, LongestCall + 1))));
                Assert.Equal(expected.Position, Session.Position);
                if (call >= Calls / 2) await Task.Delay(5, CancellationToken.None);
            }
        }
    }
}
