using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Orleans;
using Orleans.Runtime;

namespace Streams.Cluster;

/// <summary>
/// Which silos there are, in the memory that both share. It stands for the table that a cluster of many machines has in Redis or a
/// database: <c>UseRedisClustering</c> or <c>UseAdoNetClustering</c> instead of it.
/// </summary>
internal sealed class SharedMembership : IMembershipTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, (MembershipEntry Entry, string ETag)> _rows = [];
    private int _version;

    private TableVersion Version => new(_version, _version.ToString(CultureInfo.InvariantCulture));

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Change(_rows.Clear);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Change(() =>
    {
        foreach (var (silo, row) in _rows.ToArray())
            if (row.Entry.Status == SiloStatus.Dead && row.Entry.IAmAliveTime < beforeDate.UtcDateTime) _rows.Remove(silo);
    });

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Task.FromResult(Read(row => row.SiloAddress.Equals(key)));

    public Task<MembershipTableData> ReadAll() => Task.FromResult(Read(_ => true));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Task.FromResult(Write(entry, null, tableVersion));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        Task.FromResult(Write(entry, etag, tableVersion));

    public Task UpdateIAmAlive(MembershipEntry entry) => Change(() =>
    {
        if (_rows.TryGetValue(entry.SiloAddress, out var row)) row.Entry.IAmAliveTime = entry.IAmAliveTime;
    });

    private MembershipTableData Read(Func<MembershipEntry, bool> isAsked)
    {
        lock (_lock)
            return new MembershipTableData(
                [.. _rows.Values.Where(row => isAsked(row.Entry)).Select(row => Tuple.Create(Copy(row.Entry), row.ETag))], Version);
    }

    // Whoever writes names the version of the table that comes after the one it has read, and the row's own where there is one.
    private bool Write(MembershipEntry entry, string? etag, TableVersion next)
    {
        lock (_lock)
        {
            string? stored = _rows.TryGetValue(entry.SiloAddress, out var row) ? row.ETag : null;
            if (stored != etag || next.Version != _version + 1) return false;
            _version++;
            _rows[entry.SiloAddress] = (Copy(entry), Version.VersionEtag);
            return true;
        }
    }

    private Task Change(Action change)
    {
        lock (_lock) change();
        return Task.CompletedTask;
    }

    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = entry.SuspectTimes is null ? null : [.. entry.SuspectTimes],
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        RoleName = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };
}
