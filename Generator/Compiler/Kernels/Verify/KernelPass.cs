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
    private bool _isTrial;
    private int _symbols = FirstVariable;

    /// <summary>The number of the first symbol that is a loop's variable; below it are the parameters.</summary>
    private const int FirstVariable = 1000;

    /// <summary>Where a reference refers to.</summary>
    private sealed record Place(string Parameter, Polynomial Offset);

    /// <summary>A symbol that stands for all values of a loop's variable, or of a number that is only known within bounds.</summary>
    /// <param name="Lasts">No value is above any of them.</param>
    private sealed record Variable(int Symbol, Polynomial First, Polynomial[] Lasts);

    public IReadOnlyList<Edge> Run()
    {
        Open();
        All(kernel.Body);
        return [.. _edges.Values.SelectMany(edges => edges)];
    }

    /// <summary>A number of elements in terms of the parameters alone.</summary>
    public Polynomial Length(Offset length)
    {
        Open();
        return Of(length);
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
                foreach (Extent extent in call.Of.Touched) Touch(extent.Start, Of(extent.Length), call.Of);
                break;
            default: throw Refuse($"{statement} is unknown");
        }
    }

    private void Move(Statement.Move move)
    {
        Place place = _references[move.Name];
        _references[move.Name] = place with { Offset = place.Offset + Of(move.Elements) };
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
        Condition.Flag flag => flags.Contains(flag.Name),
        Condition.Less less => Of(less.Left).Constant is { } a && Of(less.Right).Constant is { } b ? a < b : null,
        Condition.Any any when any.Conditions.Any(c => Holds(c) == true) => true,
        Condition.Any any when any.Conditions.All(c => Holds(c) == false) => false,
        _ => null,
    };

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
        var counts = new Dictionary<int, Polynomial>();
        var places = new Dictionary<string, Place>();
        List<List<string>> settings = [[]];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Parameter parameter = call.Kernel.Parameters[i];
            switch (call.Arguments[i])
            {
                case Argument.Count count:
                    counts[i + 1] = Of(count.Value);
                    Require(counts[i + 1], (Parameter.Count)parameter, call);
                    break;
                case Argument.Elements elements: places[parameter.Name] = At(elements.Address); break;
                case Argument.Flag flag when Holds(flag.Condition) is { } holds:
                    if (holds) settings.ForEach(held => held.Add(parameter.Name));
                    break;
                // It may be so or not.
                case Argument.Flag: settings = [.. settings, .. settings.Select(held => held.Append(parameter.Name).ToList())]; break;
            }
        }
        foreach (Edge edge in settings.SelectMany(held => bounds.Of(call.Kernel, held)))
        {
            Place place = places[edge.Elements];
            Reach(place.Parameter, edge.Bounds.Select(bound => place.Offset + bound.Substitute(Value)), edge.IsEnd, edge.What);
        }

        Polynomial? Value(int symbol) => counts.TryGetValue(symbol, out Polynomial? value) ? value : null;
    }

    /// <summary>What a kernel counts on.</summary>
    private void Require(Polynomial value, Parameter.Count parameter, Statement.Call call)
    {
        if (!_isTrial && !IsAtLeast(value, parameter.AtLeast))
            throw Refuse($"'{parameter.Name}' of {call.Kernel.Name} may be below {parameter.AtLeast}");
    }

    private Place At(Address address)
    {
        if (!_references.TryGetValue(address.Elements, out Place? place)) throw Refuse($"'{address.Elements}' refers to nothing");
        return place with { Offset = place.Offset + Of(address.Offset) };
    }

    private Polynomial Of(Offset offset) => offset switch
    {
        Offset.Number number => Polynomial.Of(number.Value),
        Offset.Lanes => Polynomial.Of(lanes),
        Offset.Variable variable => _offsets.TryGetValue(variable.Name, out Polynomial? value)
            ? value
            : throw Refuse($"'{variable.Name}' has no value"),
        Offset.Sum sum => sum.Terms.Aggregate(Polynomial.Zero, (total, term) => total + Of(term)),
        Offset.Difference difference => Of(difference.Left) - Of(difference.Right),
        Offset.Product product => Of(product.Left) * Of(product.Right),
        Offset.Multiple multiple when Of(multiple.Unit).Constant is { } unit => Polynomial.Of(multiple.Value / unit * unit),
        Offset.Choice choice => Of(flags.Contains(choice.Flag) ? choice.IfTrue : choice.IfFalse),
        Offset.Minimum minimum => Between(LowestOf(minimum), Of(minimum.Left), Of(minimum.Right)),
        Offset.Parity { Value: var number } when Of(number).Constant is { } known => Polynomial.Of(known & 1),
        Offset.Parity => Between(Polynomial.Zero, Polynomial.One),
        _ => throw Refuse($"{offset} is no affine address"),
    };

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

    private bool IsAtLeast(Polynomial value, int least) =>
        Bounds([value], isHighest: false, "a number").Any(bound => IsNeverNegative(bound - Polynomial.Of(least)));

    private static bool IsZero(Polynomial value) => value.Constant == 0;

    private UnprovenKernelException Refuse(string why) => new($"Kernel {kernel.Name} with {lanes} lanes: {why}.");
}
