using RnnGen;

namespace CharacterModel.Model;

/// <summary>
/// The model, whole: an LSTM that reads one letter a step and says how likely each letter is to come next. The generator derives
/// everything else from these lines: Parameters, Weights, State, Tape, Step, Run, Forward and Backward.
/// </summary>
/// <remarks>The output is logits, not probabilities: SoftmaxCrossEntropy and the sampler take the softmax where it is stable.</remarks>
[Cell("""
    cell: name-cell
    about: A long short-term memory that predicts the next letter.
    sizes:      [input, hidden, output]
    inputs:     { x: input }
    states:     { h: hidden, c: hidden }
    parameters:
      Wf: [hidden, hidden + input]
      bf: { shape: [hidden], init: constant(1) }
      Wi: [hidden, hidden + input]
      bi: [hidden]
      Wg: [hidden, hidden + input]
      bg: [hidden]
      Wo: [hidden, hidden + input]
      bo: [hidden]
      Wy: [output, hidden]
      by: [output]
    equations: |
      f = sigmoid(Wf @ [h'; x] + bf)
      i = sigmoid(Wi @ [h'; x] + bi)
      g = tanh(Wg @ [h'; x] + bg)
      o = sigmoid(Wo @ [h'; x] + bo)
      c = f * c' + i * g
      h = o * tanh(c)
    outputs:
      y: Wy @ h + by
    """, Input = Alphabet.Size, Hidden = 96, Output = Alphabet.Size)]
internal readonly partial struct NameCell;
