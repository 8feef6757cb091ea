using System;
using System.Linq;
using Hyphenation.Model;
using Hyphenation.Words;
using RnnGen;

namespace Hyphenation.Learning;

/// <summary>The network in training. Everything random follows from the seed and the number of the epoch and the step.</summary>
internal sealed class Trainer
{
    private readonly WordSplit _words;
    private readonly LearningSettings _settings;
    private readonly ulong _seed;
    private readonly Hyphenator.Parameters _gradients = new();
    private readonly Hyphenator.Tape _tape;
    private readonly WordBatch _batch;
    private readonly SoftmaxCrossEntropy<float> _loss = new(Hyphenator.Tags, WordBatch.Ignored);
    private readonly Adam<float> _optimizer;

    public Trainer(WordSplit words, LearningSettings settings, ulong seed)
    {
        (_words, _settings, _seed) = (words, settings, seed);
        Parameters.Initialize(seed);
        _tape = new Hyphenator.Tape(words.LongestWord, settings.BatchSize, Adjoint.Outputs);
        (_tape.Seed, _tape.IsTraining) = (seed, settings.Dropout);
        _batch = new WordBatch(_tape);
        _optimizer = new Adam<float>(Parameters, settings.LearningRate);
    }

    /// <summary>The parameters.</summary>
    public Hyphenator.Parameters Parameters { get; } = new();

    /// <summary>The number of epochs so far.</summary>
    public int Epoch { get; private set; }

    /// <summary>Learns from all training words once, in a random order.</summary>
    /// <returns>The mean loss in nats for each place between two letters, as the words were met and with dropout.</returns>
    public double TrainEpoch()
    {
        Word[] order = [.. _words.Training];
        // The epoch's step 0 keys the order of the words.
        new CounterRandom(_seed, Epoch).Shuffle<Word>(order);
        double sum = 0;
        int places = 0;
        foreach (Word[] words in order.Chunk(_settings.BatchSize))
        {
            sum += Step(words) * _batch.Places;
            places += _batch.Places;
        }

        Epoch++;
        return sum / places;
    }

    private double Step(Word[] words)
    {
        _batch.Fill(words);
        Hyphenator.Forward(Parameters, _tape);
        double loss = _loss.Adjoint(_tape.y, _batch.Targets, _tape, _tape.dy);
        _gradients.Clear();
        Hyphenator.Backward(Parameters, _tape, _gradients);
        if (double.IsFinite(GradientClipping.ByGlobalNorm(_gradients, _settings.MaximumNorm)))
        {
            _optimizer.Update(Parameters, _gradients);
        }

        return loss;
    }
}
