namespace RnnGen.EngineTests.Orleans;

/// <summary>What sessions are tried with: two states, and an output that is neither.</summary>
[Cell("""
    sizes: { n: 9 }
    inputs: { x: 3 }
    states: { h: n, c: n }
    parameters: { Wf: , bf: { init: constant(1) }, Wi: , bi: , Wg: , bg: , Wo: , bo: , V: [2, n] }
    equations: |
      f = sigmoid(Wf @ [h'; x] + bf)
      i = sigmoid(Wi @ [h'; x] + bi)
      g = tanh(Wg @ [h'; x] + bg)
      o = sigmoid(Wo @ [h'; x] + bo)
      c = f * c' + i * g
      h = o * tanh(c)
    outputs:
      y: V @ h
    """)]
internal readonly partial struct Heard;

/// <summary>The next version of it: the same tensors, and another equation.</summary>
[Cell("""
    sizes: { n: 9 }
    inputs: { x: 3 }
    states: { h: n, c: n }
    parameters: { Wf: , bf: { init: constant(1) }, Wi: , bi: , Wg: , bg: , Wo: , bo: , V: [2, n] }
    equations: |
      f = sigmoid(Wf @ [h'; x] + bf)
      i = sigmoid(Wi @ [h'; x] + bi)
      g = tanh(Wg @ [h'; x] + bg)
      o = sigmoid(Wo @ [h'; x] + bo)
      c = f * c' + (1 - i) * g
      h = o * tanh(c)
    outputs:
      y: V @ h
    """)]
internal readonly partial struct HeardLater;

/// <summary>A state that begins with a parameter, in double precision.</summary>
[Cell("""
    sizes: { n: 5 }
    inputs: { x: 2 }
    states: { h: { shape: n, initial: h0 } }
    parameters: { W: [n, 2], U: [n, n], h0: n }
    equations: h = tanh(W @ x + U @ h')
    outputs:
      y: h
    """, Element = typeof(double))]
internal readonly partial struct Begun;
