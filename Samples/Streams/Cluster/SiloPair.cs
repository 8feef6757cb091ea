using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using RnnGen.Orleans;
using Streams.Model;

namespace Streams.Cluster;

/// <summary>Two silos in this process, which share nothing but the tables that a database would have.</summary>
internal sealed class SiloPair : IAsyncDisposable
{
    /// <summary>What clients call the cell.</summary>
    public const string Model = "vibration";

    private readonly SharedMembership _membership = new();
    private readonly SharedStorage _storage = new();
    private readonly (int Silo, int Gateway)[] _ports;
    private readonly IHost?[] _hosts;
    private readonly CancellationTokenSource[] _ends;
    private readonly int _interval;
    private readonly SemaphoreSlim _change = new(1);

    private SiloPair(int interval)
    {
        _interval = interval;
        _ports = [(FreePort(), FreePort()), (FreePort(), FreePort())];
        _hosts = new IHost?[_ports.Length];
        _ends = [.. _ports.Select(_ => new CancellationTokenSource())];
    }

    public int Count => _hosts.Length;

    /// <summary>Where clients find the silos.</summary>
    public IPEndPoint[] Gateways => [.. _ports.Select(ports => new IPEndPoint(IPAddress.Loopback, ports.Gateway))];

    /// <summary>Which of them are there.</summary>
    public bool[] AreAlive => [.. _hosts.Select(host => host is not null)];

    public static async Task<SiloPair> Start(int interval)
    {
        var silos = new SiloPair(interval);
        for (int i = 0; i < silos.Count; i++) await silos.StartOne(i);
        return silos;
    }

    /// <summary>Ends a silo without a word: nothing is saved, nobody is told. Then another one takes its place.</summary>
    public async Task KillAndReplace(int number)
    {
        if (Interlocked.Exchange(ref _hosts[number], null) is not { } host) return;
        await _change.WaitAsync(); // one after the other
        try
        {
            // Sessions save themselves when their silo stops, however little time it has. One whose process is gone writes nothing more.
            await _ends[number].CancelAsync();
            await host.StopAsync(new CancellationToken(canceled: true));
            host.Dispose();
            _ends[number].Dispose();
            _ends[number] = new CancellationTokenSource();
            await Task.Delay(TimeSpan.FromSeconds(1)); // so that it is seen on the page
            await StartOne(number);
        }
        finally
        {
            _change.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost? host in _hosts)
        {
            if (host is null) continue;
            await host.StopAsync();
            host.Dispose();
        }

        foreach (CancellationTokenSource end in _ends) end.Dispose();
        _change.Dispose();
    }

    private async Task StartOne(int number)
    {
        CancellationToken end = _ends[number].Token;
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical); // silos tell much of one that is killed
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(IPAddress.Loopback, _ports[number].Silo, _ports[number].Gateway);
            silo.Services.AddSingleton<IMembershipTable>(_membership);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                "streams", (services, _) => _storage.Connect(services.GetRequiredService<Serializer>(), end));
            silo.Configure<ClusterMembershipOptions>(NoticeSoon);
            silo.AddStreams<Vibration, float>(Model, _ => Vibration.LoadWeights(), options => options.CheckpointInterval = _interval);
        });
        IHost host = builder.Build();
        await host.StartAsync();
        _hosts[number] = host;
    }

    // A second instead of a quarter of a minute, for whoever watches.
    private static void NoticeSoon(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 2;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
