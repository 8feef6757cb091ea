using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>One way through a kernel, for one width and one setting of its flags.</summary>
internal sealed partial class KernelPass(KernelBounds bounds, Kernel kernel, int lanes, ICollection<string> flags)
{
    private readonly Dictionary<string, Polynomial> _offsets = [];
    private readonly Dictionary<string, Place> _references = [];
    private readonly List<Variable> _variables = [];
    private readonly Dictionary<(string, bool), List<Edge>> _edges = [];
    private readonly Func<int, long> _floors = symbol => Floor(kernel, symbol);
    private readonly Dictionary<string, bool> _answers = [];
    private bool _isTrial;
    private int _symbols = FirstVariable;

    /// <summary>The number of the first symbol that is a loop's variable; below it are the parameters.</summary>
    private const int FirstVariable = 1000;

    /// <summary>A symbol that stands for all values of a loop's variable, or of a number that is only known within bounds.</summary>
    /// <param name="Lasts">No value is above any of them.</param>
    private sealed record Variable(int Symbol, Polynomial First, Polynomial[] Lasts);

    /// <summary>The flags that were looked at, and whether they hold. What was found depends on no other flag.</summary>
    public Dictionary<string, bool> Answers => _answers;

    public IReadOnlyList<Edge> Run()
    {
        Open();
        All(kernel.Body);
        return [.. _edges.Values.SelectMany(edges => edges)];
    }

    /// <summary>How much there is behind each reference, in terms of the parameters alone.</summary>
    public Dictionary<string, Polynomial> Lengths(IEnumerable<Lent> lent)
    {
        Open();
        return lent.ToDictionary(memory => memory.Elements, memory => Of(memory.Length));
    }

    private void Open()
    {
        for (int i = 0; i < kernel.Parameters.Count; i++)
        {
            string name = kernel.Parameters[i].Name;
            if (kernel.Parameters[i] is Parameter.Count) _offsets[name] = Polynomial.Symbol(i + 1);
            if (kernel.Parameters[i] is Parameter.Elements) _references[name] = new Place(name, Polynomial.Zero);
        }
    }

    /// <summary>What a symbol is at least; a loop's variable is not below 0.</summary>
    public static long Floor(Kernel kernel, int symbol) =>
        symbol <= kernel.Parameters.Count && kernel.Parameters[symbol - 1] is Parameter.Count count ? count.AtLeast : 0;

    private bool IsNeverNegative(Polynomial value) => value.IsNeverNegative(_floors);

    private string Text(Polynomial value) =>
        value.Text(symbol => symbol < FirstVariable ? kernel.Parameters[symbol - 1].Name : "a loop's variable");

    private void All(EquatableArray<Statement> statements)
    {
        foreach (Statement statement in statements) One(statement);
    }

    private void One(Statement statement)
    {
        switch (statement)
        {
            case Statement.Comment or Statement.Prefetch: break;
            case Statement.DefineVectors vectors:
                foreach (VectorDefinition vector in vectors.Vectors)
                    if (vector.Value is { } value) Read(value);
                break;
            case Statement.AssignVector assign: Read(assign.Value); break;
            case Statement.AddToVector add: Read(add.Value); break;
            case Statement.DefineScalar scalar: Read(scalar.Value); break;
            case Statement.AddToScalar add: Read(add.Value); break;
            case Statement.DefineOffset offset: _offsets[offset.Name] = Of(offset.Value); break;
            case Statement.Refer refer: _references[refer.Name] = At(refer.Address); break;
            case Statement.Point point: _references[point.Name] = At(point.Address); break;
            case Statement.Move move: Move(move); break;
            case Statement.Store store: Read(store.Value); Touch(store.Address, lanes, statement); break;
            case Statement.StorePartial store: Read(store.Value); Part(store.Row, store.At, store.Length, statement); break;
            case Statement.StoreScalar store: Read(store.Value); Touch(store.Address, 1, statement); break;
            case Statement.StoreSums sums: Touch(sums.Address, sums.Vectors.Count, statement); break;
            case Statement.StoreFirstMaximum first:
                Touch(first.Values, first.Length, statement);
                Touch(first.Result, first.Length, statement);
                break;
            case Statement.Scope scope: Inside(scope.Body); break;
            case Statement.Loop loop: Loop(loop); break;
            case Statement.If branch: Branch(branch); break;
            case Statement.Call call: Call(call); break;
            case Statement.CallRuntime call:
                foreach (Extent extent in call.Of.Touched) Touch(extent.Start, extent.Length, call.Of);
                break;
            default: throw Refuse($"{statement} is unknown");
        }
    }

    private void Move(Statement.Move move)
    {
        Place place = _references[move.Name];
        _references[move.Name] = place.Plus(DistanceOf(move.Elements));
    }

    /// <summary>Statements with names of their own.</summary>
    private void Inside(EquatableArray<Statement> statements)
    {
        int outside = _variables.Count;
        All(statements);
        Leave(outside);
    }

    /// <summary>Forgets the numbers that a loop, a scope or a branch has made.</summary>
    private void Leave(int outside) => _variables.RemoveRange(outside, _variables.Count - outside);

    private void Branch(Statement.If branch)
    {
        switch (Holds(branch.Condition))
        {
            case true: Inside(branch.Body); break;
            case false: Inside(branch.Otherwise); break;
            default:
                WithoutMoves(branch.Body);
                WithoutMoves(branch.Otherwise);
                break;
        }
    }

    /// <summary>Whether a condition holds; null where that depends on what is not known here.</summary>
    private bool? Holds(Condition condition) => condition switch
    {
        Condition.Flag flag => Holds(flag.Name),
        Condition.Less less => Of(less.Left).Constant is { } a && Of(less.Right).Constant is { } b ? a < b : null,
        Condition.Any any when any.Conditions.Any(c => Holds(c) == true) => true,
        Condition.Any any when any.Conditions.All(c => Holds(c) == false) => false,
        _ => null,
    };

    private bool Holds(string flag) => _answers[flag] = flags.Contains(flag);

    private void WithoutMoves(EquatableArray<Statement> statements)
    {
        var before = new Dictionary<string, Place>(_references);
        Inside(statements);
        foreach (var reference in before)
        {
            Place after = _references[reference.Key];
            if (after.Parameter != reference.Value.Parameter || !IsZero(after.Offset - reference.Value.Offset))
                throw Refuse($"'{reference.Key}' moves under a condition");
        }
    }

    private void Call(Statement.Call call)
    {
        if (_isTrial) return;
        var counts = new Polynomial?[call.Arguments.Count];
        var places = new Place?[call.Arguments.Count];
        List<List<string>> settings = [[]];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Parameter parameter = call.Kernel.Parameters[i];
            switch (call.Arguments[i])
            {
                case Argument.Count count:
                    Require(counts[i] = Of(count.Value), (Parameter.Count)parameter, call);
                    break;
                case Argument.Elements elements: places[i] = At(elements.Address); break;
                case Argument.Flag flag when Holds(flag.Condition) is { } holds:
                    if (holds) settings.ForEach(held => held.Add(parameter.Name));
                    break;
                // It may be so or not.
                case Argument.Flag: settings = [.. settings, .. settings.Select(held => held.Append(parameter.Name).ToList())]; break;
            }
        }
        Func<int, Polynomial?> value = symbol => symbol <= counts.Length ? counts[symbol - 1] : null;
        foreach (Edge edge in settings.Select(held => bounds.Of(call.Kernel, held)).Distinct().SelectMany(edges => edges))
        {
            Place place = places[IndexOf(call.Kernel.Parameters, edge.Elements)]!;
            var reached = new List<Polynomial>(edge.Bounds.Count);
            foreach (Polynomial bound in edge.Bounds) reached.Add(place.Offset + bound.Substitute(value));
            Reach(place.Parameter, reached, edge.IsEnd, edge.What);
        }
    }

    private static int IndexOf(EquatableArray<Parameter> parameters, string name)
    {
        int i = 0;
        while (parameters[i].Name != name) i++;
        return i;
    }

    /// <summary>What a kernel counts on.</summary>
    private void Require(Polynomial value, Parameter.Count parameter, Statement.Call call)
    {
        if (!IsAtLeast(value, parameter.AtLeast))
            throw Refuse($"'{parameter.Name}' of {call.Kernel.Name} may be below {parameter.AtLeast}");
    }

    private Place Of(string reference) =>
        _references.TryGetValue(reference, out Place? place) ? place : throw Refuse($"'{reference}' refers to nothing");

    private Place At(Address address)
    {
        Place place = Of(address.Elements);
        return Offset.IsZero(address.Offset) ? place : place.Plus(DistanceOf(address.Offset));
    }

    private Polynomial Of(Offset offset) => DistanceOf(offset).Value;

    private Distance DistanceOf(Offset offset) => offset switch
    {
        Offset.Number number => new Distance(null, number.Value),
        Offset.Lanes => new Distance(null, lanes),
        Offset.Variable variable => _offsets.TryGetValue(variable.Name, out Polynomial? value)
            ? Distance.Of(value)
            : throw Refuse($"'{variable.Name}' has no value"),
        Offset.Sum sum => DistanceOf(sum.Terms),
        Offset.Difference difference => DistanceOf(difference.Left) - DistanceOf(difference.Right),
        Offset.Product product => DistanceOf(product.Left) * DistanceOf(product.Right),
        Offset.Multiple multiple when DistanceOf(multiple.Unit) is { Variable: null, Number: var unit } =>
            new Distance(null, multiple.Value / unit * unit),
        Offset.Choice choice => DistanceOf(Holds(choice.Flag) ? choice.IfTrue : choice.IfFalse),
        Offset.Minimum minimum => Distance.Of(Between(LowestOf(minimum), Of(minimum.Left), Of(minimum.Right))),
        Offset.Parity parity when DistanceOf(parity.Value) is { Variable: null, Number: var known } => new Distance(null, known & 1),
        Offset.Parity => Distance.Of(Between(Polynomial.Zero, Polynomial.One)),
        _ => throw Refuse($"{offset} is no affine address"),
    };

    private Distance DistanceOf(EquatableArray<Offset> terms)
    {
        Distance total = default;
        foreach (Offset term in terms) total += DistanceOf(term);
        return total;
    }

    /// <summary>A number of which no more is known.</summary>
    private Polynomial Between(Polynomial first, params Polynomial[] lasts)
    {
        int symbol = _symbols++;
        _variables.Add(new Variable(symbol, first, lasts));
        return Polynomial.Symbol(symbol);
    }

    /// <summary>1 where both are at least that, else 0.</summary>
    private Polynomial LowestOf(Offset.Minimum minimum) =>
        IsAtLeast(Of(minimum.Left), 1) && IsAtLeast(Of(minimum.Right), 1) ? Polynomial.One : Polynomial.Zero;

    private bool IsAtLeast(Polynomial value, int least)
    {
        List<Polynomial> bounds = [value];
        Bound(bounds, isHighest: false, "a number");
        foreach (Polynomial bound in bounds)
            if (IsNeverNegative(bound - Polynomial.Of(least))) return true;
        return false;
    }

    private static bool IsZero(Polynomial value) => value.Constant == 0;

    private UnprovenKernelException Refuse(string why) => new($"Kernel {kernel.Name} with {lanes} lanes: {why}.");
}
