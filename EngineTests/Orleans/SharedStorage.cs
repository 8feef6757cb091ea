using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace RnnGen.EngineTests.Orleans;

/// <summary>A storage that outlives silos, as a database does, and fails when it is told to.</summary>
internal sealed class SharedStorage
{
    private readonly ConcurrentDictionary<GrainId, (byte[] Bytes, string ETag)> _records = [];

    /// <summary>How many writes are still to fail.</summary>
    public int FailuresToCome { get; set; }

    public int Writes { get; private set; }

    public int Records => _records.Count;

    public void AddTo(ISiloBuilder silo, string name) =>
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            name, (services, _) => new Connection(this, services.GetRequiredService<Serializer>()));

    /// <summary>As if another silo had written.</summary>
    public void Touch(IAddressable grain)
    {
        GrainId id = grain.GetGrainId();
        _records[id] = (_records[id].Bytes, Guid.NewGuid().ToString());
    }

    private sealed class Connection(SharedStorage storage, Serializer serializer) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (storage._records.TryGetValue(grainId, out (byte[] Bytes, string ETag) record))
            {
                grainState.State = serializer.Deserialize<T>(record.Bytes);
                (grainState.ETag, grainState.RecordExists) = (record.ETag, true);
            }

            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            lock (storage)
            {
                if (storage.FailuresToCome > 0)
                {
                    storage.FailuresToCome--;
                    throw new InvalidOperationException("The storage is away.");
                }

                string? stored = storage._records.TryGetValue(grainId, out (byte[] Bytes, string ETag) record) ? record.ETag : null;
                if (stored != grainState.ETag) throw new InconsistentStateException("written meanwhile", stored, grainState.ETag);
                string etag = Guid.NewGuid().ToString();
                storage._records[grainId] = (serializer.SerializeToArray(grainState.State), etag);
                storage.Writes++;
                (grainState.ETag, grainState.RecordExists) = (etag, true);
                return Task.CompletedTask;
            }
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            storage._records.TryRemove(grainId, out _);
            (grainState.ETag, grainState.RecordExists) = (null, false);
            return Task.CompletedTask;
        }
    }
}
