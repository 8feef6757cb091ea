using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Writes for every derived equation the mathematics that it is part of, such as <c>dzf = dc * c' * f * (1 - f)</c>: one text for each
/// adjoint and for each value that several of them share. Passes change equations; describing them again keeps the texts true.
/// </summary>
public sealed class DerivedText
{
    private readonly AdjointFunction _function;
    private readonly SizeNames _sizes;
    private readonly Dictionary<int, Equation> _forward, _definitions, _brief;
    private readonly Dictionary<int, int> _holders;

    private DerivedText(AdjointFunction function, SizeNames sizes)
    {
        (_function, _sizes) = (function, sizes);
        _forward = function.Forward.Equations.ToDictionary(equation => equation.Result.Id);
        _definitions = function.Equations.ToDictionary(equation => equation.Result.Id);
        _brief = BriefValues.Find(function.Forward.Equations, _ => true);
        _holders = Holders();
    }

    public static AdjointFunction Describe(AdjointFunction function, SizeNames? sizes = null)
    {
        var text = new DerivedText(function, sizes ?? SizeNames.None);
        var texts = text.Roots.ToDictionary(
            root => root.Result.Id, root => new Origin(root.Result.Name, text.Text(root.Result.Id).Whole(root)));
        return function with
        {
            Equations = function.Equations
                .Select(equation => equation with { Origin = texts[text._holders[equation.Result.Id]] }).ToEquatableArray(),
        };
    }

    /// <summary>
    /// All that is derived, in order: what it starts from, the texts, each once and behind those that it reads, with the values of the step
    /// that the definition gives no name, and the adjoints that are another value themselves.
    /// </summary>
    public static IReadOnlyList<string> Lines(AdjointFunction function, SizeNames? sizes = null)
    {
        sizes ??= SizeNames.None;
        DerivedEquations all = Equations(function);
        IEnumerable<string> lines = all.Equations.Select(equation => $"{equation.Name} = {EquationText.Of(equation.Value, sizes)}");
        return [.. all.Given.Count > 0 ? new[] { $"# given: {string.Join(", ", all.Given.Select(seed => seed.Name))}" } : [], .. lines];
    }

    /// <summary>The same as expressions, for those who write them in another notation.</summary>
    public static DerivedEquations Equations(AdjointFunction function) => Equations(function, function.Forward.Unnamed);

    /// <param name="unnamed">Names that no definition has.</param>
    private static DerivedEquations Equations(AdjointFunction function, EquatableArray<string> unnamed)
    {
        var text = new DerivedText(function, SizeNames.None);
        DerivedText? alone = function.Precomputation is { } of ? new DerivedText(of, SizeNames.None) : null;
        Dictionary<int, Equation> precomputed = Precomputed(function);
        var equations = new List<DerivedEquation>();
        var told = new HashSet<int>();
        var read = new HashSet<int>();
        foreach (Equation root in text.Roots) Tell(root, text.Tree(root.Result.Id));
        Alias(function.Forward.Parameters, function.ParameterAdjoints);
        Alias(function.Forward.Inputs, function.InputAdjoints);
        Alias(function.Forward.Previous, function.PreviousAdjoints);
        if (function.Precomputation is { } once) equations.AddRange(Equations(once, unnamed).Equations.Where(IsNew).Select(Added));
        return new DerivedEquations(
            function.OutputSeeds.Concat(function.NextSeeds).Where(seed => read.Contains(seed.Id)).ToEquatableArray(),
            equations.ToEquatableArray());

        void Tell(Equation equation, ExpressionTree tree)
        {
            if (!told.Add(equation.Result.Id)) return;
            foreach (Value value in tree.Reads(equation))
            {
                read.Add(value.Id);
                if (text._forward.TryGetValue(value.Id, out Equation? forward)
                    && (forward.Result.IsTemporary || unnamed.Contains(value.Name)))
                    Tell(forward, new ExpressionTree(text.Brief));
                else if (precomputed.TryGetValue(value.Id, out Equation? made) && unnamed.Contains(value.Name))
                    Tell(made, new ExpressionTree(alone!.Brief));
            }
            equations.Add(new DerivedEquation(equation.Result.Name, equation.Result, tree.Of(equation)));
        }

        // What is made of parameters may have been told among the steps.
        bool IsNew(DerivedEquation equation) => equation.Result is null
            || precomputed.Values.All(made => made.Result.Id != equation.Result.Id)
            || equations.TrueForAll(other => other.Name != equation.Name);

        // What reaches a parameter by way of precomputed ones comes to what reaches it at each step; what reached those is where it begins.
        DerivedEquation Added(DerivedEquation equation)
        {
            equation = equation with { Value = FromSteps(equation.Value, function) };
            bool isGiven = function.Forward.Parameters.Take(function.Forward.GivenParameters).Any(p => "d" + p.Name == equation.Name);
            if (!isGiven || equations.Find(e => e.Name == equation.Name) is not { } known) return equation;
            Expression before = known.Result is { } result ? new Expression.Name(result) : known.Value;
            return equation with
            {
                Value = new Expression.Apply(new Operation.Pointwise(PointwiseFunction.Add), EquatableArray.Of(before, equation.Value)),
            };
        }

        void Alias(EquatableArray<Value> values, EquatableArray<Value?> adjoints)
        {
            for (int i = 0; i < values.Count; i++)
            {
                if (adjoints[i] is not { } adjoint || adjoint.Name == "d" + values[i].Name) continue;
                read.Add(adjoint.Id);
                equations.Add(new DerivedEquation($"d{values[i].Name}", null, new Expression.Name(adjoint)));
            }
        }
    }

    /// <summary>How the parameters of a step are made that are precomputed, by their ids.</summary>
    private static Dictionary<int, Equation> Precomputed(AdjointFunction function)
    {
        if (function.Precomputation is not { Forward: var once }) return [];
        var definitions = once.Equations.ToDictionary(equation => equation.Result.Id);
        return function.Forward.Parameters.Skip(function.Forward.GivenParameters).Zip(once.Outputs, (value, made) => (value, made))
            .ToDictionary(pair => pair.value.Id, pair => definitions[pair.made.Id]);
    }

    /// <summary>Adjoints that arrive at precomputed parameters, by the names that they have in the step.</summary>
    private static Expression FromSteps(Expression expression, AdjointFunction function)
    {
        if (expression is Expression.Apply apply)
            return apply with { Operands = apply.Operands.Select(operand => FromSteps(operand, function)).ToEquatableArray() };
        int seed = expression is Expression.Name name ? function.Precomputation!.OutputSeeds.ToList().IndexOf(name.Value) : -1;
        return seed >= 0 && function.ParameterAdjoints[function.Forward.GivenParameters + seed] is { } adjoint
            ? new Expression.Name(adjoint) : expression;
    }

    /// <summary>The derived values that have a text of their own, by id: the others are part of one.</summary>
    public static HashSet<int> Told(AdjointFunction function) =>
        [.. new DerivedText(function, SizeNames.None).Roots.Select(root => root.Result.Id)];

    /// <summary>The equations that have a text of their own, in order.</summary>
    private IEnumerable<Equation> Roots => _function.Equations.Where(equation => _holders[equation.Result.Id] == equation.Result.Id);

    private EquationText Text(int holder) => new(operand => Inline(holder, operand), _sizes);

    private ExpressionTree Tree(int holder) => new(operand => Inline(holder, operand));

    private Equation? Brief(Value operand) => _brief.TryGetValue(operand.Id, out Equation? brief) ? brief : null;

    private Equation? Inline(int holder, Value operand)
    {
        if (Brief(operand) is { } forward) return forward;
        if (!_definitions.TryGetValue(operand.Id, out Equation? own)) return null;
        return _holders[operand.Id] == holder || IsNumber(own) ? own : null;
    }

    /// <summary>Numbers are written out wherever they occur.</summary>
    private bool IsNumber(Equation equation) =>
        equation.Operation is Operation.Constant
        || (equation.Operation is Operation.Broadcast
            && _definitions.TryGetValue(equation.Operands[0].Id, out Equation? scalar) && scalar.Operation is Operation.Constant);

    /// <summary>For each derived value the id of the value whose text it is part of.</summary>
    private Dictionary<int, int> Holders()
    {
        var roots = new HashSet<int>();
        foreach (Value? adjoint in _function.ParameterAdjoints.Concat(_function.InputAdjoints).Concat(_function.PreviousAdjoints))
            if (adjoint is not null) roots.Add(adjoint.Id);
        var holders = new Dictionary<int, int>();
        var users = new Dictionary<int, List<int>>();
        foreach (Equation equation in _function.Equations.Reverse())
        {
            Value result = equation.Result;
            // A value that is used twice would double the text, and a chain of such values would do so again and again; a number would not.
            bool isInline = !roots.Contains(result.Id)
                && result.IsTemporary
                && users.TryGetValue(result.Id, out List<int>? usedBy) && (usedBy.Count == 1 || IsNumber(equation));
            int holder = isInline ? users[result.Id].Last() : result.Id; // the first, in order
            holders.Add(result.Id, holder);
            foreach (Value operand in equation.Operands)
            {
                if (!users.TryGetValue(operand.Id, out List<int>? list)) users.Add(operand.Id, list = []);
                list.Add(holder);
            }
        }
        return holders;
    }
}
