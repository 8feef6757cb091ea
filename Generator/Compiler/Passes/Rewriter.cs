using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Walks a fragment once from top to bottom and lets a rule replace equations. A rule reads definitions, builds new equations with
/// <see cref="Builder"/> and returns the value to use instead; the last equation that it built takes over the name of the one replaced.
/// </summary>
internal sealed class Rewriter
{
    private readonly Fragment _fragment;
    private readonly Dictionary<int, Equation> _definitions = [];
    private readonly HashSet<int> _given;
    private readonly Dictionary<int, Value> _substitutes = [];
    private readonly Dictionary<int, Equation> _names = [];
    private readonly List<Equation> _equations = [];
    private IrBuilder? _builder;
    private Uses? _uses;
    private Equation? _current;
    private bool _changed;

    private Rewriter(Fragment fragment)
    {
        _fragment = fragment;
        _given = new(fragment.Given.Select(equation => equation.Result.Id));
        foreach (Equation equation in fragment.Given) _definitions.Add(equation.Result.Id, equation);
    }

    /// <summary>Made when a rule asks for it first: most walks find nothing to build.</summary>
    public IrBuilder Builder
    {
        get
        {
            _builder ??= _fragment.NewBuilder();
            (_builder.Origin, _builder.Stem) = (_current!.Origin, _current.Result.Stem ?? _current.Result.Name);
            return _builder;
        }
    }

    /// <summary>Who used what before the walk began.</summary>
    public Uses Uses => _uses ??= new Uses(_fragment);

    /// <summary>
    /// Applies the rule until it finds nothing more to do, or until that has taken more than a cell is worth: every fragment on the way
    /// computes the same.
    /// </summary>
    public static Fragment Exhaust(Fragment fragment, string pass, Func<Equation, Rewriter, Value?> rule)
    {
        const int most = 1000, least = 16, patience = 40_000;
        int rounds = fragment.Equations.Count * most <= patience ? most : Math.Max(patience / fragment.Equations.Count, least);
        for (int i = 0; i < rounds; i++)
        {
            Fragment next = new Rewriter(fragment).Run(rule);
            if (ReferenceEquals(next, fragment)) return fragment;
            fragment = next;
        }
        return rounds < most ? fragment : throw new InvalidIrException($"The pass {pass} does not come to an end.");
    }

    public static Fragment Once(Fragment fragment, Func<Equation, Rewriter, Value?> rule) => new Rewriter(fragment).Run(rule);

    /// <summary>The equation that defines a value; null for arguments and seeds.</summary>
    public Equation? Definition(Value value) => _definitions.TryGetValue(value.Id, out Equation? equation) ? equation : null;

    /// <summary>The equation that defines a value, where it is of a certain operation.</summary>
    public Equation? Definition<T>(Value value)
        where T : Operation =>
        Definition(value) is { Operation: T } equation ? equation : null;

    private Fragment Run(Func<Equation, Rewriter, Value?> rule)
    {
        foreach (Equation equation in _fragment.Equations) Visit(equation, rule);
        if (!_changed) return _fragment;
        return _fragment with
        {
            Equations = [.. _equations.Select(Rename)],
            Results = [.. _fragment.Results.Select(Final)],
            Sums = [.. _fragment.Sums.Select(Final)],
        };
    }

    private void Visit(Equation original, Func<Equation, Rewriter, Value?> rule)
    {
        Equation equation = original;
        if (original.Operands.Any(operand => _substitutes.ContainsKey(operand.Id)))
            equation = original with { Operands = original.Operands.Select(Substitute).ToEquatableArray() };
        int before = _builder?.Equations.Count ?? 0;
        _current = equation;
        Value? replacement = rule(equation, this);
        if (replacement is null)
        {
            Append(equation);
            return;
        }
        _changed = true;
        List<Equation> built = _builder is null ? [] : [.. _builder.Equations.Skip(before)];
        bool takesOver = built.Count > 0 && built[built.Count - 1].Result == replacement;
        foreach (Equation added in built.Take(built.Count - (takesOver ? 1 : 0))) Append(added);
        if (takesOver) Append(built[built.Count - 1] with { Result = equation.Result });
        else Alias(equation, replacement);
    }

    private void Append(Equation equation)
    {
        _equations.Add(equation);
        _definitions.Add(equation.Result.Id, equation);
    }

    /// <summary>Before: v = t * 1, where t is a temporary of the way to v. After: what was t is called v.</summary>
    private void Alias(Equation replaced, Value by)
    {
        _substitutes.Add(replaced.Result.Id, by);
        bool isOwn = Definition(by) is not null && by.IsTemporary && !_given.Contains(by.Id);
        if (isOwn && !replaced.Result.IsTemporary && !_names.ContainsKey(by.Id)) _names.Add(by.Id, replaced);
    }

    private Value Substitute(Value value) => _substitutes.TryGetValue(value.Id, out Value? other) ? other : value;

    private Value? Final(Value? value) => value is null ? null : Named(Substitute(value));

    private Value Named(Value value) => _names.TryGetValue(value.Id, out Equation? named)
        ? value with { Name = named.Result.Name, Stem = null } : value;

    private Equation Rename(Equation equation)
    {
        if (_names.Count == 0) return equation;
        return new Equation(
            Named(equation.Result),
            equation.Operation,
            equation.Operands.Select(Named).ToEquatableArray(),
            _names.TryGetValue(equation.Result.Id, out Equation? named) ? named.Origin : equation.Origin);
    }
}
