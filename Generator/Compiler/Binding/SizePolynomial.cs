using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// An expression of sizes in normal form: a sum of terms with different products of symbols and coefficients other than zero. Two are
/// equal when their terms are, in whatever order; the order is that of writing, so that messages read as the definition does.
/// </summary>
internal sealed class SizePolynomial : IEquatable<SizePolynomial>
{
    private readonly EquatableArray<SizeTerm> _terms;

    private SizePolynomial(IEnumerable<SizeTerm> terms) => _terms = terms.ToEquatableArray();

    public static SizePolynomial Zero { get; } = new([]);

    public EquatableArray<SizeTerm> Terms => _terms;

    public bool IsZero => _terms.Count == 0;

    public int Degree => _terms.Count == 0 ? 0 : _terms.Max(term => term.Factors.Count);

    public static SizePolynomial Constant(BigInteger value) =>
        value.IsZero ? Zero : new([new SizeTerm(value, EquatableArray<string>.Empty)]);

    public static SizePolynomial Symbol(string name) => new([new SizeTerm(BigInteger.One, EquatableArray.Of(name))]);

    public static SizePolynomial operator +(SizePolynomial left, SizePolynomial right) => Sum(left._terms.Concat(right._terms));

    public static SizePolynomial operator -(SizePolynomial left, SizePolynomial right) => left + (-right);

    public static SizePolynomial operator -(SizePolynomial operand) =>
        new(operand._terms.Select(term => term with { Coefficient = -term.Coefficient }));

    public static SizePolynomial operator *(SizePolynomial left, SizePolynomial right) =>
        Sum(left._terms.SelectMany(a => right._terms.Select(b => a.Times(b))));

    public static SizePolynomial operator *(BigInteger factor, SizePolynomial operand) => Constant(factor) * operand;

    /// <summary>The polynomial that times the divisor is this one; null where there is none with whole coefficients.</summary>
    public SizePolynomial? DivideExactly(SizePolynomial divisor)
    {
        if (divisor.IsZero) return null;
        SizeTerm leading = divisor.LeadingTerm();
        SizePolynomial rest = this;
        SizePolynomial quotient = Zero;
        while (!rest.IsZero)
        {
            if (rest.LeadingTerm().DivideExactly(leading) is not { } term) return null;
            var step = new SizePolynomial([term]);
            quotient += step;
            rest -= step * divisor;
        }
        return quotient;
    }

    public bool Mentions(string symbol) => _terms.Any(term => term.Factors.Contains(symbol));

    /// <summary>The symbols, in order of their first appearance.</summary>
    public IEnumerable<string> Symbols => _terms.SelectMany(term => term.Factors).Distinct();

    public SizePolynomial Substitute(string symbol, SizePolynomial value)
    {
        if (!Mentions(symbol)) return this;
        SizePolynomial result = Zero;
        foreach (SizeTerm term in _terms)
        {
            int power = term.Factors.Count(factor => factor == symbol);
            var rest = new SizePolynomial([term with { Factors = term.Factors.Where(f => f != symbol).ToEquatableArray() }]);
            for (int i = 0; i < power; i++) rest *= value;
            result += rest;
        }
        return result;
    }

    /// <summary>
    /// Reads "this = 0" as a definition of the symbol: its value, where it appears once, alone, with a coefficient that divides the rest.
    /// </summary>
    public SizePolynomial? SolveFor(string symbol)
    {
        var own = _terms.Where(term => term.Factors.Contains(symbol)).ToList();
        if (own.Count != 1 || own[0].Factors.Count != 1) return null;
        var rest = new SizePolynomial(_terms.Where(term => !term.Factors.Contains(symbol)));
        return (-rest).DivideExactly(Constant(own[0].Coefficient));
    }

    public BigInteger Evaluate(Func<string, int> valueOf) => _terms.Aggregate(BigInteger.Zero, (sum, term) =>
        sum + term.Factors.Aggregate(term.Coefficient, (product, factor) => product * valueOf(factor)));

    public bool Equals(SizePolynomial? other) =>
        other is not null && _terms.Count == other._terms.Count && _terms.All(term => other._terms.Contains(term));

    public override bool Equals(object? obj) => Equals(obj as SizePolynomial);

    public override int GetHashCode() => _terms.Aggregate(0, (hash, term) => hash ^ term.GetHashCode());

    public override string ToString()
    {
        if (IsZero) return "0";
        string text = "";
        foreach (SizeTerm term in _terms)
        {
            bool negative = term.Coefficient.Sign < 0;
            text += text.Length == 0 ? (negative ? "-" : "") : negative ? " - " : " + ";
            text += term.Magnitude;
        }
        return text;
    }

    /// <summary>The first term in an order that multiplication keeps: by degree, then by the symbols in turn.</summary>
    private SizeTerm LeadingTerm()
    {
        SizeTerm leading = _terms[0];
        foreach (SizeTerm term in _terms)
            if (SizeTerm.Compare(term, leading) > 0) leading = term;
        return leading;
    }

    private static SizePolynomial Sum(IEnumerable<SizeTerm> terms)
    {
        var sums = new List<SizeTerm>();
        foreach (SizeTerm term in terms)
        {
            int index = sums.FindIndex(other => other.Factors == term.Factors);
            if (index < 0) sums.Add(term);
            else sums[index] = term with { Coefficient = sums[index].Coefficient + term.Coefficient };
        }
        return new(sums.Where(term => !term.Coefficient.IsZero));
    }
}

/// <summary>A number times a product of symbols.</summary>
/// <param name="Factors">Sorted by ordinal; a square has its symbol twice.</param>
internal sealed record SizeTerm(BigInteger Coefficient, EquatableArray<string> Factors)
{
    public SizeTerm Times(SizeTerm other) =>
        new(Coefficient * other.Coefficient, Factors.Concat(other.Factors).OrderBy(f => f, StringComparer.Ordinal).ToEquatableArray());

    public SizeTerm? DivideExactly(SizeTerm divisor)
    {
        BigInteger quotient = BigInteger.DivRem(Coefficient, divisor.Coefficient, out BigInteger remainder);
        var factors = Factors.ToList();
        return remainder.IsZero && divisor.Factors.All(factors.Remove) ? new SizeTerm(quotient, factors.ToEquatableArray()) : null;
    }

    /// <summary>"2*hidden", without the sign.</summary>
    public string Magnitude
    {
        get
        {
            BigInteger number = BigInteger.Abs(Coefficient);
            string digits = number.ToString(CultureInfo.InvariantCulture);
            string product = string.Join("*", Factors);
            return Factors.Count == 0 ? digits : number.IsOne ? product : $"{digits}*{product}";
        }
    }

    /// <summary>
    /// Graded lexicographic order, which is kept by multiplication. With sorted factors the first that differs decides: the symbol that
    /// comes first has the higher power on the side that still has it.
    /// </summary>
    public static int Compare(SizeTerm left, SizeTerm right)
    {
        if (left.Factors.Count != right.Factors.Count) return left.Factors.Count.CompareTo(right.Factors.Count);
        for (int i = 0; i < left.Factors.Count; i++)
        {
            int order = string.CompareOrdinal(right.Factors[i], left.Factors[i]);
            if (order != 0) return order;
        }
        return 0;
    }
}
