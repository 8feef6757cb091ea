using System;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Compiling;

/// <summary>Contestants out of cells compiled at run time.</summary>
internal sealed class CompiledContestants(CompiledCells cells, string name)
{
    /// <summary>The cell that a scenario is about.</summary>
    public static CellSpec Spec(Scenario scenario) => Spec(scenario.Mode, scenario.Workload) with
    {
        Options = scenario.Variant switch
        {
            Variants.Recompute => "Recompute = true",
            Variants.BFloat16 => "StreamingWeights = RnnGen.StreamingWeights.BFloat16",
            _ => "",
        },
    };

    /// <summary>The same without options.</summary>
    public static CellSpec Spec(Mode mode, Workload workload) => new(workload.Kind, workload.Input, workload.Hidden, mode == Mode.Run);

    public Contestant Create(Scenario scenario, Problem problem)
    {
        CellSpec spec = Spec(scenario);
        var creation = new Creation(scenario, problem, scenario.Mode == Mode.Step ? cells.Loop(spec) : null, name);
        cells.Accept(spec, creation);
        return creation.Contestant!;
    }

    private sealed class Creation(Scenario scenario, Problem problem, StepLoop? loop, string name) : ICellVisitor
    {
        public Contestant? Contestant { get; private set; }

        public void Visit<TCell>()
            where TCell : struct, ICell<float> => Contestant = scenario.Mode switch
            {
                Mode.Step => new OurStep<TCell>(problem, loop!, name),
                Mode.Run => new OurRun<TCell>(problem, name),
                Mode.Forward => new OurForward<TCell>(problem, name, scenario.Threads),
                Mode.Training => new OurTraining<TCell>(problem, name, scenario.Threads),
                _ => throw new ArgumentOutOfRangeException(nameof(scenario), scenario.Mode, null),
            };
    }
}
