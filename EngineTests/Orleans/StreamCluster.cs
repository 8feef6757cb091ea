using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using RnnGen.Orleans;

namespace RnnGen.EngineTests.Orleans;

/// <summary>Silos in this process, which notice soon when one of them is gone.</summary>
internal static class StreamCluster
{
    /// <summary>Starts silos.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="configure">What the silo of a number, counted from 0 in the order they are started, has.</param>
    public static async Task<InProcessTestCluster> Start(short silos, Action<int, ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        int number = -1;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.NumMissedProbesLimit = 2;
                options.NumVotesForDeathDeclaration = 1;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
            });
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(4));
            configure(Interlocked.Increment(ref number), silo);
        });
        builder.ConfigureClient(client =>
        {
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(4));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    /// <summary>The silo that has a session.</summary>
    public static SiloAddress SiloOf(this InProcessTestCluster cluster, IStreamGrain stream) =>
        cluster.TryGetGrainContext(stream.GetGrainId(), out IGrainContext? context)
            ? context.Address.SiloAddress!
            : throw new InvalidOperationException("The session is on no silo.");

    /// <summary>Another silo than the one that has a session.</summary>
    public static SiloAddress OtherThan(this InProcessTestCluster cluster, SiloAddress silo) =>
        cluster.Silos.Select(handle => handle.SiloAddress).First(address => !address.Equals(silo));

    /// <summary>Streams of the cell that tests listen to.</summary>
    public static ISiloBuilder AddHeard(this ISiloBuilder silo, string model, Action<StreamOptions>? configure = null) =>
        silo.AddStreams<Heard, float>(model, _ => Undisturbed<Heard, float>.Weights(), configure);
}
