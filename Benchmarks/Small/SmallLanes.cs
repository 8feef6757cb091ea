using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;

namespace RnnGen.Benchmarks.Small;

/// <summary>The networks of a table as one build of the generator compiles them.</summary>
/// <param name="generator">The file of another build; null for the one of this program.</param>
internal sealed class SmallLanes(IReadOnlyList<SmallNet> nets, string? generator)
{
    private readonly CompiledCells _cells = new(nets, generator);

    /// <summary>How far steps and runs are from a pass over a tape.</summary>
    public ContestantError Error { get; private set; } = new("", 0, "");

    /// <summary>What is timed of a network: steps, and the signal in one call.</summary>
    public IEnumerable<Lane> Of(SmallNet net)
    {
        var creation = new Creation(net, _cells.Loop<SmallLoop>(net));
        _cells.Accept(net, creation);
        SmallProblem problem = creation.Problem!;
        Error = new[] { Agreement.Of("Step", problem.Stepped(), problem.Passed), Agreement.Of("Run", problem.Ran(), problem.Passed) }
            .MaxBy(error => error.Error)!;
        return [new Lane("Step", problem.Steps), new Lane("Run", problem.Runs)];
    }

    private sealed class Creation(SmallNet net, SmallLoop loop) : ICellVisitor
    {
        public SmallProblem? Problem { get; private set; }

        public void Visit<TCell>()
            where TCell : struct, ICell<float> => Problem = SmallProblem.Of<TCell>(net, loop);
    }
}
