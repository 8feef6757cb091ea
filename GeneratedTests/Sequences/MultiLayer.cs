using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.Sequences;

/// <summary>Definitions of several layers written as one cell.</summary>
internal static class MultiLayer
{
    /// <summary>LSTMs, each of which reads the states of the one before.</summary>
    public static string Lstm(int layers, int input, int hidden) => Of(layers, input, hidden, "figo", "h c", """
          c? = f? * c?' + i? * g?
          h? = o? * tanh(c?)
        """);

    /// <summary>GRUs.</summary>
    public static string Gru(int layers, int input, int hidden) => Of(layers, input, hidden, "zr", "h", """
          n? = tanh(Wn? @ > + Un? @ (r? * h?') + bn?)
          h? = (1 - z?) * n? + z? * h?'
        """, "n");

    private static string Of(
        int layers, int input, int hidden, string gates, string states, string end, string others = "")
    {
        var parameters = new List<string>();
        var equations = new List<string>();
        for (int l = 1; l <= layers; l++)
        {
            foreach (char gate in gates + others)
            {
                string from = l == 1 ? "input" : "hidden";
                parameters.Add($"  W{gate}{l}: [hidden, {from}]\n  U{gate}{l}: [hidden, hidden]\n  b{gate}{l}: hidden");
            }
            string sums = string.Concat(gates.Select(gate =>
                $"  {gate}? = {(gate == 'g' ? "tanh" : "sigmoid")}(W{gate}? @ > + U{gate}? @ h?' + b{gate}?)\n"));
            string source = l == 1 ? "x" : $"h{l - 1}";
            equations.Add((sums + end).Replace("?", $"{l}", StringComparison.Ordinal).Replace(">", source, StringComparison.Ordinal));
        }
        IEnumerable<string> all = Enumerable.Range(1, layers).SelectMany(l => states.Split(' ').Select(s => $"{s}{l}: hidden"));
        return $"sizes: {{ input: {input}, hidden: {hidden} }}\ninputs: {{ x: input }}\nstates: {{ {string.Join(", ", all)} }}\n"
            + $"parameters:\n{string.Join("\n", parameters)}\nequations: |\n{string.Join("\n", equations)}\n";
    }
}
