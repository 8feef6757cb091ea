using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>The sizes of a cell: their names, their values from definition and attribute, and the meaning of expressions of them.</summary>
internal sealed class SizeTable
{
    private static readonly string[] Implicit = ["input", "hidden", "output"];

    private readonly DiagnosticBag _diagnostics;
    private readonly bool _isComplete;
    private readonly bool _isImplicit;
    private readonly List<DefinitionName> _names = [];
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, int> _values = [];
    private readonly HashSet<string> _wrong = [];
    private readonly Dictionary<string, string> _arguments = [];
    private readonly HashSet<string> _unknown = [];
    private readonly CellSyntax _syntax;
    private readonly Dictionary<string, SizePolynomial?> _inner = [];

    public SizeTable(CellSyntax syntax, CellRequest request, ShapeSolver solver, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _syntax = syntax;
        _isComplete = syntax.IsComplete;
        _isImplicit = syntax.Definition.Sizes is null;
        Solver = solver;
        foreach (SizeDefinition size in syntax.Definition.Sizes ?? default) Declare(size);
        foreach (SizeArgument argument in request.Sizes) Take(argument);
        // From the outermost in: the sizes of an inner cell are written in those around it.
        foreach (InnerSizeSyntax size in syntax.InnerSizes.OrderBy(size => size.Name.Count(character => character == '.')))
            _inner[size.Name] = size.Value is null ? solver.NewUnknown() : Bind(size.Value);
    }

    public ShapeSolver Solver { get; }

    public bool Contains(string name) => _known.Contains(name);

    /// <summary>Some size is not known, or a shape: an argument for a size that is not there may have been meant for it.</summary>
    public bool IsPoisoned { get; set; }

    public IEnumerable<string> Names => _names.Select(name => name.Text);

    /// <summary>Every size has a value, and each value is possible.</summary>
    public bool IsDecided => _wrong.Count == 0 && _names.All(name => _values.ContainsKey(name.Text));

    public EquatableArray<BoundSize> Bound => _names.Select(name => new BoundSize(name.Text, _values[name.Text])).ToEquatableArray();

    public int ValueOf(string name) => _values[name];

    /// <summary>The attribute's argument that set a size, or null.</summary>
    public string? ArgumentOf(string name) => _arguments.TryGetValue(name, out string? argument) ? argument : null;

    /// <summary>The normal form of an expression of sizes; null where it has an error.</summary>
    public SizePolynomial? Bind(SizeSyntax syntax)
    {
        switch (syntax)
        {
            case SizeSyntax.Integer integer:
                return SizePolynomial.Constant(BigInteger.Parse(integer.Digits, CultureInfo.InvariantCulture));
            case SizeSyntax.Name name:
                return BindName(name);
            case SizeSyntax.Binary binary:
                SizePolynomial? left = Bind(binary.Left);
                SizePolynomial? right = Bind(binary.Right);
                return left is null || right is null ? null : Check(Combine(binary, left, right), binary.Span);
            default:
                return null;
        }
    }

    /// <summary>Behind all that may use a size: reports sizes without a value and arguments for sizes that do not exist.</summary>
    public void Finish(CellRequest request)
    {
        foreach (SizeArgument argument in request.Sizes)
        {
            if (Contains(argument.Name) || !_isComplete || IsPoisoned) continue;
            _diagnostics.ReportArgument(Rules.UnknownSizeArgument, argument.Argument, FixArgument(argument), argument.Name,
                Spelling.Suggest(argument.Name, Names));
        }
        foreach (DefinitionName name in _names)
        {
            if (_values.ContainsKey(name.Text) || _wrong.Contains(name.Text)) continue;
            string argument = System.Array.IndexOf(Implicit, name.Text) < 0
                ? $"[CellSize(\"{name}\", …)]"
                : char.ToUpperInvariant(name.Text[0]) + name.Text.Substring(1) + " = … in the attribute";
            _diagnostics.Report(Rules.MissingSize, name.Span, name.Text, $"set {argument}, or write the value under sizes");
        }
    }

    /// <summary>Behind the equations: reports sizes of inner cells that did not follow from their use.</summary>
    /// <returns>False where there are some.</returns>
    public bool CheckInner()
    {
        bool areKnown = true;
        foreach (InnerSizeSyntax size in _syntax.InnerSizes)
        {
            if (_inner[size.Name] is not { } value || !Solver.Resolve(value).Symbols.Any(ShapeSolver.IsUnknown)) continue;
            string name = size.Name.Substring(size.Name.LastIndexOf('.') + 1);
            string example = Names.Contains(name) ? name : Names.LastOrDefault() ?? "8";
            _diagnostics.Report(Rules.InnerSizeMissing, size.Span, name, size.Cell, example);
            areKnown = false;
        }
        return areKnown;
    }

    /// <summary>The size that was meant, unless it is set already.</summary>
    private EquatableArray<Fix> FixArgument(SizeArgument argument) =>
        Spelling.Nearest(argument.Name, Names) is { } meant && !_arguments.ContainsKey(meant)
            ? Fix.Rename(argument.Argument, meant)
            : default;

    private void Declare(SizeDefinition size)
    {
        if (Contains(size.Name.Text))
        {
            _diagnostics.Report(Rules.DuplicateName, size.Name.Span, size.Name.Text, "a size");
            return;
        }
        _names.Add(size.Name);
        _known.Add(size.Name.Text);
        if (size.Value is not { } text) return;
        if (BigInteger.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value))
            Set(size.Name.Text, value, new DiagnosticPlace.Definition(text.Span));
        else
        {
            int comment = text.Value.IndexOf("//", System.StringComparison.Ordinal);
            if (comment >= 0) _diagnostics.Report(Rules.ForeignComment, text.Map(comment, comment + 2), "//");
            else _diagnostics.Report(Rules.WrongSizeValue, text.Span, text.Value);
            _wrong.Add(size.Name.Text);
        }
    }

    private void Take(SizeArgument argument)
    {
        if (_arguments.ContainsKey(argument.Name))
        {
            _diagnostics.ReportArgument(Rules.SetTwice, argument.Argument, "size", argument.Name);
            return;
        }
        _arguments.Add(argument.Name, argument.Argument);
        Set(argument.Name, argument.Value, new DiagnosticPlace.Argument(argument.Argument));
    }

    private void Set(string name, BigInteger value, DiagnosticPlace place)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        if (value.Sign <= 0) _diagnostics.Report(Rules.SizeNotPositive, place, name, digits);
        else if (value > Limits.Extent)
            _diagnostics.Report(Rules.SizeTooLarge, place, name, digits, Limits.Extent.ToString(CultureInfo.InvariantCulture));
        else
        {
            _values[name] = (int)value;
            return;
        }
        _wrong.Add(name);
    }

    private SizePolynomial? BindName(SizeSyntax.Name name)
    {
        if (Contains(name.Identifier)) return SizePolynomial.Symbol(name.Identifier);
        if (_inner.TryGetValue(name.Identifier, out SizePolynomial? inner)) return inner;
        if (_isImplicit && System.Array.IndexOf(Implicit, name.Identifier) >= 0)
        {
            _names.Add(new DefinitionName(name.Identifier, name.Span));
            _known.Add(name.Identifier);
            return SizePolynomial.Symbol(name.Identifier);
        }
        IsPoisoned = true;
        if (!_isComplete || !_unknown.Add(name.Identifier)) return null;
        string suggestion = Spelling.Suggest(name.Identifier, _isImplicit ? Implicit : Names);
        string all = string.Join(", ", Used().Concat([name.Identifier]).Distinct());
        if (suggestion.Length == 0) suggestion = $" Declare it: 'sizes: [{all}]'.";
        EquatableArray<Fix> fixes = Fix.Respell(name.Span, name.Identifier, _isImplicit ? Implicit : Names);
        _diagnostics.Report(Rules.UnknownSize, name.Span, fixes, name.Identifier, suggestion);
        return null;
    }

    /// <summary>The sizes of the definition: those declared, or those that its shapes use.</summary>
    private IEnumerable<string> Used() => !_isImplicit ? Names : _syntax.Inputs.Concat(_syntax.States).Concat(_syntax.Parameters)
        .SelectMany(tensor => tensor.Shape?.Extents ?? default).SelectMany(NamesIn);

    /// <summary>The names of an expression of sizes, from left to right.</summary>
    public IEnumerable<string> NamesIn(SizeSyntax size) => size switch
    {
        SizeSyntax.Name name => [name.Identifier],
        SizeSyntax.Binary binary => NamesIn(binary.Left).Concat(NamesIn(binary.Right)),
        _ => [],
    };

    private SizePolynomial? Combine(SizeSyntax.Binary binary, SizePolynomial left, SizePolynomial right)
    {
        switch (binary.Symbol)
        {
            case "+":
                return left + right;
            case "-":
                return left - right;
            case "*":
                return left.Degree + right.Degree > Limits.SizeDegree || left.Terms.Count * right.Terms.Count > Limits.SizeTerms * 4
                    ? TooComplicated(binary.Span)
                    : left * right;
            default:
                if ((left.DivideExactly(right) ?? Solver.Normalize(left).DivideExactly(Solver.Normalize(right))) is { } exact) return exact;
                _diagnostics.Report(Rules.InexactDivision, binary.Span, left.ToString(), right.ToString());
                return null;
        }
    }

    private SizePolynomial? Check(SizePolynomial? size, TextSpan span) =>
        size is not null && (size.Terms.Count > Limits.SizeTerms || size.Degree > Limits.SizeDegree) ? TooComplicated(span) : size;

    private SizePolynomial? TooComplicated(TextSpan span)
    {
        _diagnostics.Report(Rules.SizeTooComplicated, span, Limits.SizeTerms.ToString(CultureInfo.InvariantCulture),
            Limits.SizeDegree.ToString(CultureInfo.InvariantCulture));
        return null;
    }
}
