using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Streams.Cluster;

/// <summary>
/// Saved sessions, in the memory of the process: it outlives the silos, as Redis or a database outlives a machine. Its place is taken by
/// <c>AddRedisGrainStorage</c> or <c>AddAdoNetGrainStorage</c>.
/// </summary>
internal sealed class SharedStorage
{
    private readonly ConcurrentDictionary<GrainId, Row> _rows = [];
    private long _version;

    /// <summary>A silo's way to it.</summary>
    /// <param name="end">When the silo is killed, which writes nothing from then on.</param>
    public IGrainStorage Connect(Serializer serializer, CancellationToken end) => new Connection(this, serializer, end);

    private sealed record Row(byte[] Bytes, string ETag);

    private sealed class Connection(SharedStorage storage, Serializer serializer, CancellationToken end) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (storage._rows.TryGetValue(grainId, out Row? row))
                (grainState.State, grainState.ETag, grainState.RecordExists) = (serializer.Deserialize<T>(row.Bytes), row.ETag, true);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            end.ThrowIfCancellationRequested();
            string etag = Interlocked.Increment(ref storage._version).ToString(CultureInfo.InvariantCulture);
            var row = new Row(serializer.SerializeToArray(grainState.State), etag);
            bool isNewest = grainState.ETag is null
                ? storage._rows.TryAdd(grainId, row)
                : storage._rows.TryGetValue(grainId, out Row? before) && before.ETag == grainState.ETag
                    && storage._rows.TryUpdate(grainId, row, before);
            if (!isNewest) throw new InconsistentStateException($"Another silo has saved {grainId} meanwhile.");
            (grainState.ETag, grainState.RecordExists) = (etag, true);
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            end.ThrowIfCancellationRequested();
            storage._rows.TryRemove(grainId, out _);
            (grainState.ETag, grainState.RecordExists) = (null, false);
            return Task.CompletedTask;
        }
    }
}
