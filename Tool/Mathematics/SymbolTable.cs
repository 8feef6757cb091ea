using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Mathematics;

/// <summary>
/// What each name of a cell and of its derivative is: a value of this step or of all, the adjoint of one, a stage of that.
/// </summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, Formula.Symbol> _values = [];
    private readonly Dictionary<string, Formula.Symbol> _adjoints = [];

    public SymbolTable(CellDescription cell)
    {
        foreach (SlotSignature slot in cell.Signature.Parameters) Add(slot.Name, null, slot.Shape.Rank);
        foreach (var constant in cell.Bound.Constants) Add(constant.Name, null, 0);
        foreach (SlotSignature slot in cell.Signature.Inputs.Concat(cell.Signature.States).Concat(cell.Signature.Outputs))
            Add(slot.Name, 0, slot.Shape.Rank);
        foreach (var target in cell.Bound.Equations.SelectMany(equation => equation.Targets)) Add(target.Name, 0, target.Shape.Rank);
        StepFunction step = cell.Adjoint.Forward;
        foreach (Equation equation in step.Equations) AddPart(equation.Result);
        for (int i = 0; i < step.Previous.Count; i++)
        {
            Formula.Symbol state = _values[cell.Signature.States[i].Name];
            _values[step.Previous[i].Name] = state with { Step = step.DirectionOf(i) == Direction.Forward ? -1 : 1 };
        }
        foreach ((string name, Formula.Symbol symbol) in _values.ToList()) AddAdjoint(name, symbol);
    }

    /// <summary>A value of the definition.</summary>
    public Formula.Symbol Value(string name, bool isPrevious) => _values[isPrevious ? name + "'" : name];

    /// <summary>A value of the step or of its derivative.</summary>
    public Formula.Symbol Of(Value value)
    {
        if (_values.TryGetValue(value.Name, out Formula.Symbol? known)) return known;
        // A stage on the way to an adjoint is a number of its name: dh_2, which need not be of the rank of another value h_2.
        if (value.Stem is { } stem && Known(stem) is { } target)
            return target with { Mark = value.Name[stem.Length..].TrimStart('_'), Rank = value.Shape.Rank };
        return Known(value.Name) ?? Symbol(value.Name, 0, value.Shape.Rank);
    }

    /// <summary>The adjoint of that name.</summary>
    public Formula.Symbol Of(string name, int rank) => Known(name) ?? Symbol(name, 0, rank);

    private Formula.Symbol? Known(string name) =>
        _values.TryGetValue(name, out Formula.Symbol? value) || _adjoints.TryGetValue(name, out value) ? value : null;

    /// <summary>What a value is a function of, which the compiler calls <c>zf</c> for f, is one of the same inner cell.</summary>
    private void AddPart(Value value)
    {
        if (value.IsTemporary && value.Name[0] == 'z' && _values.TryGetValue(value.Name[1..], out Formula.Symbol? of))
            _values.TryAdd(value.Name, of with { Identifier = "z" + of.Identifier, Rank = value.Shape.Rank });
        else Add(value.Name, 0, value.Shape.Rank);
    }

    private void Add(string name, int? step, int rank) => _values.TryAdd(name, Symbol(name, step, rank));

    /// <summary>The names are given by the compiler's AdjointNames: <c>dt</c> or <c>d_t</c>, and its two parts.</summary>
    private void AddAdjoint(string name, Formula.Symbol of)
    {
        Formula.Symbol adjoint = of with { IsAdjoint = true };
        foreach (string own in new[] { "d" + name, "d_" + name })
        {
            _adjoints.TryAdd(own, adjoint);
            foreach (string part in new[] { "in", "out" }) _adjoints.TryAdd($"{own}_{part}", adjoint with { Mark = part });
        }
    }

    private static Formula.Symbol Symbol(string name, int? step, int rank)
    {
        int dot = name.LastIndexOf('.');
        return new Formula.Symbol(name[(dot + 1)..], dot < 0 ? "" : name[..dot], step, rank);
    }
}
