using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// Decides which sizes and shapes are equal. Sizes are equal as polynomials, after the definition's requirements; unknowns (extents of
/// inferred parameters, symbols that start with '?') take the value that makes them equal.
/// </summary>
internal sealed class ShapeSolver
{
    private readonly List<(string Symbol, SizePolynomial Value)> _requirements = [];
    private readonly Dictionary<string, SizePolynomial> _unknowns = [];
    private readonly Dictionary<string, SymbolicShape> _shapes = [];
    private int _count;

    public static bool IsUnknown(string symbol) => symbol[0] == '?';

    /// <summary>A new unknown extent.</summary>
    public SizePolynomial NewUnknown() => SizePolynomial.Symbol("?" + (++_count).ToString(CultureInfo.InvariantCulture));

    /// <summary>Takes two sizes as equal from here on; false where this would not define one size by others.</summary>
    public bool Require(SizePolynomial left, SizePolynomial right)
    {
        SizePolynomial difference = Normalize(left) - Normalize(right);
        if (difference.IsZero) return true;
        foreach (string symbol in difference.Symbols)
        {
            if (difference.SolveFor(symbol) is not { } value) continue;
            _requirements.Add((symbol, value));
            return true;
        }
        return false;
    }

    /// <summary>With requirements and all that is known of unknowns put in.</summary>
    public SizePolynomial Normalize(SizePolynomial size)
    {
        size = Resolve(size);
        // A later requirement is written in symbols that the earlier ones left over.
        foreach ((string symbol, SizePolynomial value) in _requirements) size = size.Substitute(symbol, value);
        return size;
    }

    /// <summary>With all that is known of unknowns put in.</summary>
    public SizePolynomial Resolve(SizePolynomial size)
    {
        while (size.Symbols.FirstOrDefault(_unknowns.ContainsKey) is { } symbol) size = size.Substitute(symbol, _unknowns[symbol]);
        return size;
    }

    public SymbolicShape Resolve(SymbolicShape shape)
    {
        while (shape is SymbolicShape.Unknown unknown && _shapes.TryGetValue(unknown.Parameter, out SymbolicShape? known)) shape = known;
        return shape is SymbolicShape.Known { Extents: var extents }
            ? new SymbolicShape.Known(extents.Select(Resolve).ToEquatableArray())
            : shape;
    }

    /// <summary>The shape of a parameter of which only the rank is decided.</summary>
    public SymbolicShape Decide(SymbolicShape.Unknown unknown, int rank)
    {
        SymbolicShape shape = rank == 1 ? SymbolicShape.Vector(NewUnknown()) : SymbolicShape.Matrix(NewUnknown(), NewUnknown());
        _shapes.Add(unknown.Parameter, shape);
        return shape;
    }

    public bool Unify(SymbolicShape left, SymbolicShape right)
    {
        left = Resolve(left);
        right = Resolve(right);
        switch (left, right)
        {
            case (SymbolicShape.Unknown a, SymbolicShape.Unknown b):
                if (a.Parameter != b.Parameter) _shapes.Add(a.Parameter, b);
                return true;
            case (SymbolicShape.Unknown a, SymbolicShape.Known):
                return Learn(a, right);
            case (SymbolicShape.Known, SymbolicShape.Unknown b):
                return Learn(b, left);
            case (SymbolicShape.Known a, SymbolicShape.Known b):
                return a.Extents.Count == b.Extents.Count && a.Extents.Zip(b.Extents, Unify).All(equal => equal);
            default:
                return true;
        }
    }

    public bool Unify(SizePolynomial left, SizePolynomial right)
    {
        SizePolynomial difference = Normalize(left) - Normalize(right);
        // Solved as written where that goes, so that messages do not show what the requirements make of it.
        return difference.IsZero || Solve(Resolve(left) - Resolve(right)) || Solve(difference);
    }

    /// <summary>Gives an unknown in "difference = 0" its value; false where there is none to be had.</summary>
    private bool Solve(SizePolynomial difference)
    {
        foreach (string symbol in difference.Symbols.Where(IsUnknown))
        {
            if (difference.SolveFor(symbol) is not { } value) continue;
            _unknowns.Add(symbol, value);
            return true;
        }
        return false;
    }

    /// <summary>An n-th of a size; null where it is not a multiple of n.</summary>
    public SizePolynomial? Divide(SizePolynomial size, BigInteger parts)
    {
        if (Normalize(size).DivideExactly(SizePolynomial.Constant(parts)) is { } exact)
            return Resolve(size).DivideExactly(SizePolynomial.Constant(parts)) ?? exact;
        SizePolynomial part = NewUnknown();
        return size.Symbols.Any(IsUnknown) && Unify(parts * part, size) ? part : null;
    }

    /// <summary>"[hidden, hidden + input]", with '?' for what is not known.</summary>
    public string Display(SymbolicShape shape) => Resolve(shape) switch
    {
        SymbolicShape.Known { Extents: var extents } => $"[{string.Join(", ", extents.Select(Display))}]",
        _ => "of unknown shape",
    };

    public string Display(SizePolynomial size)
    {
        SizePolynomial resolved = Resolve(size);
        return resolved.Symbols.Any(IsUnknown) ? "?" : resolved.ToString();
    }

    /// <summary>No shape that is inferred is a scalar's.</summary>
    private bool Learn(SymbolicShape.Unknown unknown, SymbolicShape shape)
    {
        if (shape.IsScalar) return false;
        _shapes.Add(unknown.Parameter, shape);
        return true;
    }
}
