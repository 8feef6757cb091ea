using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Tests.DerivedSources;

/// <summary>
/// Writes the functions of a vector struct for one number: V.Create(x) is x, a comparison is a condition, a selection by a mask a choice.
/// </summary>
internal sealed partial class ScalarRewriter : CSharpSyntaxRewriter
{
    private static readonly Dictionary<string, string> s_comparisons = new()
    {
        ["LessThan"] = "<",
        ["LessThanOrEqual"] = "<=",
        ["GreaterThan"] = ">",
        ["GreaterThanOrEqual"] = ">=",
        ["Equals"] = "==",
    };

    private static readonly Dictionary<string, string> s_shifts = new()
    {
        ["ShiftLeft"] = "<<",
        ["ShiftRightArithmetic"] = ">>",
        ["ShiftRightLogical"] = ">>>",
    };

    private readonly HashSet<string> _conditions = [];
    private readonly string _element;

    private ScalarRewriter(string element) => _element = element;

    /// <summary>The struct's text for one number; fails where it has something that this class does not know.</summary>
    public static string Rewrite(string text, string element)
    {
        text = VectorUsing().Replace(text, "");
        text = VectorComment().Replace(text, "// As in the vector structs, with choices in place of masks.\n");
        text = text.Replace("512", "1", StringComparison.Ordinal);
        // The sign is no bit that could be masked.
        text = SignMask().Replace(text, "").Replace("x._value ^ sign", "V.Abs(x._value)", StringComparison.Ordinal);
        text = SignedResult().Replace(text, "new(V.CopySign($1, x._value))");
        text = new ScalarRewriter(element).Visit(CSharpSyntaxTree.ParseText(text).GetRoot()).ToFullString();
        return text.Contains("BitConverter", StringComparison.Ordinal) ? "using System;\n" + text : text;
    }

    public override SyntaxNode? VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node)
    {
        var statement = (LocalDeclarationStatementSyntax)base.VisitLocalDeclarationStatement(node)!;
        VariableDeclaratorSyntax variable = statement.Declaration.Variables.Single();
        if (statement.Declaration.Type.ToString() != "F") return statement;
        bool isCondition = IsCondition(variable.Initializer!.Value);
        if (isCondition) _conditions.Add(variable.Identifier.Text);
        TypeSyntax type = SyntaxFactory.ParseTypeName(isCondition ? "bool" : _element).WithTriviaFrom(statement.Declaration.Type);
        return statement.WithDeclaration(statement.Declaration.WithType(type));
    }

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        string? number = node.ToString() switch { "F.One" => "1", "F.Zero" => "0", _ => null };
        return number is null ? base.VisitMemberAccessExpression(node) : Expression(number + (_element == "float" ? "f" : ".0"), node);
    }

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return node.IsKind(SyntaxKind.BitwiseAndExpression) && IsCondition(visited.Left)
            ? Expression($"({visited.Left} ? {visited.Right} : {(_element == "float" ? "0f" : "0.0")})", node)
            : visited.WithLeft(Operand(node.Left, visited.Left)).WithRight(Operand(node.Right, visited.Right));

        // What was an argument of a call binds as it did.
        static ExpressionSyntax Operand(ExpressionSyntax before, ExpressionSyntax after) =>
            before is InvocationExpressionSyntax && after is BinaryExpressionSyntax or ConditionalExpressionSyntax
                ? Expression($"({after})", after)
                : after;
    }

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var visited = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
        return visited.Right is ParenthesizedExpressionSyntax inner ? visited.WithRight(inner.Expression) : visited;
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "V" } } method)
            return base.VisitInvocationExpression(node);
        string[] arguments = [.. node.ArgumentList.Arguments.Select(argument => Visit(argument.Expression).ToString())];
        return Expression(Call(method.Name.Identifier.Text, arguments), node);
    }

    private string Call(string name, string[] arguments) => name switch
    {
        "Create" => arguments[0],
        "MultiplyAddEstimate" or "MinNative" or "MaxNative" or "Abs" or "Sqrt" or "Floor" or "CopySign" =>
            $"{_element}.{name}({string.Join(", ", arguments)})",
        "ConditionalSelect" => $"{arguments[0]} ? {arguments[1]} : {arguments[2]}",
        "AsInt32" => $"BitConverter.SingleToInt32Bits({arguments[0]})",
        "AsInt64" => $"BitConverter.DoubleToInt64Bits({arguments[0]})",
        "AsSingle" => $"BitConverter.Int32BitsToSingle({arguments[0]})",
        "AsDouble" => $"BitConverter.Int64BitsToDouble({arguments[0]})",
        "ConvertToSingle" => $"(float)({arguments[0]})",
        _ when s_comparisons.TryGetValue(name, out string? comparison) => $"{arguments[0]} {comparison} {arguments[1]}",
        _ when s_shifts.TryGetValue(name, out string? shift) => $"{arguments[0]} {shift} {arguments[1]}",
        _ => throw new NotSupportedException($"How is V.{name} written for one number?"),
    };

    private bool IsCondition(ExpressionSyntax expression) =>
        (expression is BinaryExpressionSyntax comparison && s_comparisons.ContainsValue(comparison.OperatorToken.Text))
        || (expression is IdentifierNameSyntax name && _conditions.Contains(name.Identifier.Text));

    private static ExpressionSyntax Expression(string text, SyntaxNode instead) =>
        SyntaxFactory.ParseExpression(text).WithTriviaFrom(instead);

    [GeneratedRegex(@"using (F|V|Lanes) = .*\n")]
    private static partial Regex VectorUsing();

    [GeneratedRegex(@"^(// .*\n)+(?=public )", RegexOptions.Multiline)]
    private static partial Regex VectorComment();

    [GeneratedRegex(@" +F sign = .*\n")]
    private static partial Regex SignMask();

    [GeneratedRegex(@"new\(\((.*)\) \| sign\)")]
    private static partial Regex SignedResult();
}
