using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler;

/// <summary>
/// The names under which a tape shows its tensors: inputs, states and outputs as declared; <c>h0</c> and <c>hT</c> for the initial and
/// final value of state h; <c>dt</c> for the adjoint of tensor t, or <c>d_t</c> where that is taken. A state that is an output too has
/// two tensors: as an output it is <c>hOutput</c>. Of a value in a cell inside they stand beside it: <c>first.h0</c>, <c>first.dh</c>.
/// </summary>
public sealed class TapeNames
{
    private readonly HashSet<string> _states;
    private readonly List<string> _tensors = [];
    private readonly HashSet<string> _taken = [];
    private readonly HashSet<string> _cells = [];
    private readonly Dictionary<string, string> _adjoints = [];
    private readonly Dictionary<string, string> _clashes = [];
    private readonly Dictionary<string, string> _derived = [];

    private TapeNames(IEnumerable<string> states) => _states = [.. states];

    public static TapeNames Of(IEnumerable<string> inputs, IEnumerable<string> states, IEnumerable<string> outputs)
    {
        var stateList = states.ToList();
        var outputList = outputs.ToList();
        var names = new TapeNames(stateList);
        foreach (string name in inputs.Concat(stateList).Concat(outputList).Distinct()) names.Take(name, "");
        foreach (string cell in stateList.SelectMany(CellsOf).Distinct()) names.TakeCell(cell);
        foreach (string state in stateList)
        {
            names.Derive(Initial(state), $"the initial value of the state '{state}'");
            names.Derive(Final(state), $"the final value of the state '{state}'");
        }
        foreach (string state in outputList.Where(names._states.Contains)) names.Derive(names.Output(state), $"the output '{state}'");
        foreach (string tensor in names._tensors.ToList())
        {
            (string cell, string last) = (Paths.CellOf(tensor), Paths.Last(tensor));
            string prefix = names._taken.Contains(Paths.In(cell, "d" + last)) ? "d_" : "d";
            while (names._cells.Contains(Paths.In(cell, prefix + last))) prefix += "_";
            string adjoint = Paths.In(cell, prefix + last);
            names.Take(adjoint, $"the adjoint of '{tensor}'");
            names._adjoints.Add(tensor, adjoint);
        }
        return names;
    }

    public static string Initial(string state) => state + "0";

    public static string Final(string state) => state + "T";

    /// <summary>The tensor of an output.</summary>
    public string Output(string output) => _states.Contains(output) ? output + "Output" : output;

    /// <summary>The adjoint of a tensor: of an input, a state, an output's tensor, an initial or a final state.</summary>
    public string Adjoint(string tensor) => _adjoints[tensor];

    /// <summary>What else has the name of a declared tensor: "the initial value of the state 'h'"; null where nothing has.</summary>
    public string? ClashOf(string name) => _clashes.TryGetValue(name, out string? owner) ? owner : null;

    /// <summary>What of a state or an output has the name: "the initial value of the state 'h'"; null where nothing has.</summary>
    public string? DerivedOf(string name) => _derived.TryGetValue(name, out string? owner) ? owner : null;

    /// <summary>The cells that a value is inside, each with the way to it.</summary>
    private static IEnumerable<string> CellsOf(string name)
    {
        for (string cell = Paths.CellOf(name); cell.Length > 0; cell = Paths.CellOf(cell)) yield return cell;
    }

    private void TakeCell(string cell)
    {
        _cells.Add(cell);
        if (!_taken.Add(cell) && !_clashes.ContainsKey(cell)) _clashes.Add(cell, $"the cell '{cell}'");
    }

    private void Derive(string name, string owner)
    {
        _derived[name] = owner;
        Take(name, owner);
    }

    private void Take(string name, string owner)
    {
        if (_taken.Add(name)) _tensors.Add(name);
        else if (!_clashes.ContainsKey(name)) _clashes.Add(name, owner);
    }
}
