using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>
/// A sum of products of symbols with whole coefficients, such as <c>rows * stride + k + 3</c>. Symbols are numbers from 1 to 65535; a
/// product has at most four.
/// </summary>
internal sealed class Polynomial
{
    private const int SymbolBits = 16;

    /// <summary>In order of their products; a product is its symbols in order, the lowest in the lowest bits.</summary>
    private readonly (ulong Product, long Coefficient)[] _terms;

    private Polynomial((ulong, long)[] terms) => _terms = terms;

    public static Polynomial Zero { get; } = new([]);

    public static Polynomial One { get; } = Of(1);

    /// <summary>The number where no symbol is left, else null.</summary>
    public long? Constant => _terms.Length == 0 ? 0 : _terms.Length == 1 && _terms[0].Product == 0 ? _terms[0].Coefficient : null;

    public static Polynomial Of(long value) => value == 0 ? Zero : new Polynomial([(0, value)]);

    public static Polynomial Symbol(int number) => new([((ulong)number, 1)]);

    public static Polynomial operator +(Polynomial left, Polynomial right) => Sum(left, right, 1);

    public static Polynomial operator -(Polynomial left, Polynomial right) => Sum(left, right, -1);

    public static Polynomial operator *(Polynomial left, Polynomial right)
    {
        if (left.Constant is { } number) return right.Times(number);
        if (right.Constant is { } other) return left.Times(other);
        Polynomial sum = Zero;
        foreach ((ulong a, long coefficient) in left._terms)
        {
            var part = new (ulong Product, long)[right._terms.Length];
            for (int i = 0; i < part.Length; i++)
                part[i] = (Product(a, right._terms[i].Product), checked(coefficient * right._terms[i].Coefficient));
            sum += Ordered(part);
        }
        return sum;
    }

    public bool Has(int symbol)
    {
        foreach ((ulong product, _) in _terms)
            if (Contains(product, symbol)) return true;
        return false;
    }

    /// <summary>Splits into Factor * symbol + Other; null where the symbol stands in a higher power.</summary>
    public (Polynomial Factor, Polynomial Other)? Split(int symbol)
    {
        int count = 0;
        foreach ((ulong product, _) in _terms)
            if (Contains(product, symbol)) count++;
        var factor = new (ulong Product, long)[count];
        var rest = new (ulong, long)[_terms.Length - count];
        int i = 0, j = 0;
        foreach ((ulong product, long coefficient) in _terms)
        {
            if (!Contains(product, symbol))
            {
                rest[j++] = (product, coefficient);
                continue;
            }
            ulong without = Without(product, symbol);
            if (Contains(without, symbol)) return null;
            factor[i++] = (without, coefficient);
        }
        return (Ordered(factor), rest.Length == 0 ? Zero : new Polynomial(rest));
    }

    /// <summary>Puts a polynomial in the place of each symbol that has one.</summary>
    public Polynomial Substitute(Func<int, Polynomial?> values)
    {
        if (Constant is not null) return this;
        Polynomial sum = Zero;
        foreach ((ulong product, long coefficient) in _terms)
        {
            Polynomial value = Of(coefficient);
            for (ulong left = product; left != 0; left >>= SymbolBits)
            {
                int symbol = (int)(left & ushort.MaxValue);
                value *= values(symbol) ?? Symbol(symbol);
            }
            sum += value;
        }
        return sum;
    }

    /// <summary>
    /// Whether it is never below zero where every symbol is at least its floor: certain if no coefficient is negative once each symbol is
    /// counted from its floor.
    /// </summary>
    /// <param name="floors">The floor of a symbol, at least 0.</param>
    public bool IsNeverNegative(Func<int, long> floors)
    {
        if (HasNoNegative) return true;
        return Constant is null
            && Substitute(symbol => floors(symbol) is var floor && floor > 0 ? Symbol(symbol) + Of(floor) : null).HasNoNegative;
    }

    /// <summary>Whether it is never below another one, in the same sense. Of most that shows term by term, without a difference.</summary>
    /// <param name="floors">The floor of a symbol, at least 0.</param>
    public bool IsNeverBelow(Polynomial other, Func<int, long> floors)
    {
        int i = 0;
        foreach ((ulong product, long coefficient) in other._terms)
        {
            for (; i < _terms.Length && _terms[i].Product < product; i++)
                if (_terms[i].Coefficient < 0) return (this - other).IsNeverNegative(floors);
            long own = i < _terms.Length && _terms[i].Product == product ? _terms[i++].Coefficient : 0;
            if (own < coefficient) return (this - other).IsNeverNegative(floors);
        }
        for (; i < _terms.Length; i++)
            if (_terms[i].Coefficient < 0) return (this - other).IsNeverNegative(floors);
        return true;
    }

    private bool HasNoNegative
    {
        get
        {
            foreach ((_, long coefficient) in _terms)
                if (coefficient < 0) return false;
            return true;
        }
    }

    /// <param name="names">What a symbol is called.</param>
    public string Text(Func<int, string> names) => _terms.Length == 0 ? "0" : string.Join(" + ", Enumerable.Reverse(_terms).Select(term =>
        string.Join("*", Symbols(term.Product).Select(names).Concat(
            term.Coefficient == 1 && term.Product != 0 ? [] : [$"{term.Coefficient}"]))));

    private static Polynomial Sum(Polynomial left, Polynomial right, long sign)
    {
        if (right._terms.Length == 0) return left;
        if (left._terms.Length == 0) return right.Times(sign);
        if (left.Constant is { } a && right.Constant is { } b) return Of(checked(a + sign * b));
        var terms = new (ulong, long)[Products(left._terms, right._terms)];
        int i = 0, j = 0, count = 0;
        while (i < left._terms.Length || j < right._terms.Length)
        {
            bool takesLeft = j == right._terms.Length || (i < left._terms.Length && left._terms[i].Product <= right._terms[j].Product);
            bool takesRight = i == left._terms.Length || (j < right._terms.Length && right._terms[j].Product <= left._terms[i].Product);
            ulong product = takesLeft ? left._terms[i].Product : right._terms[j].Product;
            long coefficient = 0;
            if (takesLeft) coefficient = left._terms[i++].Coefficient;
            if (takesRight) coefficient = checked(coefficient + sign * right._terms[j++].Coefficient);
            if (coefficient != 0) terms[count++] = (product, coefficient);
        }
        // Some may have gone.
        if (count < terms.Length) Array.Resize(ref terms, count);
        return new Polynomial(terms);
    }

    /// <summary>How many products there are in one or in both.</summary>
    private static int Products((ulong Product, long)[] left, (ulong Product, long)[] right)
    {
        int count = left.Length;
        for (int i = 0, j = 0; j < right.Length; j++)
        {
            while (i < left.Length && left[i].Product < right[j].Product) i++;
            if (i == left.Length || left[i].Product != right[j].Product) count++;
        }
        return count;
    }

    /// <summary>Terms of different products.</summary>
    private static Polynomial Ordered((ulong Product, long)[] terms)
    {
        if (terms.Length > 1) Array.Sort(terms, static (a, b) => a.Product.CompareTo(b.Product));
        return new Polynomial(terms);
    }

    private Polynomial Times(long number) => number == 0
        ? Zero
        : number == 1 ? this : new Polynomial(Array.ConvertAll(_terms, term => (term.Product, checked(term.Coefficient * number))));

    private static IEnumerable<int> Symbols(ulong product)
    {
        for (; product != 0; product >>= SymbolBits) yield return (int)(product & ushort.MaxValue);
    }

    private static bool Contains(ulong product, int symbol)
    {
        for (; product != 0; product >>= SymbolBits)
            if ((int)(product & ushort.MaxValue) == symbol) return true;
        return false;
    }

    /// <summary>The symbols of both, in order.</summary>
    private static ulong Product(ulong left, ulong right)
    {
        ulong product = 0;
        for (int shift = 0; left != 0 || right != 0; shift += SymbolBits)
        {
            if (shift == 64) throw new UnprovenKernelException("An address has a product of more than four factors.");
            bool takesLeft = right == 0 || (left != 0 && (left & ushort.MaxValue) <= (right & ushort.MaxValue));
            product |= ((takesLeft ? left : right) & ushort.MaxValue) << shift;
            if (takesLeft) left >>= SymbolBits;
            else right >>= SymbolBits;
        }
        return product;
    }

    /// <summary>The symbols of a product but for one that it has.</summary>
    private static ulong Without(ulong product, int symbol)
    {
        int shift = 0;
        while ((int)(product >> shift & ushort.MaxValue) != symbol) shift += SymbolBits;
        ulong before = product & ((1UL << shift) - 1);
        return before | (product >> shift >> SymbolBits) << shift;
    }
}
