using System;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using Orleans.Runtime;

namespace RnnGen.Orleans;

/// <summary>
/// A client's end of a session: gives every output once and in order, whatever becomes of silos. It keeps the inputs since the last
/// checkpoint, and sends them again where a silo is lost with the steps that it had not saved. One call at a time.
/// </summary>
/// <typeparam name="T">The element type of the cell.</typeparam>
public sealed class StreamSession<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IStreamGrain _stream;
    private readonly int _inputLength;
    private readonly StreamSessionOptions _options;

    // The inputs of the steps from _keptFrom on.
    private T[] _kept = [];
    private int _keptLength;
    private long _keptFrom;
    private int _longestCall = 1;

    /// <summary>Follows a session, from its first step on where the options do not say otherwise.</summary>
    /// <param name="stream">The session.</param>
    /// <param name="inputLength">The inputs of a step, <see cref="CellInfo.InputLength"/>.</param>
    /// <param name="options">Where it begins, and how long it tries again.</param>
    public StreamSession(IStreamGrain stream, int inputLength, StreamSessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputLength);
        (_stream, _inputLength, _options) = (stream, inputLength, options ?? new StreamSessionOptions());
        ArgumentOutOfRangeException.ThrowIfNegative(_options.Position);
        Position = Saved = _keptFrom = _options.Position;
    }

    /// <summary>The steps whose outputs have been given.</summary>
    public long Position { get; private set; }

    /// <summary>The steps that survive the loss of a silo.</summary>
    public long Saved { get; private set; }

    /// <summary>How many steps were sent again because a silo was lost with them.</summary>
    public long StepsSentAgain { get; private set; }

    /// <summary>Moves the session on by some steps; their number follows from the length of the inputs.</summary>
    /// <param name="inputs">For each step all inputs, concatenated.</param>
    /// <param name="cancellationToken">
    /// Gives up. Whether the steps are taken is then not known: a later call with the same inputs gives their outputs.
    /// </param>
    /// <returns>For each step all outputs, concatenated.</returns>
    /// <exception cref="ArgumentException">The inputs are no whole steps, or the silo refuses them.</exception>
    /// <exception cref="StreamLostException">The session is where it cannot be followed.</exception>
    /// <exception cref="TimeoutException">It was tried in vain for as long as the options allow; a later call may go on.</exception>
    public async Task<T[]> Run(ReadOnlyMemory<T> inputs, CancellationToken cancellationToken = default)
    {
        if (inputs.Length % _inputLength != 0)
            throw new ArgumentException(Text($"There are {inputs.Length} inputs; a step has {_inputLength}."), nameof(inputs));
        if (inputs.Length == 0) return [];
        Keep(inputs.Span);
        try
        {
            StreamReply reply = await Deliver(inputs.Length / _inputLength, cancellationToken);
            T[] outputs = reply.Outputs.As<T>().ToArray();
            (Position, Saved) = (reply.Position, Math.Max(Saved, reply.Saved));
            _longestCall = Math.Max(_longestCall, inputs.Length / _inputLength);
            Forget(reply.Saved);
            return outputs;
        }
        catch
        {
            _keptLength -= inputs.Length;
            throw;
        }
    }

    /// <summary>Sends the steps from <see cref="Position"/> on, after those before that the session has lost.</summary>
    private async Task<StreamReply> Deliver(int steps, CancellationToken cancellationToken)
    {
        long next = Position, begin = Stopwatch.GetTimestamp();
        while (true)
        {
            int count = next == Position ? steps : (int)Math.Min(Position - next, _longestCall);
            (StreamReply reply, Exception? fault) = await Send(next, count, cancellationToken);
            switch (fault is null ? reply.Status : StreamStatus.Busy)
            {
                case StreamStatus.Taken or StreamStatus.Repeated when next == Position:
                    return reply;
                case StreamStatus.Taken or StreamStatus.Repeated:
                    StepsSentAgain += count;
                    next += count;
                    break;
                case StreamStatus.Behind:
                    next = RequireKept(reply.Position);
                    break;
                // Another call of this client has come so far, and what it gave is known.
                case StreamStatus.Ahead when next < Position && reply.Position <= Position:
                    next = reply.Position;
                    break;
                case StreamStatus.Ahead:
                    throw new StreamLostException(Text(
                        $"The session is at step {reply.Position}, and its outputs are known up to step {Position}: another moves it"));
                default:
                    if (Stopwatch.GetElapsedTime(begin) > _options.Patience) throw GiveUp(reply.Status, fault);
                    await Task.Delay(_options.Pause, cancellationToken);
                    break;
            }
        }
    }

    private async Task<(StreamReply Reply, Exception? Fault)> Send(long position, int steps, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<T> inputs = _kept.AsMemory((int)(position - _keptFrom) * _inputLength, steps * _inputLength);
        try
        {
            return (await _stream.Run(position, StreamFrames.Of(inputs.Span), cancellationToken), null);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return (default, exception); // lost on the way, or the storage has failed
        }
    }

    private long RequireKept(long position) => position >= _keptFrom
        ? position
        : throw new StreamLostException(Text(
            $"The session is at step {position}; inputs are kept from step {_keptFrom} on. Its storage has lost what it had saved."));

    private TimeoutException GiveUp(StreamStatus status, Exception? fault) =>
        new(Text($"The session has not answered within {_options.Patience}: {fault?.Message ?? Text($"its silo is {status}")}"), fault);

    private void Keep(ReadOnlySpan<T> inputs)
    {
        if (_kept.Length < _keptLength + inputs.Length) Array.Resize(ref _kept, Math.Max(_keptLength + inputs.Length, 2 * _kept.Length));
        inputs.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += inputs.Length;
    }

    private void Forget(long saved)
    {
        if (saved <= _keptFrom) return;
        int length = (int)(saved - _keptFrom) * _inputLength;
        _kept.AsSpan(length, _keptLength - length).CopyTo(_kept);
        _keptLength -= length;
        _keptFrom = saved;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
