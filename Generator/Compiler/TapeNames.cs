using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler;

/// <summary>
/// The names under which a tape shows its tensors: inputs, states and outputs as declared; <c>h0</c> and <c>hT</c> for the initial and
/// final value of state h; <c>dt</c> for the adjoint of tensor t, or <c>d_t</c> where that is taken.
/// </summary>
public sealed class TapeNames
{
    private readonly Dictionary<string, string> _adjoints = [];
    private readonly Dictionary<string, string> _clashes = [];

    private TapeNames() { }

    public static TapeNames Of(IEnumerable<string> inputs, IEnumerable<string> states, IEnumerable<string> outputs)
    {
        var result = new TapeNames();
        var stateList = states.ToList();
        var declared = inputs.Concat(stateList).Concat(outputs).Distinct().ToList();
        var taken = new HashSet<string>(declared);
        var derived = new List<string>();
        foreach (string state in stateList)
        {
            result.Take(taken, Initial(state), $"the initial value of the state '{state}'");
            result.Take(taken, Final(state), $"the final value of the state '{state}'");
            derived.Add(Initial(state));
            derived.Add(Final(state));
        }
        foreach (string tensor in declared.Concat(derived).Distinct())
        {
            string adjoint = taken.Contains("d" + tensor) ? "d_" + tensor : "d" + tensor;
            result.Take(taken, adjoint, $"the adjoint of '{tensor}'");
            result._adjoints.Add(tensor, adjoint);
        }
        return result;
    }

    public static string Initial(string state) => state + "0";

    public static string Final(string state) => state + "T";

    /// <summary>The name of a tensor's adjoint; the tensor may be an initial or a final state.</summary>
    public string Adjoint(string tensor) => _adjoints[tensor];

    /// <summary>What else has the name of a declared tensor: "the initial value of the state 'h'"; null where nothing has.</summary>
    public string? ClashOf(string name) => _clashes.TryGetValue(name, out string? owner) ? owner : null;

    private void Take(HashSet<string> taken, string name, string owner)
    {
        if (!taken.Add(name) && !_clashes.ContainsKey(name)) _clashes.Add(name, owner);
    }
}
