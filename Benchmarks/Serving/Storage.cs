using System;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using RnnGen.EngineTests.Orleans;
using StackExchange.Redis;

namespace RnnGen.Benchmarks.Serving;

/// <summary>Where sessions are saved: the memory of the silo's process, or a server on this machine, which is started for it.</summary>
internal sealed class Storage : IDisposable
{
    public const string Memory = "memory", Redis = "Redis", Postgres = "PostgreSQL";

    private readonly RedisServer? _redis;
    private readonly PostgresServer? _postgres;

    private Storage(string name, RedisServer? redis, PostgresServer? postgres) => (Name, _redis, _postgres) = (name, redis, postgres);

    public string Name { get; }

    /// <summary>Starts it; null where its server is not installed.</summary>
    public static Storage? Start(string name) => name switch
    {
        Redis => ServerProgram.Find("redis-server") is null ? null : new Storage(name, new RedisServer(), null),
        Postgres => ServerProgram.Find("initdb") is null ? null : new Storage(name, null, new PostgresServer()),
        _ => new Storage(name, null, null),
    };

    public void AddTo(ISiloBuilder silo)
    {
        if (_redis is not null)
        {
            silo.AddRedisGrainStorage(
                "streams", options => options.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{_redis.Port}"));
        }

        if (_postgres is not null)
        {
            silo.AddAdoNetGrainStorage(
                "streams", options => (options.Invariant, options.ConnectionString) = ("Npgsql", _postgres.ConnectionString));
        }
    }

    public void Dispose()
    {
        _redis?.Dispose();
        _postgres?.Dispose();
    }
}
