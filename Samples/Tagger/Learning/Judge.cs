using System.Collections.Generic;
using System.Linq;
using Hyphenation.Model;
using Hyphenation.Words;
using RnnGen;

namespace Hyphenation.Learning;

/// <summary>Reads words with given parameters, and measures the result.</summary>
internal sealed class Judge
{
    // A tape that saves nothing: only the outputs are wanted.
    private readonly Hyphenator.Tape _tape;
    private readonly WordBatch _batch;
    private readonly SoftmaxCrossEntropy<float> _loss = new(Hyphenator.Tags, WordBatch.Ignored);

    public Judge(IReadOnlyList<Word> words)
    {
        _tape = new Hyphenator.Tape(words.Max(word => word.Letters.Length), words.Count, Adjoint.None);
        _batch = new WordBatch(_tape);
        _batch.Fill(words);
    }

    /// <summary>The mean loss in nats for each place between two letters.</summary>
    public double Loss(Hyphenator.Parameters parameters)
    {
        Hyphenator.Forward(parameters, _tape);
        return _loss.Value(_tape.y, _batch.Targets, _tape);
    }

    /// <summary>The words as they are, and as the network breaks them.</summary>
    public IReadOnlyList<(Word Right, Word Tagged)> Read(Hyphenator.Parameters parameters)
    {
        Hyphenator.Forward(parameters, _tape);
        return [.. _batch.Words.Zip(_batch.Tagged())];
    }
}
