using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// dropout(v, p) and zoneout(new, old, p): operands of one shape, and a probability that is known when the cell is compiled.
/// </summary>
internal sealed class NoiseBinder(ExpressionBinder binder, Scope scope)
{
    public TypedExpression Bind(ExpressionSyntax.Call call)
    {
        int count = NoiseFunctions.Operands(call.Function);
        string more = $" and perhaps the word '{NoiseFunctions.Fixed}' behind them";
        // What stands in the place of the word is nothing else.
        if (!binder.CheckCount(call, count, count, more))
            return binder.BindAll(call with { Arguments = call.Arguments.Take(count).ToEquatableArray() });
        List<TypedExpression> operands = [.. call.Arguments.Take(count - 1).Select(binder.Bind)];
        double? probability = ProbabilityOf(call, call.Arguments[count - 1]);
        SymbolicShape shape = binder.ShapeOf(ShapeRules.Elementwise, call.Function, call, call.FunctionSpan, operands);
        if (shape is SymbolicShape.Erroneous || probability is not { } number) return TypedExpression.Error(call);
        return new(call, shape, numbers => new BoundExpression.Noise(
            call.Function, operands.Select(operand => operand.Build(numbers)).ToEquatableArray(), number, call.IsFixed,
            numbers.Shape(shape, call.Span, $"'{binder.TextOf(call)}'")));
    }

    private double? ProbabilityOf(ExpressionSyntax.Call call, ExpressionSyntax syntax)
    {
        if (syntax is ExpressionSyntax.Missing) return null;
        TypedExpression typed = binder.Bind(syntax);
        double? number = syntax switch
        {
            ExpressionSyntax.Number literal => literal.Value,
            ExpressionSyntax.Name name when scope.Find(name.Identifier) is { Kind: SymbolKind.Constant } constant => constant.Number,
            _ => null,
        };
        if (number is not { } value)
        {
            if (!typed.IsError) binder.Diagnostics.Report(Rules.UnknownProbability, syntax.Span, binder.TextOf(syntax), call.Function);
            return null;
        }
        bool isDropout = call.Function == NoiseFunctions.Dropout;
        if (value >= 0 && (isDropout ? value < 1 : value <= 1)) return value;
        binder.Diagnostics.Report(
            Rules.WrongProbability, syntax.Span, call.Function, value.ToString(CultureInfo.InvariantCulture),
            isDropout ? "at least 0 and below 1" : "from 0 to 1");
        return null;
    }
}
