using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// A number for each value that depends on its place in the graph alone: from what it is computed, and by what it is used. Colours
/// are refined round by round (Weisfeiler and Leman) until they tell no more values apart; arguments that are alike then are
/// interchangeable, and one of them is marked to tell the others from it, until none are alike. In a cell so large and so alike that this
/// takes too many rounds, those that are left keep the order in which they stand.
/// </summary>
internal sealed class CanonicalLabels
{
    private const ulong Seed = 14695981039346656037;

    /// <summary>Equations that all rounds together may look at: a small cell is never out of them, a large one stays linear.</summary>
    private const int Patience = 50_000;

    private const int LeastRounds = 4;

    private readonly Fragment _fragment;
    private readonly HashSet<int> _parameters, _states;
    private readonly Dictionary<int, ulong> _labels = [];
    private readonly Dictionary<int, ulong> _made;
    private readonly Dictionary<int, ulong> _operations = [];
    private int _rounds;

    public CanonicalLabels(Fragment fragment)
    {
        _fragment = fragment;
        _parameters = [.. fragment.Parameters.Select(parameter => parameter.Id)];
        _states = [.. fragment.Carried.Select(state => state.Previous.Id)];
        foreach (Value argument in fragment.Reserved) _labels[argument.Id] = Kind(argument);
        foreach (Equation equation in fragment.Given.Concat(fragment.Equations))
        {
            _labels[equation.Result.Id] = Mix(Seed, 1);
            _operations[equation.Result.Id] = Hash(equation.Operation);
        }
        _rounds = Math.Max(Patience / Math.Max(fragment.Equations.Count, 1), LeastRounds);
        Down(coarse: true);
        _made = new(_labels);
        Refine();
        while (FirstOfAlike() is { } argument)
        {
            _labels[argument.Id] = Mix(Of(argument), 17);
            Refine();
        }
    }

    private void Refine()
    {
        int distinct = 0;
        for (; _rounds > 0; _rounds--)
        {
            Down(coarse: false);
            Up();
            int count = _labels.Values.Distinct().Count();
            if (count <= distinct) return;
            distinct = count;
        }
    }

    /// <summary>Of the arguments that something reads and that are alike, the first of those with the least label.</summary>
    private Value? FirstOfAlike()
    {
        if (_rounds <= 0) return null;
        IEnumerable<Value> values = _fragment.Equations.SelectMany(equation => equation.Operands).Concat(_fragment.Results.OfType<Value>());
        var read = new HashSet<int>(values.Select(value => value.Id));
        return _fragment.Reserved.Where(argument => read.Contains(argument.Id)).GroupBy(Of).Where(group => group.Count() > 1)
            .OrderBy(group => group.Key).FirstOrDefault()?.First();
    }

    /// <summary>
    /// Compared first by what values are made of, so that like gates write their terms in like order; then by their whole place.
    /// </summary>
    public (ulong Made, ulong Place) Rank(Value value) => (_made[value.Id], _labels[value.Id]);

    private ulong Of(Value value) => _labels[value.Id];

    public static bool Commutes(Equation equation) =>
        equation.Operation is Operation.Pointwise pointwise && PointwiseTable.Of(pointwise.Function).IsCommutative;

    private ulong Kind(Value argument)
    {
        ulong kind = _parameters.Contains(argument.Id) ? 2UL : _states.Contains(argument.Id) ? 3UL : 4UL;
        return Mix(Mix(Mix(Mix(Seed, kind), (ulong)argument.Shape.Rank), (ulong)argument.Shape.Rows), (ulong)argument.Shape.Columns);
    }

    /// <summary>From operands to results.</summary>
    /// <param name="coarse">Where along an axis a part lies does not count: the gates of a stacked product are alike.</param>
    private void Down(bool coarse)
    {
        foreach (Equation equation in _fragment.Given.Concat(_fragment.Equations))
        {
            IEnumerable<ulong> operands = equation.Operands.Select(Of);
            if (Commutes(equation)) operands = operands.OrderBy(label => label);
            ulong operation = coarse ? Hash(Coarse(equation.Operation)) : _operations[equation.Result.Id];
            ulong label = Mix(_labels[equation.Result.Id], operation);
            _labels[equation.Result.Id] = operands.Aggregate(label, Mix);
        }
    }

    /// <summary>From users to what they use, and from a state's next value to its previous one.</summary>
    private void Up()
    {
        var uses = new Dictionary<int, List<ulong>>();
        void Use(Value value, ulong by)
        {
            if (!uses.TryGetValue(value.Id, out List<ulong>? list)) uses.Add(value.Id, list = []);
            list.Add(by);
        }

        foreach (Value? result in _fragment.Results) if (result is not null) Use(result, 5);
        foreach (Value? sum in _fragment.Sums) if (sum is not null) Use(sum, 7);
        foreach ((Value next, Value previous) in _fragment.Carried)
        {
            Use(next, Mix(11, Of(previous)));
            Use(previous, Mix(13, Of(next)));
        }
        foreach (Equation equation in _fragment.Given.Concat(_fragment.Equations))
        {
            bool commutes = Commutes(equation);
            for (int i = 0; i < equation.Operands.Count; i++)
                Use(equation.Operands[i], Mix(Of(equation.Result), commutes ? 0UL : (ulong)i));
        }
        foreach (KeyValuePair<int, List<ulong>> entry in uses)
            _labels[entry.Key] = entry.Value.OrderBy(label => label).Aggregate(_labels[entry.Key], Mix);
    }

    /// <summary>The operation with its attributes, through its text: record hashes differ from run to run.</summary>
    private static ulong Hash(Operation operation) =>
        (operation.GetType().Name + OperationText.Of(operation, Blanks).Text).Aggregate(Seed, (hash, character) => Mix(hash, character));

    private static Operation Coarse(Operation operation) => operation switch
    {
        Operation.Slice slice => slice with { Start = 0 },
        Operation.Pad pad => pad with { Start = 0 },
        _ => operation,
    };

    /// <summary>
    /// As many as the operation with the most fixed operands has; how many parts a concatenation has shows in their labels.
    /// </summary>
    private static readonly Spelling[] Blanks = [.. Enumerable.Repeat(new Spelling("_", Precedence.Primary), 4)];

    private static ulong Mix(ulong hash, ulong more)
    {
        unchecked
        {
            // FNV-1a over a word, with a finishing shift: its low bits alone would mix badly.
            hash = (hash ^ more) * 1099511628211;
            return hash ^ (hash >> 29);
        }
    }
}
