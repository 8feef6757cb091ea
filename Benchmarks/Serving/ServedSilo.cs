using System;
using System.Net;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using RnnGen.Benchmarks.Cells;
using RnnGen.EngineTests.Orleans;
using RnnGen.Orleans;

namespace RnnGen.Benchmarks.Serving;

/// <summary>A silo, and a client that reaches it by sockets, in this process.</summary>
internal sealed class ServedSilo : IAsyncDisposable
{
    public const string Model = "lstm";

    private readonly IHost _silo, _client;

    private ServedSilo(IHost silo, IHost client) => (_silo, _client) = (silo, client);

    public IClusterClient Client => _client.Services.GetRequiredService<IClusterClient>();

    public IServiceProvider Services => _silo.Services;

    public static async Task<ServedSilo> Start(Storage storage, int interval)
    {
        int port = ServerProgram.FreePort(), gateway = ServerProgram.FreePort();
        IHost silo = await Run(builder => builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gateway);
            storage.AddTo(silo);
            silo.AddStreams<ServedLstm, float>(Model, _ => Weights(), options => options.CheckpointInterval = interval);
        }));
        IHost client = await Run(builder => builder.UseOrleansClient(
            client => client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, gateway))));
        return new ServedSilo(silo, client);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost host in new[] { _client, _silo })
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private static async Task<IHost> Run(Action<HostApplicationBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        configure(builder);
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static ServedLstm.Weights Weights()
    {
        var parameters = new ServedLstm.Parameters();
        parameters.Initialize(seed: 1);
        return parameters.Pack();
    }
}
