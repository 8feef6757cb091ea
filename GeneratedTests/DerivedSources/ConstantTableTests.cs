using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace RnnGen.Tests.DerivedSources;

/// <summary>
/// Which constants functions of 512-bit vectors read from the table, and that the others leave registers for values. Of double they read
/// all: their polynomials are twice as long.
/// </summary>
public sealed class ConstantTableTests
{
    // What has a register all through a kernel of two blocks of an LSTM side by side; with all 23 constants of tanh and sigmoid there was
    // none for a chain.
    private const int Registers = 32;
    private const int Sums = 2 * 4;
    private const int Broadcasts = 1;
    private const int ValuesOfAChain = 4;

    private static readonly string[] s_bounds =
        ["MinNative", "MaxNative", "LessThan", "LessThanOrEqual", "GreaterThan", "GreaterThanOrEqual", "Equals"];

    public static TheoryData<string> Sources => [.. ConstantTable.All.SelectMany(table => table.Sources)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Limits_and_leading_coefficients_are_read_and_of_double_all_others_too(string source)
    {
        ConstantTable table = ConstantTable.Of(source)!;
        string text = Repository.Read(DerivedSource.Folder + source);
        InvocationExpressionSyntax[] written = [.. Created(Tree(text))];
        InvocationExpressionSyntax[] constants = [.. Created(Tree(table.WithoutReads(text)))];
        Assert.Equal(written.Length, constants.Length);
        Assert.Equal(
            constants.Where(constant => IsToBeRead(constant, table)).Select(Place),
            constants.Where((_, i) => IsRead(written[i])).Select(Place));
    }

    [Theory]
    [InlineData("Tanh", "Sigmoid")]
    [InlineData("FastTanh", "FastSigmoid")]
    [InlineData("ApproximateTanh", "ApproximateSigmoid")]
    public void Constants_of_gates_leave_registers_for_a_chain(string tanh, string sigmoid)
    {
        string[] constants = [.. ConstantTable.All[0].Sources
            .SelectMany(source => Tree(Repository.Read(DerivedSource.Folder + source)).DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(method => method.Identifier.Text == tanh || method.Identifier.Text == sigmoid)
            .SelectMany(InRegisters).Distinct().Order(StringComparer.Ordinal)];
        Assert.NotEmpty(constants);
        int left = Registers - Sums - Broadcasts - ValuesOfAChain;
        Assert.True(constants.Length <= left, $"{constants.Length} constants, where {left} have registers: {string.Join(", ", constants)}");
    }

    [Fact]
    public void A_line_without_a_comma_where_it_could_break_stays_long()
    {
        string sum = $"        F sum = {string.Concat(Enumerable.Repeat("x + ", 40))}";
        Assert.Equal(sum + "V.Create(Read(ref Add(ref table, E0)));", ConstantTable.All[0].WithReads(sum + "V.Create(Fit.E0);"));
    }

    /// <summary>Numbers and masks; zero is made where it is needed. Abs is an AND with a mask.</summary>
    private static IEnumerable<string> InRegisters(MethodDeclarationSyntax method) =>
    [
        .. Created(method).Where(call => !IsRead(call)).Select(Argument),
        .. method.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(member => member.ToString())
            .Where(member => member is "F.One" or "V.Abs"),
    ];

    /// <summary>A limit is what a value is bounded by or compared with.</summary>
    private static bool IsToBeRead(InvocationExpressionSyntax constant, ConstantTable table) => table.Has(Argument(constant))
        && (table.ReadsAll || table.IsLeading(Argument(constant))
            || (constant.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method }
                && s_bounds.Contains(method.Name.Identifier.Text)));

    private static bool IsRead(InvocationExpressionSyntax call) => call.ArgumentList.Arguments[0].Expression
        is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Read" } };

    private static IEnumerable<InvocationExpressionSyntax> Created(SyntaxNode node) =>
        node.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.Expression.ToString() == "V.Create");

    private static string Argument(InvocationExpressionSyntax call) => call.ArgumentList.Arguments[0].ToString();

    private static string Place(InvocationExpressionSyntax constant) =>
        $"{constant.Ancestors().OfType<MethodDeclarationSyntax>().First().Identifier.Text}: {Argument(constant)}";

    private static SyntaxNode Tree(string text) => CSharpSyntaxTree.ParseText(text).GetRoot();
}
