using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Streams.Cluster;

namespace Streams.Web;

/// <summary>The web server, a client of the cluster: sockets of sensors, the page, and its button.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Server(WebApplication application) => _application = application;

    /// <summary>Where the page is.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<Server> Start(SiloPair silos, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(silos.Gateways);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        });
        WebApplication application = builder.Build();
        var statistics = new Statistics();
        var grains = application.Services.GetRequiredService<IClusterClient>();
        application.UseWebSockets();
        application.MapGet("/", () => Results.Content(Page(), "text/html; charset=utf-8"));
        application.MapGet("/status", () => Results.Json(statistics.Now(silos.AreAlive)));
        application.MapPost("/kill/{silo:int}", (int silo) =>
        {
            if (silo < 0 || silo >= silos.Count || !silos.AreAlive[silo]) return Results.NotFound();
            _ = silos.KillAndReplace(silo);
            return Results.Accepted();
        });
        application.Map("/sensors/{name}", (HttpContext context, string name) => SensorSocket.Serve(context, grains, name, statistics));
        await application.StartAsync();
        return new Server(application);
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(soon.Token);
        await _application.DisposeAsync();
    }

    private static string Page()
    {
        using Stream stream = typeof(Server).Assembly.GetManifestResourceStream("page.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
