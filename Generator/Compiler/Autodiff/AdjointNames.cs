using System.Collections.Generic;
using System.Globalization;
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
    private readonly Dictionary<string, Value> _forward = [];
    private readonly HashSet<string> _named;
    private readonly Dictionary<int, Value> _belongsTo = [];
    private readonly List<(Value Seed, Value Result, string Suffix)> _seeds = [];
    private readonly List<Value> _adjoints = [];
    private readonly UniqueNames _names = new();

    public AdjointNames(StepFunction forward)
    {
        IEnumerable<Value> arguments = forward.Parameters.Concat(forward.Inputs).Concat(forward.Previous);
        _named = new(arguments.Concat(forward.Equations.Where(EquationText.IsNamed).Select(equation => equation.Result)).Select(Group));
        foreach (Value value in arguments.Concat(forward.Equations.Select(equation => equation.Result)))
        {
            _forward.Add(Group(value), value);
            _names.Reserve(value.Name);
        }
    }

    /// <summary>Marks equations, in place of their text, as steps towards the adjoint of a forward value.</summary>
    public static string Group(Value value) => value.Id.ToString(CultureInfo.InvariantCulture);

    public void Seed(Value seed, Value result, string suffix) => _seeds.Add((seed, result, suffix));

    public void Adjoint(Value adjoint, Value value)
    {
        if (_belongsTo.ContainsKey(adjoint.Id)) return;
        _belongsTo.Add(adjoint.Id, value);
        _adjoints.Add(adjoint);
    }

    /// <summary>
    /// The function with its final names. The source of the steps to the adjoint of a value that the definition names is now the beginning
    /// <c>dt = </c> of their text; other adjoints may become part of a larger one's text.
    /// </summary>
    public AdjointFunction Rename(AdjointFunction function)
    {
        Dictionary<int, Value> renamed = NameAdjoints();
        var targets = new Dictionary<string, string>();
        foreach (Value adjoint in _adjoints) targets[Group(_belongsTo[adjoint.Id])] = renamed[adjoint.Id].Name;

        Value Final(Value value) => renamed.TryGetValue(value.Id, out Value? final) ? final : value;
        Value? FinalOrNone(Value? value) => value is null ? null : Final(value);

        var equations = new List<Equation>();
        foreach (Equation equation in function.Equations)
        {
            string target = targets.TryGetValue(equation.Source, out string? name) ? name : $"d{_forward[equation.Source].Name}";
            if (!renamed.ContainsKey(equation.Result.Id))
                renamed.Add(equation.Result.Id, equation.Result with { Name = _names.TakeNumbered(target) });
            equations.Add(new Equation(
                Final(equation.Result),
                equation.Operation,
                equation.Operands.Select(Final).ToEquatableArray(),
                _named.Contains(equation.Source) ? $"{target} = " : ""));
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
        foreach (Value adjoint in _adjoints) renamed.Add(adjoint.Id, adjoint with { Name = Preferred(_belongsTo[adjoint.Id]) });
        foreach (var (seed, result, suffix) in _seeds)
            if (!renamed.ContainsKey(seed.Id)) renamed.Add(seed.Id, seed with { Name = _names.Take($"d{result.Name}{suffix}") });
        return renamed;
    }

    private string Preferred(Value value) => _names.Take(_names.IsFree($"d{value.Name}") ? $"d{value.Name}" : $"d_{value.Name}");
}
