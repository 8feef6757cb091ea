using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.ExportedC;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.OneDnn;
using RnnGen.Benchmarks.Onnx;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>Sets up all contestants of a scenario, compares their results with the truth, then times them interleaved.</summary>
/// <param name="interleaving">Null to verify only.</param>
/// <param name="peers">Which peers to invite.</param>
/// <param name="baseline">Our cells by another build of the generator, where that is asked for.</param>
internal sealed class Competition(
    Interleaving? interleaving, Func<string, bool> peers, Func<Scenario, Problem, Contestant>? baseline = null)
{
    private const string PeakLane = "FMA peak";

    public Outcome Hold(Scenario scenario)
    {
        var problem = new Problem(scenario.Workload);
        Contestant ours = scenario.Ours(problem);
        List<(Contestant Contestant, Problem Problem)> all = [(ours, problem), .. Invite(scenario, problem)];
        try
        {
            ContestantError[] errors = Verify(scenario.Mode, all);
            bool wrong = errors.Any(e => !(e.Error <= scenario.Tolerance));
            if (wrong || interleaving is null) return new Outcome(scenario, errors, [], double.NaN, double.NaN);
            Lane[] lanes = [.. all.Select(a => new Lane(a.Contestant.Name, a.Contestant.Run)), new Lane(PeakLane, FmaPeak.Run)];
            IReadOnlyList<Timing> timings = (scenario.Threads > 1 ? interleaving.ByTheWall : interleaving).Measure(lanes);
            double peak = FmaPeak.WidestFlops / timings.First(t => t.Name == PeakLane).Median;
            return new Outcome(scenario, errors, [.. timings.Where(t => t.Name != PeakLane)], peak, BytesPerCall(ours));
        }
        finally
        {
            foreach ((Contestant contestant, _) in all) contestant.Dispose();
        }
    }

    /// <summary>Verification alone.</summary>
    public static ContestantError[] Verify(Mode mode, IEnumerable<(Contestant Contestant, Problem Problem)> all)
    {
        var truths = new Dictionary<Problem, Truth>(ReferenceEqualityComparer.Instance);
        return
        [
            .. all.Select(a =>
            {
                if (!truths.TryGetValue(a.Problem, out Truth? truth)) truths[a.Problem] = truth = new Truth(a.Problem, mode);
                (double error, string where) = truth.Worst(a.Contestant.Results());
                return new ContestantError(a.Contestant.Name, error, where);
            }),
        ];
    }

    private IEnumerable<(Contestant, Problem)> Invite(Scenario scenario, Problem problem)
    {
        Mode mode = scenario.Mode;
        bool usual = scenario.Variant.Length == 0, library = usual && problem.Workload.Kind != CellKind.Invented;
        if (baseline is not null) yield return (baseline(scenario, problem), problem);
        if (usual && peers(Peers.Naive)) yield return (new NaiveContestant(problem, mode), problem);
        if (usual && peers(Peers.NaiveC) && mode is (Mode.Step or Mode.Run) && Gcc.Version is not null)
            yield return (new NaiveCContestant(problem, mode), problem);
        if (usual && peers(Peers.ExportedC) && Gcc.Version is not null) yield return (Exported(mode, problem), problem);
        if (library && peers(Peers.Tensors) && mode is (Mode.Step or Mode.Run))
            yield return (new TensorsContestant(problem, mode), problem);
        if (library && peers(Peers.Onnx) && mode is not Mode.Training) yield return (new OnnxContestant(problem, mode), problem);
        if (library && peers(Peers.OneDnn) && mode is not Mode.Step && OneDnnEngine.Version is not null)
            yield return (new OneDnnContestant(problem, mode), problem);
        if (scenario.Twin is not { } twin || !peers(twin.Peer)) yield break;
        var twinProblem = new Problem(twin.Workload);
        yield return (twin.Create(twinProblem), twinProblem);
    }

    private static Contestant Exported(Mode mode, Problem problem)
    {
        CellSpec spec = CompiledContestants.Spec(mode, problem.Workload);
        return mode is Mode.Step or Mode.Run ? new CStreamContestant(spec, problem) : new CTapeContestant(spec, problem, mode);
    }

    private static double BytesPerCall(Contestant ours)
    {
        const int Calls = 10;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        ours.Run(Calls);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Calls;
    }
}
