using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// A training run in one safetensors file: the parameters under their own names, the optimiser's state as
/// <c>optimizer.&lt;state&gt;.&lt;parameter&gt;</c>, carried states as <c>state.&lt;name&gt;</c>, and in the metadata the
/// cell's fingerprint and the progress. A run that goes on from it computes what the run would have computed.
/// </summary>
[CLSCompliant(false)]
public static class Checkpoint
{
    internal const string OptimizerPrefix = "optimizer.";
    internal const string StatePrefix = "state.";
    private const string Version = "1";
    private const string StartsAnew = "rnngen.starts_anew";
    private const string Noise = "rnngen.noise";

    /// <summary>Saves a run; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="optimizer">The optimiser that they are trained with.</param>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="tape">
    /// A tape whose initial states the run carries on (truncated back-propagation), or whose passes draw random numbers; null where it is
    /// neither.
    /// </param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(
        string path, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CellTape<T>? tape = null)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, tape).Write(path);

    /// <summary>Saves a run to a stream, which is left open.</summary>
    /// <inheritdoc cref="Save{T}(string, CellParameters{T}, IOptimizer{T}, TrainingProgress, CellTape{T}?)"/>
    public static void Save<T>(
        Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CellTape<T>? tape = null)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, tape).Write(stream);

    /// <summary>Loads a run. Nothing changes unless everything fits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">Receives the parameters.</param>
    /// <param name="optimizer">Receives state, count and learning rate; of the same method as the one that was saved.</param>
    /// <param name="tape">
    /// Receives the carried states as its initial states, and where its random numbers stand; of the batch size that was saved.
    /// </param>
    /// <returns>Where the run stood.</returns>
    /// <exception cref="SafetensorsException">The file is not valid, or is a run of another cell, element type or optimiser.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainingProgress Load<T>(
        string path, CellParameters<T> parameters, IOptimizer<T> optimizer, CellTape<T>? tape = null)
        where T : unmanaged, IFloatingPointIeee754<T> => FromFile(SafetensorsFile.Read(path), parameters, optimizer, tape);

    /// <summary>Loads a run from a stream, which is read to its end.</summary>
    /// <inheritdoc cref="Load{T}(string, CellParameters{T}, IOptimizer{T}, CellTape{T}?)"/>
    public static TrainingProgress Load<T>(
        Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer, CellTape<T>? tape = null)
        where T : unmanaged, IFloatingPointIeee754<T> => FromFile(SafetensorsFile.Read(stream), parameters, optimizer, tape);

    private static SafetensorsFile ToFile<T>(
        CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        CellInfo info = parameters.Info;
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

        ReadOnlySpan<Slot> states = tape is null ? default : info.StateSlots;
        if (tape is not null)
        {
            text[StartsAnew] = tape.StartsAnew ? "true" : "false";
            if (info.NoiseSlots.Length > 0)
            {
                text[Noise] = NoiseProgress.Of(tape).ToString();
            }
        }

        for (int i = 0; i < states.Length; i++)
        {
            file.Add<T>(StatePrefix + states[i].Name, [tape!.Batch, states[i].Length], tape.InitialState(i));
        }

        return file;
    }

    private static TrainingProgress FromFile<T>(
        SafetensorsFile file, CellParameters<T> parameters, IOptimizer<T> optimizer, CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        CellInfo info = parameters.Info;
        var metadata = new CheckpointMetadata(file);
        metadata.Require("rnngen.checkpoint", Version, "it is no checkpoint of this version");
        metadata.Require("rnngen.fingerprint", info.Fingerprint, $"it is of another cell, or {info.Name} has changed since");
        metadata.Require("rnngen.optimizer", optimizer.Name, "it was trained with another optimiser");
        var progress = new TrainingProgress(
            metadata.Integer("rnngen.epoch"), metadata.Long("rnngen.step"), metadata.Unsigned("rnngen.seed"));
        long steps = metadata.Long("rnngen.optimizer.steps");
        double rate = metadata.Rate("rnngen.learning_rate");
        bool startsAnew = tape is null || metadata.Truth(StartsAnew, otherwise: true);

        NoiseProgress? noise = tape is null ? null : metadata.Noise(Noise, tape.BegunSequences.Length);
        var problems = new List<string>();
        ParameterTensors.Check<T>(file, "", info.ParameterSlots, problems);
        for (int i = 0; i < optimizer.StateNames.Count; i++)
        {
            ParameterTensors.Check<T>(file, StateTensor(optimizer, i), info.ParameterSlots, problems);
        }

        ReadOnlySpan<Slot> states = tape is null ? default : info.StateSlots;
        foreach (Slot state in states)
        {
            ParameterTensors.Check<T>(file, StatePrefix + state.Name, [tape!.Batch, state.Length], problems);
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
            file.Find(StatePrefix + states[i].Name)!.CopyTo(tape!.InitialState(i));
        }

        if (tape is not null)
        {
            tape.StartsAnew = startsAnew;
            noise?.ApplyTo(tape);
        }

        optimizer.Steps = steps;
        optimizer.LearningRate = rate;
        return progress;
    }

    private static string StateTensor<T>(IOptimizer<T> optimizer, int index)
        where T : unmanaged, IFloatingPointIeee754<T> => $"{OptimizerPrefix}{optimizer.StateNames[index]}.";
}
