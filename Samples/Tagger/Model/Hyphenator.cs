using RnnGen;

namespace Hyphenation.Model;

/// <summary>
/// The network, whole: two layers of gated recurrent units, each of which reads the word from both ends, and a score for "no break" and
/// one for "break" behind each letter. The generator derives everything else from these lines.
/// </summary>
/// <remarks>
/// Dropout behind the layers works in training alone. The output is logits: SoftmaxCrossEntropy takes the softmax where it is stable.
/// </remarks>
[Cell("""
    cell: hyphenator
    about: Tags the letters of a word that end a syllable.
    sizes:  [input, hidden, output]
    inputs: { x: input }
    cells:
      forward1:  { cell: gru, hidden: hidden }
      backward1: { cell: gru, hidden: hidden, reversed: true }
      forward2:  { cell: gru, hidden: hidden }
      backward2: { cell: gru, hidden: hidden, reversed: true }
    parameters: { V: [output, 2 * hidden], c: [output] }
    equations: |
      first = dropout([forward1(x); backward1(x)], 0.5)
      second = dropout([forward2(first); backward2(first)], 0.5)
    outputs:
      y: V @ second + c
    """, Input = Letters, Hidden = 48, Output = Tags)]
internal readonly partial struct Hyphenator
{
    /// <summary>The letters a to z, one-hot.</summary>
    public const int Letters = 26;

    /// <summary>No break (0) and break (1).</summary>
    public const int Tags = 2;
}
