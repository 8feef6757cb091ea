using System.Collections.Generic;
using CharacterModel.Model;
using RnnGen;

namespace CharacterModel.Learning;

/// <summary>Measures parameters on names that they were not trained on.</summary>
internal sealed class Judge
{
    // A tape that saves nothing: only the outputs are wanted.
    private readonly NameCell.Tape _tape;
    private readonly NameBatch _batch;
    private readonly SoftmaxCrossEntropy<float> _loss = new(Alphabet.Size, NameBatch.Ignored);

    public Judge(IReadOnlyList<string> names, int timeSteps, int threads = 1)
    {
        _tape = new NameCell.Tape(timeSteps, names.Count, Adjoint.None, threads);
        _batch = new NameBatch(timeSteps, names.Count);
        _batch.Fill(names, _tape.x);
    }

    /// <summary>The mean loss in nats per character, ends of names included.</summary>
    public double Loss(NameCell.Parameters parameters)
    {
        NameCell.Forward(parameters, _tape);
        return _loss.Value(_tape.y, _batch.Targets);
    }
}
