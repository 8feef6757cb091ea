namespace RnnGen.EngineTests.Mpi;

/// <summary>
/// A cell that draws, so that a share of a batch has to draw what the whole batch would: anew in each step, and once for each sequence,
/// which may begin within a window.
/// </summary>
[Cell(NoisyCell.Text, Element = typeof(double))]
internal readonly partial struct NoisyDoubleCell;

/// <summary>The same in single precision.</summary>
[Cell(Text)]
internal readonly partial struct NoisyCell
{
    public const int Inputs = 3, Classes = 4;

    public const string Text = """
        sizes: { n: 7 }
        inputs: { x: 3 }
        resets: restart
        states: { h: n, s: n }
        parameters: { W: [n, 3], U: [n, n], b: n, V: [4, n] }
        equations: |
          a = tanh(W @ dropout(x, 0.25) + U @ h' + b)
          h = zoneout(a, h', 0.3)
          s = 0.5 * s' + dropout(h, 0.2, fixed)
        outputs:
          y: V @ (h + s)
        """;
}

/// <summary>One that is not the first.</summary>
[Cell("lstm", Input = 3, Hidden = 5)]
internal readonly partial struct OtherCell;
