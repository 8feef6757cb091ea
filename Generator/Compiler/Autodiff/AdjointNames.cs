using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// Gives the values of the adjoint function their names once it is known what each is: the adjoint of t is <c>dt</c>, or <c>d_t</c> where
/// that is taken; a seed that is only a part of it is <c>dt_in</c> (from the next step) or <c>dt_out</c>; the way there is
/// <c>dt_1</c>, <c>dt_2</c>, … A value that is the adjoint of several is called after the last of them in forward order.
/// </summary>
internal sealed class AdjointNames
{
    private readonly Dictionary<int, Value> _belongsTo = [];
    private readonly List<(Value Seed, Value Result, string Suffix)> _seeds = [];
    private readonly List<Value> _adjoints = [];
    private readonly UniqueNames _names = new();

    /// <summary>From each equation on, counted, the forward value whose adjoint the following ones lead to.</summary>
    private readonly List<(int First, Value Towards)> _ways = [];

    public AdjointNames(StepFunction forward)
    {
        IEnumerable<Value> arguments = forward.Parameters.Concat(forward.Inputs).Concat(forward.Previous);
        foreach (Value value in arguments.Concat(forward.Equations.Select(equation => equation.Result))) _names.Reserve(value.Name);
    }

    /// <summary>The equations from the given one on are steps towards the adjoint of a forward value.</summary>
    public void Begin(Value towards, int equation) => _ways.Add((equation, towards));

    public void Seed(Value seed, Value result, string suffix) => _seeds.Add((seed, result, suffix));

    public void Adjoint(Value adjoint, Value value)
    {
        if (_belongsTo.ContainsKey(adjoint.Id)) return;
        _belongsTo.Add(adjoint.Id, value);
        _adjoints.Add(adjoint);
    }

    /// <summary>
    /// The function with its final names. The adjoint of a value that the definition names is called after it; the adjoints of temporaries
    /// are temporaries themselves, and may become part of a larger one's text.
    /// </summary>
    public AdjointFunction Rename(AdjointFunction function)
    {
        Dictionary<int, Value> renamed = NameAdjoints();
        var targets = new Dictionary<int, string>();
        foreach (Value adjoint in _adjoints) targets[_belongsTo[adjoint.Id].Id] = renamed[adjoint.Id].Name;

        Value Final(Value value) => renamed.TryGetValue(value.Id, out Value? final) ? final : value;
        Value? FinalOrNone(Value? value) => value is null ? null : Final(value);

        var equations = new List<Equation>();
        int way = 0;
        foreach (Equation equation in function.Equations)
        {
            while (way + 1 < _ways.Count && _ways[way + 1].First <= equations.Count) way++;
            Value towards = _ways[way].Towards;
            string target = targets.TryGetValue(towards.Id, out string? name) ? name : $"d{towards.Name}";
            if (!renamed.ContainsKey(equation.Result.Id))
                renamed.Add(equation.Result.Id, equation.Result with { Name = _names.TakeNumbered(target), Stem = target });
            equations.Add(new Equation(
                Final(equation.Result), equation.Operation, equation.Operands.Select(Final).ToEquatableArray(), new Origin(target, "")));
        }
        return function with
        {
            OutputSeeds = function.OutputSeeds.Select(Final).ToEquatableArray(),
            NextSeeds = function.NextSeeds.Select(Final).ToEquatableArray(),
            Equations = equations.ToEquatableArray(),
            ParameterAdjoints = function.ParameterAdjoints.Select(FinalOrNone).ToEquatableArray(),
            InputAdjoints = function.InputAdjoints.Select(FinalOrNone).ToEquatableArray(),
            PreviousAdjoints = function.PreviousAdjoints.Select(FinalOrNone).ToEquatableArray(),
        };
    }

    /// <summary>Adjoints first: no temporary and no seed may take a name that one of them wants.</summary>
    private Dictionary<int, Value> NameAdjoints()
    {
        var renamed = new Dictionary<int, Value>();
        foreach (Value adjoint in _adjoints)
        {
            Value of = _belongsTo[adjoint.Id];
            string name = Preferred(of);
            string? stem = of.Stem is null ? null : of.Stem == of.Name ? name : $"d{of.Stem}";
            renamed.Add(adjoint.Id, adjoint with { Name = name, Stem = stem });
        }
        foreach (var (seed, result, suffix) in _seeds)
            if (!renamed.ContainsKey(seed.Id)) renamed.Add(seed.Id, seed with { Name = _names.Take($"d{result.Name}{suffix}") });
        return renamed;
    }

    private string Preferred(Value value) => _names.Take(_names.IsFree($"d{value.Name}") ? $"d{value.Name}" : $"d_{value.Name}");
}
