using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.Networks;

/// <summary>Definitions with cells inside, one for each thing that may be said of them.</summary>
internal static class Networks
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["two layers"] = """
            sizes: { input: 3, hidden: 5, output: 2 }
            inputs: { x: input, x2: hidden }
            cells:
              first: { cell: lstm, hidden: hidden }
              second: { cell: gru-reset-after, hidden: hidden }
            parameters: { V: [output, hidden], c: [output] }
            equations: |
              first(x)
              second(first.h + x2)
            outputs:
              y: V @ second.h + c
            """,
        ["a stack of three"] = """
            sizes: { input: 3, hidden: 4 }
            inputs: { x: input }
            cells:
              layers: { cell: mgu, hidden: hidden, count: 3 }
            equations: |
              layers(x)
            outputs:
              y: layers.h + layers1.h
            """,
        ["a stack of a cell whose sizes have values"] = """
            inputs: { x: 3 }
            cells:
              first:
                count: 2
                cell:
                  sizes: { input: 3, hidden: 4 }
                  inputs: { u: input }
                  states: { h: hidden }
                  parameters: [W, R]
                  equations: |
                    h = tanh(W @ u + R @ h')
            outputs:
              y: first(x)
            """,
        ["names of groups and tensors that meet"] = """
            inputs: { x: 3 }
            cells:
              first:
                cell:
                  inputs: { u: 3 }
                  parameters: { FirstTensors: [3] }
                  cells:
                    first:
                      cell:
                        inputs: { v: 3 }
                        states: { FirstTensors: 3 }
                        parameters: { a: [3] }
                        equations: |
                          FirstTensors = tanh(a * FirstTensors' + v)
                  outputs:
                    y: first(FirstTensors * u)
              dx: { cell: rnn, hidden: 3 }
              d_x: { cell: rnn, hidden: 3 }
            outputs:
              y: first(x) * dx(x) * d_x(x)
            """,
        ["weights used twice"] = """
            sizes: { hidden: 4 }
            inputs: { x: hidden }
            cells:
              first: { cell: rnn, hidden: hidden }
              second: { shares: first }
            equations: |
              first(x)
              second(first.h)
            outputs:
              y: second.h * first.h'
            """,
        ["cells in place, nested"] = """
            sizes: { n: 4 }
            inputs: { x: n }
            cells:
              outer:
                width: n + 1
                rate: 0.25
                cell:
                  sizes: [width, in]
                  inputs: { u: in }
                  states: { s: width }
                  constants: { rate: }
                  cells:
                    smooth:
                      size: width
                      rate: rate
                      cell:
                        sizes: [size]
                        constants: { rate: 0.5 }
                        inputs: { v: size }
                        states: { m: size }
                        equations: |
                          m = (1 - rate) * m' + rate * v
                        outputs:
                          y: tanh(m)
                  parameters: { W: [width, in], R: [width, width] }
                  equations: |
                    smooth(W @ u + R @ s')
                    s = smooth.y * s' + smooth.m'
                  outputs:
                    z: ([s; smooth.y])
            outputs:
              y: outer(x)[0..2 * n]
            """,
        ["both directions"] = """
            sizes: { input: 3, hidden: 4, output: 2 }
            inputs: { x: input }
            cells:
              ahead: { cell: lstm, hidden: hidden }
              back: { cell: lstm, hidden: hidden, reversed: true }
            parameters: { V: [output, 2 * hidden] }
            equations: |
              ahead(x)
              back(x)
            outputs:
              y: tanh(V @ [ahead.h; back.h])
            """,
        ["two layers in both directions"] = """
            sizes: { input: 3, hidden: 4 }
            inputs: { x: input }
            cells:
              ahead1: { cell: gru, hidden: hidden }
              back1: { cell: gru, hidden: hidden, reversed: true }
              ahead2: { cell: gru-reset-after, hidden: hidden }
              back2: { cell: rnn, hidden: hidden, reversed: true }
            equations: |
              ahead1(x)
              back1(x)
              ahead2([ahead1.h; back1.h])
              back2(ahead1.h * back1.h + ahead2.h')
            outputs:
              y: back2.h - ahead2.h
            """,
        ["from the last step only, one inside turned round again"] = """
            sizes: { n: 3 }
            inputs: { x: n }
            cells:
              turned:
                reversed: true
                cell:
                  inputs: { u: n }
                  sizes: [n]
                  states: { s: n }
                  parameters: { a: [n] }
                  cells:
                    again: { cell: rnn, hidden: n, reversed: true }
                  equations: |
                    s = a * s' + u + u'
                    again(u)
                  outputs:
                    z: s * again.h
            equations: |
              turned(x)
            outputs:
              y: turned.z
            """,
        ["noise"] = """
            sizes: { n: 4 }
            inputs: { x: n }
            constants: { rate: 0.4 }
            states: { h: n, k: n }
            cells:
              ahead: { cell: gru, hidden: n }
              more: { shares: ahead }
            parameters: { W: [n, n] }
            equations: |
              ahead(dropout(x, rate))
              more(dropout(ahead.h, 0.3, fixed))
              h = zoneout(tanh(dropout(W, 0.2, fixed) @ more.h), h', 0.25)
              k = zoneout(0.5 * k' + h, k', 0.5, fixed)
            outputs:
              y: dropout(h + k, 0.5) + dropout(h, 0)
            """,
        ["noise in both directions"] = """
            sizes: { n: 3 }
            inputs: { x: n }
            resets: restart
            cells:
              ahead: { cell: lstm, hidden: n }
              back: { cell: rnn, hidden: n, reversed: true }
            equations: |
              ahead(dropout(x, 0.3, fixed))
              back(dropout(ahead.h, 0.3))
            outputs:
              y: ([dropout(ahead.h, 0.1); back.h])
            """,
        ["the input of the step before"] = """
            sizes: { n: 3, hidden: 4 }
            inputs: { x: n }
            states: { h: hidden }
            cells:
              inner:
                cell:
                  inputs: { u: hidden }
                  states: { s: hidden }
                  parameters: { a: [hidden] }
                  equations: |
                    s = a * u' + u * s'
            parameters: { W: [hidden, n], U: [hidden, n] }
            equations: |
              h = tanh(W @ x + U @ x' + 0.5 * h')
              inner(h)
            outputs:
              y: inner.s
            """,
    };

    public static IReadOnlyList<string> All { get; } = [.. Texts.Values];

    public static IEnumerable<string> Names => Texts.Keys;

    public static string Named(string name) => Texts[name];
}
