using System;
using System.IO;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Streams.Model;

namespace Streams.Load;

/// <summary>A sensor that streams windows, and compares every answer with a state of its own that nothing disturbs.</summary>
/// <param name="server">Where the server is.</param>
/// <param name="number">Which sensor it is: what it measures follows from it.</param>
/// <param name="period">From one window to the next.</param>
internal sealed class Sensor(Uri server, int number, TimeSpan period)
{
    private const float Tolerance = 2e-5f; // single precision

    private static readonly Vibration.Weights s_weights = Vibration.LoadWeights();

    private readonly Vibration.State _undisturbed = new();

    /// <summary>How many answers were compared.</summary>
    public long Steps { get; private set; }

    /// <summary>How many of them are wrong.</summary>
    public long WrongSteps { get; private set; }

    /// <summary>Streams so many windows, or until it is to end.</summary>
    public async Task Stream(long windows, CancellationToken end)
    {
        using var socket = new ClientWebSocket();
        var address = new UriBuilder(server) { Scheme = "ws", Path = $"/sensors/sensor-{number}" };
        try
        {
            await socket.ConnectAsync(address.Uri, end);
            float[] alarms = new float[Vibration.Window * Vibration.Info.OutputLength];
            for (long window = 0; window < windows; window++)
            {
                Task next = Task.Delay(period, end);
                float[] frames = Vibration.Measure(number, window);
                await socket.SendAsync(MemoryMarshal.AsBytes(frames.AsSpan()).ToArray(), WebSocketMessageType.Binary, true, end);
                await Receive(socket, alarms, end);
                Compare(frames, alarms);
                await next;
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The end of the run.
        }
    }

    private static async Task Receive(WebSocket socket, float[] alarms, CancellationToken end)
    {
        byte[] bytes = new byte[alarms.Length * sizeof(float)];
        for (int length = 0; length < bytes.Length;)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(bytes.AsMemory(length), end);
            if (result.MessageType != WebSocketMessageType.Binary)
                throw new IOException($"The server has closed: {socket.CloseStatusDescription}");
            length += result.Count;
        }

        MemoryMarshal.Cast<byte, float>(bytes).CopyTo(alarms);
    }

    private void Compare(float[] frames, float[] alarms)
    {
        float[] expected = new float[alarms.Length];
        Vibration.Run(s_weights, frames, _undisturbed, expected);
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - alarms[i]) <= Tolerance)) WrongSteps++;
        Steps += expected.Length;
    }
}
