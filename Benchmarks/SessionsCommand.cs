using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Reports;
using RnnGen.Benchmarks.Sessions;

namespace RnnGen.Benchmarks;

/// <summary><c>sessions</c>: how many live sessions one core carries, by a pool and otherwise.</summary>
internal static class SessionsCommand
{
    private static readonly int[] s_sessions = [1, 8, 64, 256, 1024, 4096];

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one row.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Filter = new("--filter")
    {
        Description = "Only rows whose names contain this, such as \"LSTM (64,128)\" or \", 256\".",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<bool> Write = new("--write") { Description = "Write the table to docs/benchmarks.md." };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Only compare the results, time nothing." };

    private static readonly Option<bool> Alone = new("--alone") { Description = "Without ONNX Runtime and naive loops." };

    public static Command Create()
    {
        var command = new Command("sessions", "Live sessions on one core: a pool, single steps, and peers.")
        {
            Seconds, Filter, Write, Verify, Alone,
        };
        command.Validators.Add(result =>
        {
            bool isPart = result.GetValue(Verify) || result.GetValue(Alone) || !string.IsNullOrEmpty(result.GetValue(Filter));
            if (isPart && result.GetValue(Write)) result.AddError("--write needs all rows and all columns.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var clock = new ThreadClock(wall: false);
        Interleaving? interleaving = arguments.GetValue(Verify) ? null : new(clock, arguments.GetValue(Seconds), rounds: 0);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Nanoseconds of a step of one session; medians of {clock.Kind}.\n");
        var outcomes = new List<SessionOutcome>();
        foreach (Func<int, bool, Interleaving?, string, SessionOutcome?> net in Nets)
            foreach (int sessions in s_sessions)
                if (net(sessions, arguments.GetValue(Alone), interleaving, arguments.GetValue(Filter)!) is { } outcome)
                {
                    outcomes.Add(outcome);
                    Console.WriteLine(Table.Line(SessionTable.Row(outcome), SessionTable.Widths));
                }

        foreach (string mistake in outcomes.SelectMany(SessionTable.Mistakes)) Console.WriteLine(mistake);
        if (arguments.GetValue(Write)) SessionReport.Write(outcomes, clock.Kind);
        return outcomes.All(o => o.Verified && o.MeetsGoal) ? 0 : 1;
    }

    private static IEnumerable<Func<int, bool, Interleaving?, string, SessionOutcome?>> Nets =>
    [
        (n, alone, i, filter) => Hold<Lstm16x64>(new SessionProblem("LSTM (16,64)", CellKind.Lstm, 16, 64, n), alone, i, filter),
        (n, alone, i, filter) => Hold<Lstm64x128>(new SessionProblem("LSTM (64,128)", CellKind.Lstm, 64, 128, n), alone, i, filter),
        (n, alone, i, filter) =>
            Hold<GruAfter16x64>(new SessionProblem("GRU-after (16,64)", CellKind.GruResetAfter, 16, 64, n), alone, i, filter),
        (n, alone, i, filter) =>
            Hold<GruAfter64x128>(new SessionProblem("GRU-after (64,128)", CellKind.GruResetAfter, 64, 128, n), alone, i, filter),
        (n, alone, i, filter) => Hold<WakeWord>(
            new SessionProblem("wake word", CellKind.GruResetAfter, 40, 64, n, new DenseHead(64, 12, seed: 5), "gru."), alone, i, filter),
    ];

    /// <summary>Compares all results with those of the pool, then times all interleaved.</summary>
    /// <param name="alone">Whether peers are left out.</param>
    /// <param name="interleaving">Null to compare only.</param>
    private static SessionOutcome? Hold<TCell>(SessionProblem problem, bool alone, Interleaving? interleaving, string filter)
        where TCell : struct, ICell<float>
    {
        if (!problem.Name.Contains(filter, StringComparison.Ordinal)) return null;
        using Contestant pool = new PooledSessions<TCell>(problem);
        using Contestant single = new SingleSessions<TCell>(problem), forward = new ForwardSessions<TCell>(problem);
        using Contestant? onnx = alone ? null : new OnnxSessions(problem);
        using Contestant? naive = alone ? null : new NaiveSessions(problem);
        Contestant[] others = [.. new[] { single, forward, onnx, naive }.OfType<Contestant>()];
        IReadOnlyList<Result> want = pool.Results();
        var outcome = new SessionOutcome(
            problem.Name, problem.Sessions, [.. others.Select(o => Agreement.Of(o.Name, o.Results(), want))], []);
        if (interleaving is null || !outcome.Verified) return outcome;
        return outcome with { Timings = interleaving.Measure([.. others.Prepend(pool).Select(c => new Lane(c.Name, c.Run))]) };
    }
}
