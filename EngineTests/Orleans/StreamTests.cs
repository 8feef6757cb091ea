using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Orleans;
using Orleans.TestingHost;
using RnnGen.Orleans;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>What a session answers, on one silo that has streams with several settings.</summary>
public sealed class StreamTests(StreamTests.OneSilo silo) : IClassFixture<StreamTests.OneSilo>
{
    [Fact]
    public async Task A_call_sent_again_is_not_taken_twice()
    {
        IStreamGrain stream = silo.Stream("heard", "again");
        var expected = new Undisturbed<Heard, float>(1);
        await expected.Step(stream, 3);
        float[] inputs = expected.Inputs(3, 2);
        StreamReply first = await stream.Run(3, inputs), again = await stream.Run(3, inputs);
        Assert.Equal((StreamStatus.Taken, 5L), (first.Status, first.Position));
        Assert.Equal((StreamStatus.Repeated, 5L), (again.Status, again.Position));
        expected.Check(first.Outputs.As<float>());
        Assert.Equal(first.Outputs.Bytes, again.Outputs.Bytes);

        // Also from the storage: the reply may be lost together with the silo.
        await silo.Cluster.DeactivateAsync(stream);
        again = await stream.Run(3, inputs);
        Assert.Equal((StreamStatus.Repeated, 5L, 5L), (again.Status, again.Position, again.Saved));
        Assert.Equal(first.Outputs.Bytes, again.Outputs.Bytes);

        Assert.Equal((StreamStatus.Ahead, 5L), Where(await stream.Run(0, inputs)));
        Assert.Equal((StreamStatus.Ahead, 5L), Where(await stream.Run(3, expected.Inputs(3, 1))));
        Assert.Equal((StreamStatus.Behind, 5L), Where(await stream.Run(6, inputs)));
        Assert.Equal((StreamStatus.Taken, 5L), Where(await stream.Run(5, new float[0])));
        Assert.Equal((StreamStatus.Taken, 5L), Where(await stream.GetPosition()));
        await expected.Step(stream, 4);
    }

    [Fact]
    public async Task A_session_that_has_ended_begins_anew()
    {
        IStreamGrain stream = silo.Stream("heard", "ended");
        await new Undisturbed<Heard, float>(2).Step(stream, 40);
        int records = silo.Storage.Records;
        await stream.End();
        Assert.Equal(records - 1, silo.Storage.Records);
        await new Undisturbed<Heard, float>(3).Step(stream, 5);
    }

    [Fact]
    public async Task A_learned_initial_state_survives_from_the_first_step_on()
    {
        IStreamGrain stream = silo.Stream("begun", "first");
        var expected = new Undisturbed<Begun, double>(4);
        for (int steps = 0; steps < 4; steps++)
        {
            if (steps > 0) await expected.Step(stream, steps);
            await stream.Save();
            await silo.Cluster.DeactivateAsync(stream);
            Assert.Equal((StreamStatus.Taken, expected.Position), Where(await stream.GetPosition()));
        }
    }

    [Fact]
    public async Task Calls_of_many_sessions_and_lengths_are_one_batch()
    {
        using var told = new MeterReadings("batched");
        Undisturbed<Heard, float>[] sessions = [.. Enumerable.Range(0, 50).Select(i => new Undisturbed<Heard, float>(i))];
        IStreamGrain[] streams = [.. sessions.Select((_, i) => silo.Stream("batched", $"{i}"))];
        await Task.WhenAll(streams.Select(stream => stream.GetPosition()));
        for (int round = 0; round < 4; round++)
            await Task.WhenAll(sessions.Select((session, i) => session.Step(streams[i], 1 + (round * i) % 7)));
        Assert.Equal(sessions.Sum(session => session.Position), told.Sum("rnngen.stream.steps"));
        Assert.Equal(50, told.Last("rnngen.stream.sessions"));
        // They wait for each other: a batch of all, unless the machine takes longer than the window to send them.
        Assert.True(told.Largest("rnngen.stream.batch.size") >= 25);
        Assert.InRange(told.Largest("rnngen.stream.step.duration"), 1e-9, 1);
        Assert.True(told.Count("rnngen.stream.wait.duration") > 0);
    }

    [Fact]
    public async Task A_silo_refuses_what_is_too_much()
    {
        // The window is long, and a third session is silent: calls wait.
        IStreamGrain[] streams = [.. Enumerable.Range(0, 3).Select(i => silo.Stream("crowded", $"{i}"))];
        await Task.WhenAll(streams.Select(stream => stream.GetPosition()));
        Assert.Equal(StreamStatus.Full, (await silo.Stream("crowded", "3").Run(0, new float[3])).Status);
        using var withdrawn = new CancellationTokenSource();
        Task<StreamReply>[] calls = [.. streams.Take(2).Select(stream => stream.Run(0, new float[3], withdrawn.Token))];
        Task<StreamReply> refused = await Task.WhenAny(calls);
        Assert.Equal((StreamStatus.Busy, 0L), Where(await refused));

        // What has not begun is withdrawn, and leaves its place.
        withdrawn.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls.Single(call => call != refused));
        foreach (IStreamGrain stream in streams) Assert.Equal((StreamStatus.Taken, 0L), Where(await stream.GetPosition()));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => streams[1].Run(0, new float[3], soon.Token));

        // A place is free where a session has been put away.
        await silo.Cluster.DeactivateAsync(streams[2]);
        Assert.Equal((StreamStatus.Taken, 0L), Where(await silo.Stream("crowded", "3").GetPosition()));
    }

    [Theory]
    [InlineData("heard", "There are 4 inputs; a step of Heard has 3, and a call whole steps.")]
    [InlineData("begun", "The elements of the inputs have 4 bytes each; those of Begun have 8.")]
    [InlineData("crowded", "The call has 2 steps; MaximumSteps allows 1: send several.")]
    [InlineData("unknown", "This silo has no streams of the name \"unknown\": AddStreams gives it some.")]
    public async Task A_wrong_call_is_told_what_is_wrong(string model, string expected)
    {
        float[] inputs = new float[model == "crowded" ? 6 : 4];
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => silo.Stream(model, "wrong").Run(0, inputs));
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_answered_when_it_is_saved()
    {
        IStreamGrain stream = silo.Stream("every", "saved");
        var expected = new Undisturbed<Heard, float>(5);
        Assert.Equal(2, (await expected.Step(stream, 2)).Saved);
        float[] inputs = expected.Inputs(2, 2);
        silo.Storage.FailuresToCome = 2;
        await Assert.ThrowsAnyAsync<Exception>(() => stream.Run(2, inputs));
        await Assert.ThrowsAnyAsync<Exception>(() => stream.Run(2, inputs));
        StreamReply reply = await stream.Run(2, inputs);
        Assert.Equal((StreamStatus.Repeated, 4L, 4L), (reply.Status, reply.Position, reply.Saved));
        expected.Check(reply.Outputs.As<float>());

        // Another silo has written: this one's session is not the newest, and goes on from what is saved.
        silo.Storage.Touch(stream);
        var session = new StreamSession<float>(stream, 3, new StreamSessionOptions { Position = 4 });
        for (int call = 0; call < 3; call++) expected.Check(await session.Run(expected.Inputs(expected.Position, 3)));
        Assert.Equal(13, session.Saved);
    }

    [Fact]
    public async Task A_client_that_cannot_follow_says_why()
    {
        IStreamGrain stream = silo.Stream("heard", "followed");
        await new Undisturbed<Heard, float>(6).Step(stream, 5);
        var later = new StreamSession<float>(stream, 3, new StreamSessionOptions { Position = 9 });
        var behind = await Assert.ThrowsAsync<StreamLostException>(() => later.Run(new float[3]));
        Assert.Contains("at step 5; inputs are kept from step 9 on", behind.Message, StringComparison.Ordinal);
        var ahead = await Assert.ThrowsAsync<StreamLostException>(() => new StreamSession<float>(stream, 3).Run(new float[3]));
        Assert.Contains("at step 5, and its outputs are known up to step 0", ahead.Message, StringComparison.Ordinal);
        var impatient = new StreamSessionOptions { Patience = TimeSpan.Zero, Pause = TimeSpan.FromMilliseconds(1) };
        silo.Storage.FailuresToCome = 3;
        await Assert.ThrowsAsync<TimeoutException>(
            () => new StreamSession<float>(silo.Stream("every", "impatient"), 3, impatient).Run(new float[3]));
        silo.Storage.FailuresToCome = 0;
    }

    private static (StreamStatus Status, long Position) Where(StreamReply reply) => (reply.Status, reply.Position);

    public sealed class OneSilo : IAsyncLifetime
    {
        internal InProcessTestCluster Cluster { get; private set; } = null!;

        internal SharedStorage Storage { get; } = new();

        public async Task InitializeAsync() => Cluster = await StreamCluster.Start(1, (_, silo) =>
        {
            silo.AddHeard("heard", options => options.CheckpointInterval = 30);
            silo.AddHeard("every", options => options.CheckpointInterval = 1);
            silo.AddHeard("batched", options => options.Window = TimeSpan.FromMilliseconds(500));
            silo.AddHeard("crowded", options =>
            {
                options.Window = TimeSpan.FromSeconds(30);
                (options.QueueLimit, options.Capacity, options.MaximumSteps) = (1, 3, 1);
            });
            silo.AddStreams<Begun, double>("begun", _ => Undisturbed<Begun, double>.Weights());
            Storage.AddTo(silo, "streams");
        });

        public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();

        internal IStreamGrain Stream(string model, string session) => Cluster.Client.GetStream(model, session);
    }
}
