using System;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Orleans;
using RnnGen.Orleans;
using Streams.Cluster;
using Streams.Model;

namespace Streams.Web;

/// <summary>The socket of a sensor: a message is a window of frames, its answer what the network says of each frame.</summary>
internal static class SensorSocket
{
    public static async Task Serve(HttpContext context, IClusterClient grains, string sensor, Statistics statistics)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        IStreamGrain stream = grains.GetStream(SiloPair.Model, sensor);
        await stream.End(); // a sensor that connects begins anew
        var session = new StreamSession<float>(stream, Vibration.Info.InputLength);
        float[] window = new float[Vibration.Window * Vibration.Info.InputLength];
        statistics.Join();
        try
        {
            while (await Receive(socket, MemoryMarshal.AsBytes(window.AsSpan()).ToArray(), context.RequestAborted) is { } bytes)
            {
                long begin = Stopwatch.GetTimestamp(), again = session.StepsSentAgain;
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(window);
                float[] alarms = await session.Run(window, context.RequestAborted);
                statistics.Add(Stopwatch.GetElapsedTime(begin), alarms.Length, session.StepsSentAgain - again);
                byte[] answer = MemoryMarshal.AsBytes(alarms.AsSpan()).ToArray();
                await socket.SendAsync(answer, WebSocketMessageType.Binary, true, context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The sensor is gone.
        }
        finally
        {
            statistics.Leave();
        }
    }

    /// <summary>A message that fills the buffer; null where the sensor leaves, or says something else.</summary>
    private static async Task<byte[]?> Receive(WebSocket socket, byte[] buffer, CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += result.Count;
            if (result.MessageType == WebSocketMessageType.Binary && result.EndOfMessage && length == buffer.Length) return buffer;
            if (result.MessageType == WebSocketMessageType.Binary && !result.EndOfMessage && length < buffer.Length) continue;
            WebSocketCloseStatus why = result.MessageType == WebSocketMessageType.Close
                ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.InvalidPayloadData;
            await socket.CloseOutputAsync(why, $"A message is a window of {buffer.Length} bytes.", cancellation);
            return null;
        }
    }
}
