using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>Parses every text of a definition: <see cref="CellDefinition"/> → <see cref="CellSyntax"/>.</summary>
public sealed class CellParser
{
    private readonly DiagnosticBag _diagnostics;
    private readonly bool _isComplete;
    private readonly HashSet<string> _cells;

    private CellParser(CellDefinition definition, DiagnosticBag diagnostics)
    {
        (_isComplete, _diagnostics) = (definition.IsComplete, diagnostics);
        _cells = [.. definition.Cells.Select(cell => cell.Name.Text)];
    }

    public static CellSyntax Parse(CellDefinition definition, DiagnosticBag diagnostics)
    {
        int errors = diagnostics.ErrorCount;
        var parser = new CellParser(definition, diagnostics);
        var syntax = new CellSyntax(
            definition,
            definition.Requirements.Select(parser.ParseRequirement).OfType<RequirementSyntax>().ToEquatableArray(),
            definition.Constants.Select(parser.ParseConstant).ToEquatableArray(),
            definition.Tensors.Inputs.Select(parser.ParseTensor).ToEquatableArray(),
            definition.Tensors.States.Select(parser.ParseTensor).ToEquatableArray(),
            definition.Tensors.Parameters.Select(parser.ParseTensor).ToEquatableArray(),
            parser.ParseEquations(definition.Equations),
            definition.Outputs.Select(parser.ParseOutput).ToEquatableArray(),
            definition.IsComplete);
        return diagnostics.ErrorCount == errors ? syntax : syntax with { IsComplete = false };
    }

    private RequirementSyntax? ParseRequirement(MappedText text)
    {
        var tokens = new TokenStream(text, _diagnostics);
        var sizes = new SizeParser(tokens);
        SizeSyntax left = sizes.Parse();
        if (!tokens.Failed && !tokens.TryTake(TokenKind.Assign, out _)) tokens.ReportUnexpected("'='");
        if (tokens.Failed) return null;
        SizeSyntax right = sizes.Parse();
        ExpectEnd(tokens, "the end of the requirement");
        return tokens.Failed ? null : new RequirementSyntax(left, right, text.Span, tokens.TextOf(0, tokens.Index));
    }

    private ConstantSyntax ParseConstant(ConstantDefinition constant) => ParseConstant(constant, _diagnostics);

    /// <summary>The value of a constant, here or in an inner cell.</summary>
    public static ConstantSyntax ParseConstant(ConstantDefinition constant, DiagnosticBag diagnostics)
    {
        if (constant.Value is not { } text) return new ConstantSyntax(constant.Name, null, constant.IsWrong);
        IReadOnlyList<Token> tokens = Lexer.Read(text);
        int sign = tokens[0].Kind == TokenKind.Minus ? 1 : 0;
        bool isNumber = tokens.Count == sign + 2 && tokens[sign].Kind == TokenKind.Number;
        if (isNumber && Numbers.TryRead(tokens[sign].Text, out double value))
            return new ConstantSyntax(constant.Name, new NumberSyntax(sign == 1 ? -value : value, text.Span, text.Value), IsWrong: false);
        diagnostics.Report(isNumber ? Rules.NumberTooLarge : Rules.WrongNumber, text.Span, text.Value);
        return new ConstantSyntax(constant.Name, null, IsWrong: true);
    }

    private TensorSyntax ParseTensor(TensorDefinition tensor)
    {
        ShapeSyntax? shape = tensor.Shape is not { } written ? null
            : new ShapeSyntax(written.Extents.Select(ParseSize).ToEquatableArray(), written.Span);
        InitializerSyntax? initializer = tensor.Initializer is null ? null : ParseInitializer(tensor.Initializer);
        return new TensorSyntax(tensor.Name, shape, initializer, tensor.IsWrong)
        {
            Initial = tensor.Initial is null ? null : ParseInitial(tensor.Initial),
            IsConstant = !ParseTruth(tensor.Learned, "learned"),
            Seed = ParseSeed(tensor.Seed),
            Clip = ParseClip(tensor),
        };
    }

    /// <summary>True where nothing is written.</summary>
    private bool ParseTruth(MappedText? text, string key)
    {
        if (text is null || text.Value == "true") return true;
        if (text.Value != "false") _diagnostics.Report(Rules.WrongOption, text.Span, text.Value, key, OptionReader.Truths);
        return false;
    }

    private int? ParseSeed(MappedText? text)
    {
        if (text is null) return null;
        if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int seed)) return seed;
        _diagnostics.Report(Rules.WrongNumber, text.Span, text.Value);
        return null;
    }

    private RangeSyntax? ParseClip(TensorDefinition tensor)
    {
        if (tensor.Clip.Count != 2) return null;
        NumberSyntax[] ends = [.. tensor.Clip.Select(end =>
        {
            var tokens = new TokenStream(end, _diagnostics);
            NumberSyntax number = ParseSignedNumber(tokens);
            ExpectEnd(tokens, "the end of the number");
            return number;
        })];
        TextSpan span = TextSpan.FromBounds(tensor.Clip[0].Span.Start, tensor.Clip[1].Span.End);
        string? reason = ends[0].Value > ends[1].Value ? "the lowest value is above the highest"
            : tensor.Learned is { Value: "false" } ? "it is not learned, so nothing changes it" : null;
        if (reason is not null) _diagnostics.Report(Rules.WrongClip, span, tensor.Name.Text, reason);
        return new RangeSyntax(ends[0].Value, ends[1].Value, span);
    }

    private InitialSyntax? ParseInitial(MappedText text)
    {
        var tokens = new TokenStream(text, _diagnostics);
        if (tokens.TryTake(TokenKind.Name, out Token name))
        {
            ExpectEnd(tokens, "the end of the initial value");
            return tokens.Failed ? null : new InitialSyntax(name.Text, 0, text.Span);
        }
        NumberSyntax number = ParseSignedNumber(tokens);
        ExpectEnd(tokens, "the end of the initial value");
        return tokens.Failed ? null : new InitialSyntax("", number.Value, text.Span);
    }

    private SizeSyntax ParseSize(MappedText text) => ParseSize(text, _diagnostics);

    /// <summary>The value of an inner cell's size.</summary>
    public static SizeSyntax ParseSize(MappedText text, DiagnosticBag diagnostics)
    {
        var tokens = new TokenStream(text, diagnostics);
        SizeSyntax size = new SizeParser(tokens).Parse();
        ExpectEnd(tokens, "the end of the size");
        return tokens.Failed ? new SizeSyntax.Missing(text.Span) : size;
    }

    private InitializerSyntax? ParseInitializer(MappedText text)
    {
        var tokens = new TokenStream(text, _diagnostics);
        if (!tokens.TryTake(TokenKind.Name, out Token name))
        {
            string example = tokens.Is(TokenKind.Number) ? $", such as 'constant({tokens.Current.Text})'" : "";
            tokens.ReportUnexpected("an initialiser" + example);
        }
        var arguments = new List<NumberSyntax>();
        if (!tokens.Failed && tokens.Is(TokenKind.Open))
        {
            do
            {
                tokens.Take();
                arguments.Add(ParseSignedNumber(tokens));
            }
            while (!tokens.Failed && tokens.Is(TokenKind.Comma));
            if (!tokens.Failed) tokens.TakeClosing(TokenKind.Close, "',' or ')'");
        }
        ExpectEnd(tokens, "the end of the initialiser");
        if (tokens.Failed) return null;
        return new InitializerSyntax(name.Text, name.Span, arguments.ToEquatableArray(), text.Span, tokens.TextOf(0, tokens.Index));
    }

    private static NumberSyntax ParseSignedNumber(TokenStream tokens)
    {
        bool isNegative = tokens.TryTake(TokenKind.Minus, out _);
        if (!tokens.TryTake(TokenKind.Number, out Token number)) tokens.ReportUnexpected("a number");
        else if (!Numbers.TryRead(number.Text, out double value)) tokens.Report(Rules.NumberTooLarge, number.Span, number.Text);
        else return new NumberSyntax(isNegative ? -value : value, number.Span, number.Text);
        return new NumberSyntax(0, number.Span, number.Text);
    }

    private EquatableArray<EquationSyntax> ParseEquations(EquatableArray<MappedText> texts)
    {
        var equations = new List<EquationSyntax>();
        foreach (MappedText text in texts)
        {
            var tokens = new TokenStream(text, _diagnostics);
            var repeats = new RepeatParser(tokens);
            for (tokens.SkipNewLines(); !tokens.Is(TokenKind.End); tokens.SkipNewLines())
            {
                repeats.BeginLine();
                if (repeats.TryTakeHeads() && tokens.AtEnd) continue;
                if (equations.Count == Limits.Equations)
                {
                    string limit = Limits.Equations.ToString(CultureInfo.InvariantCulture);
                    _diagnostics.Report(Rules.TooManyEquations, tokens.Current.Span, limit, "");
                    return equations.ToEquatableArray();
                }
                if (equations.Count > 0 && tokens.AtContinuation) EndAtContinuation(tokens, equations);
                else if (RunsCell(tokens)) equations.Add(ParseRun(tokens) with { Repeat = repeats.Head });
                else if (ParseEquation(tokens) is { } equation) equations.Add(equation with { Repeat = repeats.Head });
            }
        }
        return equations.ToEquatableArray();
    }

    /// <summary>A line that goes on with the equation above it: neither has a meaning without the other.</summary>
    private static void EndAtContinuation(TokenStream tokens, List<EquationSyntax> equations)
    {
        tokens.Report(Rules.BrokenLine, tokens.Current.Span, "begins", tokens.Current.Text);
        tokens.Recover();
        EquationSyntax last = equations[equations.Count - 1];
        equations[equations.Count - 1] = last with { Value = new ExpressionSyntax.Missing(last.Value.Span) };
    }

    /// <summary>A line that begins with the name of an inner cell, perhaps a mistyped one, and a bracket.</summary>
    private bool RunsCell(TokenStream tokens) => tokens.Is(TokenKind.Name) && tokens.Next.Kind == TokenKind.Open
        && (_cells.Contains(tokens.Current.Text) || Spelling.Nearest(tokens.Current.Text, _cells) is not null);

    /// <summary>run = name ( expr {, expr} ): an equation that assigns no name.</summary>
    private EquationSyntax ParseRun(TokenStream tokens)
    {
        int first = tokens.Index;
        ExpressionSyntax call = new ExpressionParser(tokens, _cells).Parse();
        if (!tokens.Failed && !tokens.AtEnd) tokens.ReportUnexpected("the end of the line");
        // More than the call has no name to go to.
        if (!tokens.Failed && call is not ExpressionSyntax.Call)
        {
            tokens.Report(Rules.UnexpectedToken, call.Span, "a cell that runs, or an equation such as 'y = …'",
                $"'{tokens.TextOf(first, tokens.Index)}'");
        }
        if (tokens.Failed) call = new ExpressionSyntax.Missing(call.Span);
        string text = tokens.TextOf(first, tokens.Index);
        tokens.Recover();
        return new EquationSyntax(default, call, call.Span, text);
    }

    /// <summary>equation = name { , name } = expr; null where no names could be read.</summary>
    private EquationSyntax? ParseEquation(TokenStream tokens)
    {
        int first = tokens.Index;
        Token start = tokens.Current;
        var targets = new List<TargetSyntax>();
        do
        {
            if (targets.Count > 0) tokens.Take();
            if (targets.Count == 0 && tokens.Is(TokenKind.Name) && ReportStatement(tokens)) break;
            if (tokens.TryTake(TokenKind.Name, out Token name)) targets.Add(ParseTarget(tokens, name));
            else if (tokens.Is(TokenKind.ForeignName)) ReportForeignTarget(tokens);
            else if (tokens.Is(TokenKind.Assign)) tokens.Report(Rules.UnexpectedToken, tokens.Current.Span, "a name", "'='");
            else tokens.ReportUnexpected(targets.Count == 0 ? "an equation such as 'h = tanh(x)'" : "a name");
        }
        while (!tokens.Failed && tokens.Is(TokenKind.Comma));
        if (_isComplete) CheckLengths(tokens, targets);
        CheckNoPrime(tokens, targets);
        bool hasTargets = !tokens.Failed && tokens.Is(TokenKind.Assign);
        if (!tokens.Failed && !tokens.TryTake(TokenKind.Assign, out _)) tokens.ReportUnexpected("'='");
        ExpressionSyntax value = tokens.Failed
            ? new ExpressionSyntax.Missing(tokens.Current.Span)
            : new ExpressionParser(tokens, _cells).Parse();
        if (!tokens.Failed && !tokens.AtEnd) tokens.ReportUnexpected("an operator or the end of the line");
        if (tokens.Failed) value = new ExpressionSyntax.Missing(value.Span);
        string text = tokens.TextOf(first, tokens.Index);
        TextSpan span = TextSpan.FromBounds(start.Span.Start, tokens.Index > first ? tokens.Previous.Span.End : start.Span.End);
        tokens.Recover();
        return hasTargets || targets.Count > 0 ? new EquationSyntax(targets.ToEquatableArray(), value, span, text) : null;
    }

    /// <summary>target = name [ "[" size "]" ]</summary>
    private static TargetSyntax ParseTarget(TokenStream tokens, Token name)
    {
        if (!tokens.TryTake(TokenKind.OpenBracket, out _)) return new TargetSyntax(name.Text, name.Span);
        SizeSyntax index = new SizeParser(tokens).Parse();
        if (!tokens.Failed) tokens.TakeClosing(TokenKind.CloseBracket, "']'");
        TextSpan span = TextSpan.FromBounds(name.Span.Start, tokens.Previous.Span.End);
        return new TargetSyntax(name.Text, span) { Index = index };
    }

    /// <summary>Where nothing is wrong yet: the name of a state has been looked at where it is declared.</summary>
    private static void CheckLengths(TokenStream tokens, List<TargetSyntax> targets)
    {
        if (targets.Find(target => target.Name.Length > Limits.Name) is not { } longName) return;
        tokens.Report(Rules.NameTooLong, longName.Span, Text(longName.Name.Length), Text(Limits.Name));

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reports a word that begins statements elsewhere; false where the line begins with a name that it assigns.</summary>
    private static bool ReportStatement(TokenStream tokens)
    {
        if (tokens.Next.Kind is TokenKind.Assign or TokenKind.Comma || ForeignNotation.AdviceForWord(tokens.Current.Text) is not { } advice)
            return false;
        tokens.Report(Rules.ForeignNotation, tokens.Current.Span, tokens.Current.Text, advice);
        return true;
    }

    /// <summary>self.h = …, h_{t} = …</summary>
    private static void ReportForeignTarget(TokenStream tokens)
    {
        string written = tokens.Current.Text;
        string name = ForeignName.Plain(written);
        tokens.Report(Rules.ForeignNotation, tokens.Current.Span, written, $"the value of this time step is written '{name}'");
    }

    private static void CheckNoPrime(TokenStream tokens, List<TargetSyntax> targets)
    {
        if (tokens.Failed || !tokens.Is(TokenKind.Prime)) return;
        string name = targets[targets.Count - 1].Name;
        tokens.Report(Rules.UnexpectedToken, tokens.Current.Span, $"'=' (an equation assigns '{name}' of this time step)", "\"'\"");
    }

    private OutputSyntax ParseOutput(OutputDefinition output)
    {
        if (output.Expression is not { } text) return new OutputSyntax(output.Name, null, "", output.IsWrong);
        var tokens = new TokenStream(text, _diagnostics);
        // The lines of a block are one expression here.
        tokens.SkipNewLines();
        int first = tokens.Index;
        ExpressionSyntax value = new ExpressionParser(tokens, _cells).Parse();
        string expression = tokens.TextOf(first, tokens.Index);
        tokens.SkipNewLines();
        ExpectEnd(tokens, "an operator or the end of the expression");
        if (tokens.Failed) value = new ExpressionSyntax.Missing(text.Span);
        return new OutputSyntax(output.Name, value, $"{output.Name} = {expression}", output.IsWrong);
    }

    private static void ExpectEnd(TokenStream tokens, string expected)
    {
        if (!tokens.Failed && !tokens.Is(TokenKind.End)) tokens.ReportUnexpected(expected);
    }
}
