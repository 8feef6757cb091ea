using System;
using System.Linq;
using System.Threading.Tasks;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using RnnGen.Orleans;
using StackExchange.Redis;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>Sessions that survive their silo in the storages that docs/orleans.md names, on real servers.</summary>
public class StorageTests
{
    [ServerFact("redis-server", "redis-server")]
    public async Task Sessions_survive_in_Redis()
    {
        using var server = new RedisServer();
        await Survive(silo => silo.AddRedisGrainStorage(
            "streams", options => options.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{server.Port}")));
    }

    [ServerFact("postgresql", "initdb", "pg_ctl")]
    public async Task Sessions_survive_in_PostgreSQL()
    {
        using var server = new PostgresServer();
        await Survive(silo => silo.AddAdoNetGrainStorage("streams", options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = server.ConnectionString;
        }));
    }

    /// <summary>Steps, deactivation, the loss of a silo, a state that is refused, and an end, with this storage.</summary>
    private static async Task Survive(Action<ISiloBuilder> storage)
    {
        await using InProcessTestCluster cluster = await StreamCluster.Start(2, (_, silo) =>
        {
            storage(silo);
            silo.AddHeard("heard", options => options.CheckpointInterval = 4);
            silo.AddStreams<Begun, double>("begun", _ => Undisturbed<Begun, double>.Weights());
        });
        (StreamSession<float> Session, IStreamGrain Stream, Undisturbed<Heard, float> Expected)[] all =
        [
            .. Enumerable.Range(0, 12).Select(i => cluster.Client.GetStream("heard", $"s{i}"))
                .Select((stream, i) => (new StreamSession<float>(stream, 3), stream, new Undisturbed<Heard, float>(i))),
        ];
        Called[] called = [.. await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Called.Begin(cluster, $"called{i}", seed: i)))];
        SiloAddress lost = cluster.Silos[1].SiloAddress;
        for (int call = 0; call < 12; call++)
        {
            await Task.WhenAll(all.Select(async one =>
                one.Expected.Check(await one.Session.Run(one.Expected.Inputs(one.Session.Position, 1 + call % 3)))));
            if (call == 4) await Task.WhenAll(all.Select(one => cluster.DeactivateAsync(one.Stream)));
            if (call == 8) await cluster.KillSiloAsync(cluster.Silos[1]);
        }

        Assert.All(all, one => Assert.InRange(one.Session.StepsSentAgain, 0, 3));
        await Task.WhenAll(called.Select(one => one.RequireToldWhatIsLost(lost)));

        // The first step of a session whose state begins with a parameter is saved too, and an ended one is gone.
        IStreamGrain begun = cluster.Client.GetStream("begun", "b");
        var expected = new Undisturbed<Begun, double>(3);
        await begun.Save();
        await expected.Step(begun, 2);
        await cluster.DeactivateAsync(begun);
        await expected.Step(begun, 2);
        await all[0].Stream.End();
        Assert.Equal(0, (await all[0].Stream.GetPosition()).Position);
    }

    /// <summary>A session that is called by hand: four steps that are saved, and two that are not.</summary>
    private sealed record Called(IStreamGrain Stream, Undisturbed<Heard, float> Expected, SiloAddress Home)
    {
        public static async Task<Called> Begin(InProcessTestCluster cluster, string name, int seed)
        {
            IStreamGrain stream = cluster.Client.GetStream("heard", name);
            var expected = new Undisturbed<Heard, float>(seed);
            Assert.Equal(4, (await expected.Step(stream, 4)).Saved);
            Assert.Equal(4, (await expected.Step(stream, 2)).Saved);
            return new Called(stream, expected, cluster.SiloOf(stream));
        }

        /// <summary>Which steps a silo was lost with, the answer to the next call says: those from its position on.</summary>
        public async Task RequireToldWhatIsLost(SiloAddress lost)
        {
            StreamReply reply = await Stream.Run(6, Expected.Inputs(6, 1));
            if (Home.Equals(lost)) Assert.Equal((StreamStatus.Behind, 4L, 4L), (reply.Status, reply.Position, reply.Saved));
            else Assert.Equal((StreamStatus.Taken, 7L), (reply.Status, reply.Position));
        }
    }
}
