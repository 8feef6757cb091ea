namespace RnnGen.Definitions;

/// <summary>The cells of the reference runs as definitions in place; the zoo has them as files.</summary>
internal static class InPlaceText
{
    public const string RnnSoftmax = """
        sizes:  [input, hidden, output]
        inputs: { x: input }
        states: { a: hidden }
        parameters:
          Wax:
          Waa:
          Wya: [output, hidden]
          ba:
          by: [output]
        equations: |
          a = tanh(Wax @ x + Waa @ a' + ba)
        outputs:
          y: softmax(Wya @ a + by)
        """;

    public const string LstmSoftmax = """
        sizes:  [input, hidden, output]
        inputs: { x: input }
        states: { a: hidden, c: hidden }
        parameters:
          Wf:
          bf: { init: constant(1) }
          Wi:
          bi:
          Wc:
          bc:
          Wo:
          bo:
          Wy: [output, hidden]
          by: [output]
        equations: |
          f = sigmoid(Wf @ [a'; x] + bf)
          i = sigmoid(Wi @ [a'; x] + bi)
          g = tanh(Wc @ [a'; x] + bc)
          o = sigmoid(Wo @ [a'; x] + bo)
          c = f * c' + i * g
          a = o * tanh(c)
        outputs:
          y: softmax(Wy @ a + by)
        """;

    /// <summary>The gates are outputs too, as the reference run of one step has them.</summary>
    public const string LstmSoftmaxGates = LstmSoftmax + """

          f:
          i:
          g:
          o:
        """;
}
