using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Threading;

namespace RnnGen.EngineTests.Orleans;

/// <summary>Redis, in memory.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Process _process;

    public RedisServer()
    {
        Port = ServerProgram.FreePort();
        _process = ServerProgram.Start(
            ServerProgram.Find("redis-server")!, "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", _folder.Path);
        while (!Answers())
        {
            if (_process.HasExited) throw new InvalidOperationException($"redis-server has ended with {_process.ExitCode}.");
            Thread.Sleep(20);
        }
    }

    public int Port { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
