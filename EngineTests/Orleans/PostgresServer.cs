using System;
using System.Globalization;
using System.IO;
using Npgsql;

namespace RnnGen.EngineTests.Orleans;

/// <summary>PostgreSQL with an empty database, and what Orleans asks of one that keeps grains.</summary>
internal sealed class PostgresServer : IDisposable
{
    // It does not run as root; Debian's package has a user for it.
    private static readonly string[] s_user =
        Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : [];

    private readonly TestFolder _folder = new();

    public PostgresServer()
    {
        int port = ServerProgram.FreePort();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        ServerProgram.Run([.. s_user, ServerProgram.Find("initdb")!, "-D", Data, "-U", "rnngen", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        string options = string.Create(
            CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off");
        Control("-w", "-l", _folder.File("log"), "-o", options, "start");
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=rnngen;Database=postgres";
        using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString);
        using NpgsqlCommand command = source.CreateCommand(Schema);
        command.ExecuteNonQuery();
    }

    public string ConnectionString { get; }

    private string Data => _folder.File("data");

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        Control("-m", "immediate", "stop");
        _folder.Dispose();
    }

    private void Control(params string[] arguments) =>
        ServerProgram.Run([.. s_user, ServerProgram.Find("pg_ctl")!, "-D", Data, .. arguments]);

    /// <summary>
    /// What Orleans' ADO.NET storage reads at its start: the statements that it is to use, by their names. A row has a version, which a
    /// write has to name; where it is another one, no row comes back.
    /// </summary>
    private const string Schema = """
        CREATE TABLE OrleansStorage (
            GrainIdHash integer, GrainIdN0 bigint, GrainIdN1 bigint, GrainTypeHash integer, GrainTypeString text,
            GrainIdExtensionString text, ServiceId text, PayloadBinary bytea, Version integer NOT NULL,
            PRIMARY KEY (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1));
        CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL);
        INSERT INTO OrleansQuery VALUES
        ('ReadFromStorageKey', $sql$
            SELECT PayloadBinary, Version FROM OrleansStorage
            WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString = @GrainIdExtensionString
                AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 $sql$),
        ('WriteToStorageKey', $sql$
            WITH replaced AS (
                UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, Version = Version + 1
                WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString = @GrainIdExtensionString
                    AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = CAST(@GrainStateVersion AS integer)
                RETURNING Version),
            added AS (
                INSERT INTO OrleansStorage
                SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
                    @PayloadBinary, 1
                WHERE CAST(@GrainStateVersion AS integer) IS NULL
                ON CONFLICT DO NOTHING
                RETURNING Version)
            SELECT Version AS NewGrainStateVersion FROM replaced UNION ALL SELECT Version FROM added $sql$),
        ('ClearStorageKey', $sql$
            UPDATE OrleansStorage SET PayloadBinary = NULL, Version = Version + 1
            WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString = @GrainIdExtensionString
                AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = CAST(@GrainStateVersion AS integer)
            RETURNING Version AS NewGrainStateVersion $sql$),
        ('DeleteStorageKey', $sql$
            DELETE FROM OrleansStorage
            WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString = @GrainIdExtensionString
                AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = CAST(@GrainStateVersion AS integer)
            RETURNING Version + 1 AS NewGrainStateVersion $sql$);
        """;
}
