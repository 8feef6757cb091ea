using System;
using System.Linq;
using System.Threading.Tasks;
using Orleans;
using Orleans.Runtime;
using Orleans.TestingHost;
using RnnGen.Orleans;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>Two silos with two versions of a cell, as in the middle of an update: each refuses and keeps the other's states.</summary>
public class VersionTests
{
    [Fact]
    public async Task Versions_refuse_each_others_states()
    {
        var storage = new SharedStorage();
        await using InProcessTestCluster cluster = await StreamCluster.Start(2, (number, silo) =>
        {
            storage.AddTo(silo, "streams");
            if (number == 0) silo.AddHeard("heard");
            else silo.AddStreams<HeardLater, float>("heard", _ => Undisturbed<HeardLater, float>.Weights());
        });
        IStreamGrain stream = cluster.Client.GetStream("heard", "updated");
        float[] inputs = new float[9];
        await stream.Run(0, inputs);
        SiloAddress home = cluster.SiloOf(stream), away = cluster.OtherThan(home);

        // As it moves, with steps that are not saved.
        await cluster.MigrateAsync(stream, away);
        var refused = await Assert.ThrowsAsync<StreamStateException>(() => stream.Run(3, inputs));
        Assert.Contains("updated", refused.Message, StringComparison.Ordinal);
        Assert.Equal(away, cluster.SiloOf(stream));
        await Assert.ThrowsAsync<StreamStateException>(() => stream.GetPosition());

        // The other version goes on where it was.
        await cluster.MigrateAsync(stream, home);
        Assert.Equal(3, (await stream.GetPosition()).Position);

        // As it is saved: what was refused is saved all the same.
        await cluster.MigrateAsync(stream, away);
        await cluster.DeactivateAsync(stream);
        Assert.Equal(1, storage.Records);
        await cluster.StopSiloAsync(cluster.Silos.Single(silo => silo.SiloAddress.Equals(home)));
        await Assert.ThrowsAsync<StreamStateException>(() => stream.GetPosition());

        // Ended, it begins anew.
        await stream.End();
        Assert.Equal(3, (await stream.Run(0, inputs)).Position);
    }
}
