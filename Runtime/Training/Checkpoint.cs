using System;
using System.IO;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// A training run in one safetensors file: the parameters under their own names, the optimiser's state as
/// <c>optimizer.&lt;state&gt;.&lt;parameter&gt;</c>, carried states as <c>state.&lt;name&gt;</c>, and in the metadata the
/// cell's fingerprint and the progress. A run that goes on from it computes what the run would have computed.
/// </summary>
[CLSCompliant(false)]
public static partial class Checkpoint
{
    /// <summary>Saves a run; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="optimizer">The optimiser that they are trained with.</param>
    /// <param name="progress">Where the run stands.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(string path, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, null).Write(path);

    /// <summary>Saves a run with what it carries from window to window; the file appears whole or not at all.</summary>
    /// <inheritdoc cref="Save{T}(string, CellParameters{T}, IOptimizer{T}, TrainingProgress)"/>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="optimizer">The optimiser that they are trained with.</param>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="tape">
    /// A tape whose initial states the run carries on (truncated back-propagation), or whose passes draw random numbers; null where it is
    /// neither.
    /// </param>
    public static void Save<T>(
        string path, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, Of(tape)).Write(path);

    /// <summary>
    /// Saves a run whose batch several tapes share; the file is the one that a tape of the whole batch would be saved in.
    /// </summary>
    /// <inheritdoc cref="Save{T}(string, CellParameters{T}, IOptimizer{T}, TrainingProgress)"/>
    /// <param name="path">The file, which appears whole or not at all.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="optimizer">The optimiser that they are trained with.</param>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="carried">What the whole batch carries to the next window; null where it carries nothing.</param>
    public static void Save<T>(
        string path, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CarriedStates<T>? carried)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, carried).Write(path);

    /// <summary>Saves a run to a stream, which is left open.</summary>
    /// <inheritdoc cref="Save{T}(string, CellParameters{T}, IOptimizer{T}, TrainingProgress)"/>
    public static void Save<T>(Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, null).Write(stream);

    /// <summary>Saves a run with what it carries to a stream, which is left open.</summary>
    /// <inheritdoc cref="Save{T}(string, CellParameters{T}, IOptimizer{T}, TrainingProgress, CellTape{T}?)"/>
    public static void Save<T>(
        Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, Of(tape)).Write(stream);

    /// <summary>Saves a run whose batch several tapes share to a stream, which is left open.</summary>
    /// <inheritdoc cref="Save{T}(string, CellParameters{T}, IOptimizer{T}, TrainingProgress, CarriedStates{T}?)"/>
    public static void Save<T>(
        Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer, TrainingProgress progress, CarriedStates<T>? carried)
        where T : unmanaged, IFloatingPointIeee754<T> => ToFile(parameters, optimizer, progress, carried).Write(stream);

    /// <summary>Loads a run. Nothing changes unless everything fits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">Receives the parameters.</param>
    /// <param name="optimizer">Receives state, count and learning rate; of the same method as the one that was saved.</param>
    /// <returns>Where the run stood.</returns>
    /// <exception cref="SafetensorsException">The file is not valid, or is a run of another cell, element type or optimiser.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainingProgress Load<T>(string path, CellParameters<T> parameters, IOptimizer<T> optimizer)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        FromFile(SafetensorsFile.Read(path), parameters, optimizer, (CarriedStates<T>?)null);

    /// <summary>Loads a run with what it carries. Nothing changes unless everything fits.</summary>
    /// <inheritdoc cref="Load{T}(string, CellParameters{T}, IOptimizer{T})"/>
    /// <param name="path">The file.</param>
    /// <param name="parameters">Receives the parameters.</param>
    /// <param name="optimizer">Receives state, count and learning rate; of the same method as the one that was saved.</param>
    /// <param name="tape">
    /// Receives the carried states as its initial states, and where its random numbers stand; of the batch size that was saved. Null where
    /// the run carries nothing.
    /// </param>
    public static TrainingProgress Load<T>(string path, CellParameters<T> parameters, IOptimizer<T> optimizer, CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T> => FromFile(SafetensorsFile.Read(path), parameters, optimizer, tape);

    /// <summary>Loads a run whose batch several tapes share, or one tape had. Nothing changes unless everything fits.</summary>
    /// <inheritdoc cref="Load{T}(string, CellParameters{T}, IOptimizer{T})"/>
    /// <param name="path">The file.</param>
    /// <param name="parameters">Receives the parameters.</param>
    /// <param name="optimizer">Receives state, count and learning rate; of the same method as the one that was saved.</param>
    /// <param name="carried">Receives what the whole batch carries; of the batch size that was saved. Null where that is nothing.</param>
    public static TrainingProgress Load<T>(string path, CellParameters<T> parameters, IOptimizer<T> optimizer, CarriedStates<T>? carried)
        where T : unmanaged, IFloatingPointIeee754<T> => FromFile(SafetensorsFile.Read(path), parameters, optimizer, carried);

    /// <summary>Loads a run from a stream, which is read to its end.</summary>
    /// <inheritdoc cref="Load{T}(string, CellParameters{T}, IOptimizer{T})"/>
    public static TrainingProgress Load<T>(Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        FromFile(SafetensorsFile.Read(stream), parameters, optimizer, (CarriedStates<T>?)null);

    /// <summary>Loads a run with what it carries from a stream, which is read to its end.</summary>
    /// <inheritdoc cref="Load{T}(string, CellParameters{T}, IOptimizer{T}, CellTape{T}?)"/>
    public static TrainingProgress Load<T>(Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer, CellTape<T>? tape)
        where T : unmanaged, IFloatingPointIeee754<T> => FromFile(SafetensorsFile.Read(stream), parameters, optimizer, tape);

    /// <summary>Loads a run whose batch several tapes share, or one tape had, from a stream, which is read to its end.</summary>
    /// <inheritdoc cref="Load{T}(string, CellParameters{T}, IOptimizer{T}, CarriedStates{T}?)"/>
    public static TrainingProgress Load<T>(
        Stream stream, CellParameters<T> parameters, IOptimizer<T> optimizer, CarriedStates<T>? carried)
        where T : unmanaged, IFloatingPointIeee754<T> => FromFile(SafetensorsFile.Read(stream), parameters, optimizer, carried);
}
