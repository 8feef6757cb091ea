using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Gradients;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// Runs the passes of a plan over a tape: every stage by the interpreter of kernels, what stands around the stages (packing, loops over
/// time and rows, carried adjoints) in plain C#. All private memory starts as NaN, so that a value that was never written shows.
/// </summary>
internal sealed class KernelMachine
{
    private readonly PlannedCell _cell;
    private readonly SequenceDraw _draw;
    private readonly KernelInterpreter _interpreter;
    private readonly int _width, _steps, _batch;
    private readonly Dictionary<(Region Region, int Index), Memory> _memory = [];
    private readonly Memory _parameters, _parameterGradients;
    private Memory[] _seed = [], _left = [];

    public KernelMachine(PlannedCell cell, SequenceDraw draw, int timeSteps, int batch, int width, bool hasManyRegisters)
    {
        (_cell, _draw, _steps, _batch, _width) = (cell, draw, timeSteps, batch, width);
        _interpreter = new KernelInterpreter(width, hasManyRegisters);
        _parameters = new Memory("parameters", new double[cell.ParameterLength]);
        _parameterGradients = new Memory("gradientsStart", new double[cell.ParameterLength]);
        for (int i = 0; i < draw.Parameters.Length; i++) draw.Parameters[i].CopyTo(_parameters.Elements, cell.ParameterOffsets[i]);
        StepFunction step = cell.Plan.Step;
        Tensors(Region.Input, step.Inputs, draw.Inputs);
        Tensors(Region.Output, step.Outputs, null);
        Tensors(Region.OutputSeed, step.Outputs, draw.OutputSeeds);
        Tensors(Region.InputAdjoint, step.Inputs, null);
        for (int i = 0; i < step.Previous.Count; i++)
        {
            double[] states = Unwritten((_steps + 1) * _batch * step.Previous[i].Shape.Length);
            draw.Initial[i].CopyTo(states, 0);
            _memory[(Region.Next, i)] = _memory[(Region.Previous, i)] = new Memory(step.Previous[i].Name, states);
        }
        _memory[(Region.Saved, 0)] = new Memory("saved", Unwritten(Rows * cell.Plan.SavedStride));
    }

    private int Rows => _steps * _batch;

    public double[] Output(int index) => _memory[(Region.Output, index)].Elements;

    /// <summary>After each step.</summary>
    public double[] State(int index) =>
        _memory[(Region.Next, index)].Elements[(_batch * _cell.Plan.Step.Previous[index].Shape.Length)..];

    public double[] InputAdjoint(int index) => _memory[(Region.InputAdjoint, index)].Elements;

    public double[] InitialAdjoint(int index) => _seed[index].Elements;

    public double[] Gradient(int parameter)
    {
        int length = _cell.Plan.Step.Parameters[parameter].Shape.Length;
        return _parameterGradients.Elements.AsSpan(_cell.ParameterOffsets[parameter], length).ToArray();
    }

    public void Run(BuiltProgram built)
    {
        CellProgram program = built.Program;
        _memory[(Region.Work, 0)] = new Memory("work", Unwritten(Rows * program.WorkStride));
        _memory[(Region.Scratch, 0)] = new Memory("scratch", Unwritten(KernelTable.RowChunk * program.ScratchStride));
        var panels = new PanelMemory(_cell, _width);
        var shared = new Dictionary<string, Memory>
        {
            ["weights"] = panels.Pack(program, _parameters.Elements),
            ["sums"] = new Memory("sums", Unwritten(KernelTable.RowChunk * _width * Widest(program))),
            ["gradients"] = new Memory("gradients", new double[built.Frame.Shared.Gradients]),
            [StageNames.Gradients] = _parameterGradients,
        };
        bool isBackward = program.Sweeps.Any(sweep => sweep.Kind == SweepKind.ReverseTimeLoop);
        OpenCarries();
        foreach (Sweep sweep in program.Sweeps)
        {
            if (sweep.Kind == SweepKind.AllRows)
                for (int at = 0; at < Rows; at += KernelTable.RowChunk) Stages(sweep, at, 0, Math.Min(KernelTable.RowChunk, Rows - at));
            else
                for (int i = 0; i < _steps; i++) Step(sweep, sweep.Kind == SweepKind.TimeLoop ? i : _steps - 1 - i);
        }
        if (!isBackward) foreach (Memory seed in _seed) Array.Clear(seed.Elements);
        panels.AddGradients(program, shared["gradients"].Elements, _parameterGradients.Elements);

        void Step(Sweep sweep, int t)
        {
            bool back = sweep.Kind == SweepKind.ReverseTimeLoop;
            if (back) AddStateSeeds(t);
            for (int first = 0; first < _batch; first += KernelTable.RowChunk)
                Stages(sweep, t * _batch + first, first, Math.Min(KernelTable.RowChunk, _batch - first));
            if (back) SwapCarries();
        }

        void Stages(Sweep sweep, int at, int first, int rows)
        {
            foreach (Stage stage in sweep.Stages)
            {
                var arguments = new Dictionary<string, object> { ["rows"] = rows, ["back"] = at % 2 != 0 };
                foreach (var memory in shared) arguments[memory.Key] = new Reference(memory.Value);
                foreach (var region in Frame.Regions(stage))
                {
                    FrameEntry entry = built.Frame[region];
                    arguments[entry.Row] = arguments[entry.Rows] = At(region, entry.Stride, at, first);
                }
                _interpreter.Run(built.Stages[stage], arguments);
            }
        }
    }

    private Reference At((Region Region, int Index) region, int stride, int at, int first) => region.Region switch
    {
        Region.NextSeed => new Reference(_seed[region.Index], first * stride),
        Region.PreviousAdjoint => new Reference(_left[region.Index], first * stride),
        Region.Scratch => new Reference(_memory[region]),
        Region.Next => new Reference(_memory[region], (at + _batch) * stride),
        _ => new Reference(_memory[region], at * stride),
    };

    private static int Widest(CellProgram program) => program.Sweeps.SelectMany(sweep => sweep.Stages).OfType<Stage.Map>()
        .Select(map => map.Accumulators.Count * map.Blocks).DefaultIfEmpty(0).Max();

    private void OpenCarries()
    {
        _seed = [.. _draw.FinalSeeds.Select((seed, i) => new Memory($"seed {i}", [.. seed]))];
        _left = [.. _draw.FinalSeeds.Select((seed, i) => new Memory($"left {i}", Unwritten(seed.Length)))];
    }

    private void AddStateSeeds(int t)
    {
        for (int i = 0; i < _seed.Length; i++)
        {
            double[] seed = _seed[i].Elements;
            for (int k = 0; k < seed.Length; k++) seed[k] += _draw.StateSeeds[i][t * seed.Length + k];
        }
    }

    private void SwapCarries()
    {
        for (int i = 0; i < _seed.Length; i++)
        {
            if (_cell.Plan.Adjoint.PreviousAdjoints[i] is null) Array.Clear(_seed[i].Elements);
            else (_seed[i], _left[i]) = (_left[i], _seed[i]);
        }
    }

    private void Tensors(Region region, IReadOnlyList<Value> values, double[][]? content)
    {
        for (int i = 0; i < values.Count; i++)
            _memory[(region, i)] = new Memory($"{region} {i}", content is null ? Unwritten(Rows * values[i].Shape.Length) : content[i]);
    }

    private static double[] Unwritten(int length)
    {
        var elements = new double[length];
        Array.Fill(elements, double.NaN);
        return elements;
    }
}
