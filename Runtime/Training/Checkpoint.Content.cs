using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <content>What stands in the file, and where.</content>
public static partial class Checkpoint
{
    internal const string OptimizerPrefix = "optimizer.";
    internal const string StatePrefix = "state.";
    private const string Version = "1";
    private const string StartsAnew = "rnngen.starts_anew";
    private const string Noise = "rnngen.noise";

    private static CarriedStates<T>? Of<T>(CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tape is null)
        {
            return null;
        }

        var carried = new CarriedStates<T>(tape.Info, tape.Batch);
        carried.CopyFrom(tape, 0, tape.Batch);
        return carried;
    }

    private static SafetensorsFile ToFile<T>(
        CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CarriedStates<T>? carried)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        CellInfo info = parameters.Info;
        CellTensors.RequireSameCell(info, carried?.Info ?? info, nameof(carried));
        var file = new SafetensorsFile();
        IDictionary<string, string> text = file.Metadata;
        text["rnngen.checkpoint"] = Version;
        text["rnngen.cell"] = info.Name;
        text["rnngen.fingerprint"] = info.Fingerprint;
        text["rnngen.optimizer"] = optimizer.Name;
        text["rnngen.optimizer.steps"] = optimizer.Steps.ToString(CultureInfo.InvariantCulture);
        text["rnngen.learning_rate"] = optimizer.LearningRate.ToString("R", CultureInfo.InvariantCulture);
        text["rnngen.epoch"] = progress.Epoch.ToString(CultureInfo.InvariantCulture);
        text["rnngen.step"] = progress.Step.ToString(CultureInfo.InvariantCulture);
        text["rnngen.seed"] = progress.Seed.ToString(CultureInfo.InvariantCulture);
        ParameterTensors.Add<T>(file, "", info.ParameterSlots, parameters.Values);
        for (int i = 0; i < optimizer.StateNames.Count; i++)
        {
            ParameterTensors.Add<T>(file, StateTensor(optimizer, i), info.ParameterSlots, optimizer.State(i));
        }

        ReadOnlySpan<Slot> states = carried is null ? default : info.StateSlots;
        if (carried is not null)
        {
            text[StartsAnew] = carried.StartsAnew ? "true" : "false";
            if (info.NoiseSlots.Length > 0 && carried.Noise is { } noise)
            {
                text[Noise] = noise.ToText(carried.BegunSequences);
            }
        }

        for (int i = 0; i < states.Length; i++)
        {
            file.Add<T>(StatePrefix + states[i].Name, [carried!.Batch, states[i].Length], carried.State(i));
        }

        return file;
    }

    private static TrainingProgress FromFile<T>(
        SafetensorsFile file, CellParameters<T> parameters, IOptimizer<T> optimizer, CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CarriedStates<T>? carried = tape is null ? null : new CarriedStates<T>(tape.Info, tape.Batch);
        TrainingProgress progress = FromFile(file, parameters, optimizer, carried);
        carried?.CopyTo(tape!, 0, tape!.Batch);
        return progress;
    }

    private static TrainingProgress FromFile<T>(
        SafetensorsFile file, CellParameters<T> parameters, IOptimizer<T> optimizer, CarriedStates<T>? carried)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        CellInfo info = parameters.Info;
        CellTensors.RequireSameCell(info, carried?.Info ?? info, nameof(carried));
        var metadata = new CheckpointMetadata(file);
        metadata.Require("rnngen.checkpoint", Version, "it is no checkpoint of this version");
        metadata.Require("rnngen.fingerprint", info.Fingerprint, $"it is of another cell, or {info.Name} has changed since");
        metadata.Require("rnngen.optimizer", optimizer.Name, "it was trained with another optimiser");
        var progress = new TrainingProgress(
            metadata.Integer("rnngen.epoch"), metadata.Long("rnngen.step"), metadata.Unsigned("rnngen.seed"));
        long steps = metadata.Long("rnngen.optimizer.steps");
        double rate = metadata.Rate("rnngen.learning_rate");
        bool startsAnew = carried is null || metadata.Truth(StartsAnew, otherwise: true);
        var begun = new int[carried?.BegunSequences.Length ?? 0];
        NoisePosition? noise = carried is null ? null : metadata.Noise(Noise, begun);
        var problems = new List<string>();
        ParameterTensors.Check<T>(file, "", info.ParameterSlots, problems);
        for (int i = 0; i < optimizer.StateNames.Count; i++)
        {
            ParameterTensors.Check<T>(file, StateTensor(optimizer, i), info.ParameterSlots, problems);
        }

        ReadOnlySpan<Slot> states = carried is null ? default : info.StateSlots;
        foreach (Slot state in states)
        {
            ParameterTensors.Check<T>(file, StatePrefix + state.Name, [carried!.Batch, state.Length], problems);
        }

        ParameterTensors.CheckForeign(file, info.ParameterSlots, problems, OptimizerPrefix, StatePrefix);
        ParameterTensors.Require(problems, info);

        ParameterTensors.Copy(file, "", info.ParameterSlots, parameters.Values);
        for (int i = 0; i < optimizer.StateNames.Count; i++)
        {
            ParameterTensors.Copy(file, StateTensor(optimizer, i), info.ParameterSlots, optimizer.State(i));
        }

        for (int i = 0; i < states.Length; i++)
        {
            file.Find(StatePrefix + states[i].Name)!.CopyTo(carried!.State(i));
        }

        if (carried is not null)
        {
            (carried.StartsAnew, carried.Noise) = (startsAnew, noise);
            begun.CopyTo(carried.BegunSequences);
        }

        optimizer.Steps = steps;
        optimizer.LearningRate = rate;
        return progress;
    }

    private static string StateTensor<T>(IOptimizer<T> optimizer, int index)
        where T : unmanaged, IFloatingPointIeee754<T> => $"{OptimizerPrefix}{optimizer.StateNames[index]}.";
}
