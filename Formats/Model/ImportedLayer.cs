using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>What a recurrent layer hands on.</summary>
public enum SequenceOutput
{
    /// <summary>h of every step.</summary>
    EveryStep,

    /// <summary>
    /// h after the whole sequence, once: that of the last step, and of a reversed direction that of the first step, which it reads last.
    /// </summary>
    Final,
}

/// <summary>How the outputs of two directions become one.</summary>
public enum DirectionMerge
{
    /// <summary>[forward; backward]</summary>
    Concatenate,

    /// <summary>forward + backward</summary>
    Sum,

    /// <summary>(forward + backward) / 2</summary>
    Average,

    /// <summary>forward * backward, element by element</summary>
    Multiply,
}

/// <summary>A cell and the way it goes over the sequence.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="IsReversed">From the last step to the first.</param>
public sealed record RecurrentDirection(RecurrentCell Cell, bool IsReversed = false);

/// <summary>A layer of an imported network.</summary>
/// <param name="Name">Its name in the source, such as <c>lstm</c> or <c>rnn.0</c>.</param>
public abstract record ImportedLayer(string Name)
{
    /// <summary>The elements that come in; null where the layer takes any number.</summary>
    public virtual int? InputSize => null;

    /// <summary>The elements that it hands on, given those that come in.</summary>
    public abstract int OutputSizeFor(int input);

    /// <summary>A recurrent layer: one direction, or two whose outputs are merged.</summary>
    /// <param name="Name">Its name in the source.</param>
    /// <param name="Directions">One or two.</param>
    /// <param name="Returns">What it hands on.</param>
    public sealed record Recurrent(string Name, IReadOnlyList<RecurrentDirection> Directions, SequenceOutput Returns)
        : ImportedLayer(Name)
    {
        /// <summary>How the outputs of two directions become one.</summary>
        public DirectionMerge Merge { get; init; }

        /// <inheritdoc/>
        public override int? InputSize => Directions[0].Cell.InputSize;

        /// <inheritdoc/>
        public override int OutputSizeFor(int input) => Merge == DirectionMerge.Concatenate
            ? Directions.Sum(direction => direction.Cell.OutputSize)
            : Directions[0].Cell.OutputSize;
    }

    /// <summary>W x + b at each step.</summary>
    /// <param name="Name">Its name in the source.</param>
    /// <param name="Weights">W, [output, input].</param>
    /// <param name="Bias">b, [output]; null for none.</param>
    public sealed record Dense(string Name, ImportedTensor Weights, ImportedTensor? Bias) : ImportedLayer(Name)
    {
        /// <inheritdoc/>
        public override int? InputSize => Weights.Columns;

        /// <inheritdoc/>
        public override int OutputSizeFor(int input) => Weights.Rows;
    }

    /// <summary>An activation at each step.</summary>
    /// <param name="Name">Its name in the source.</param>
    /// <param name="Function">What it computes.</param>
    public sealed record Activation(string Name, ActivationFunction Function) : ImportedLayer(Name)
    {
        /// <inheritdoc/>
        public override int OutputSizeFor(int input) => input;
    }

    /// <summary>Adds the first elements of the network's own input: the skip connection of amplifier models.</summary>
    /// <param name="Name">Its name in the source.</param>
    public sealed record AddInput(string Name) : ImportedLayer(Name)
    {
        /// <inheritdoc/>
        public override int OutputSizeFor(int input) => input;
    }

    /// <summary>Hands on what it gets at the last step, once for a sequence.</summary>
    /// <param name="Name">Its name in the source.</param>
    public sealed record LastStep(string Name) : ImportedLayer(Name)
    {
        /// <inheritdoc/>
        public override int OutputSizeFor(int input) => input;
    }

    /// <summary>
    /// A whole network as a definition in the cell language, which files that were exported from one carry. It is the only layer of its
    /// model.
    /// </summary>
    /// <param name="Name">Its name in the source.</param>
    /// <param name="Text">The definition, with values for all sizes.</param>
    /// <param name="Inputs">The elements of all inputs of a step.</param>
    /// <param name="Outputs">The elements of all outputs of a step, or of the first state of one that has no outputs.</param>
    /// <param name="Parameters">In the definition's names and shapes.</param>
    public sealed record Defined(string Name, string Text, int Inputs, int Outputs, IReadOnlyList<ImportedTensor> Parameters)
        : ImportedLayer(Name)
    {
        /// <inheritdoc/>
        public override int? InputSize => Inputs;

        /// <inheritdoc/>
        public override int OutputSizeFor(int input) => Outputs;
    }
}
