using System.Linq;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Yaml;

public class YamlMistakeTests
{
    private const string Unsupported = ", which definitions do not have: ";

    /// <summary>Documents that stand for themselves: what is wrong with the format is all that is reported.</summary>
    [Theory]
    [InlineData("outputs:\n⟦\t⟧y: 3\n", "RNN020 A definition has no tabs: indent and separate with spaces.")]
    [InlineData("outputs:\n  y:⟦\t⟧3\n", "RNN020 A definition has no tabs: indent and separate with spaces.")]
    [InlineData("outputs:\n  y: |\n  ⟦\t⟧3\n", "RNN020 A definition has no tabs: indent and separate with spaces.")]
    [InlineData("outputs:\n  y: 3⟦\u0001⟧\n", "RNN021 The character U+0001 cannot stand in a definition.")]
    [InlineData("about: a⟦\u2028⟧b\noutputs:\n  y: 3\n", "RNN021 The character U+2028 cannot stand in a definition.")]
    [InlineData("# a⟦\u0085⟧b\noutputs:\n  y: 3\n", "RNN021 The character U+0085 cannot stand in a definition.")]
    [InlineData("outputs:\n  y: ⟦*⟧c\n", "RNN022 '*' starts an alias" + Unsupported + "write the value itself.")]
    [InlineData("outputs:\n  y: ⟦&⟧c 3\n", "RNN022 '&' starts an anchor" + Unsupported + "write the value itself.")]
    [InlineData("outputs:\n  y: ⟦!⟧c 3\n", "RNN022 '!' starts a tag" + Unsupported + "every value is text.")]
    [InlineData("outputs:\n  y: ⟦>⟧\n    3\n", "RNN022 '>' starts a folded text" + Unsupported + "use '|'.")]
    [InlineData("⟦%⟧YAML 1.2\noutputs:\n  y: 3\n", "RNN022 '%' starts a directive" + Unsupported + "start with a key.")]
    [InlineData("outputs:\n  y: ⟦@⟧x\n", "RNN022 '@' starts what YAML reserves" + Unsupported + "quote the value.")]
    [InlineData("outputs:\n  y: ⟦`⟧x\n", "RNN022 '`' starts what YAML reserves" + Unsupported + "quote the value.")]
    [InlineData("outputs:\n  y: ⟦]⟧x\n", "RNN022 ']' starts what YAML reserves" + Unsupported + "quote the value.")]
    [InlineData("⟦?⟧ a\n", "RNN022 '?' starts a complex key" + Unsupported + "write 'key: value'.")]
    [InlineData("outputs:\n  y: ⟦-⟧ W\n", "RNN022 '-' starts a list" + Unsupported + "there is no key on this line for it.")]
    [InlineData("⟦---⟧\noutputs:\n  y: 3\n", "RNN022 '---' starts or ends a document" + Unsupported + "a file has one definition.")]
    [InlineData("outputs:\n  y: 3\n⟦...⟧\n", "RNN022 '...' starts or ends a document" + Unsupported + "a file has one definition.")]
    [InlineData("outputs:\n  ⟦<<⟧: 3\n", "RNN022 '<<' starts a merge" + Unsupported + "write the keys themselves.")]
    [InlineData("sizes: [⟦#⟧a]\n", "RNN022 '#' starts a comment" + Unsupported + "put a space before it, or quote the value.")]
    [InlineData("sizes: [⟦|⟧]\n", "RNN022 '|' starts a block" + Unsupported + "it has no place here.")]
    [InlineData("outputs:\n  y: 3\n ⟦z⟧: 4\n",
        "RNN023 This line is indented by 1 space, where a key is expected with 0 spaces; a text over several lines needs '|' after its "
        + "key.")]
    [InlineData("cell: a\n   ⟦b⟧\noutputs:\n  y: 3\n",
        "RNN023 This line is indented by 3 spaces, where a key is expected with 0 spaces; a text over several lines needs '|' after its "
        + "key.")]
    [InlineData("  outputs:\n    y: 3\n⟦c⟧ell: b\n", "RNN023 This line is indented by 0 spaces, where the definition began with 2 spaces.")]
    [InlineData("equations: |\n    h = 3\n  ⟦g⟧ = 4\n", "RNN023 This line is indented by 2 spaces, where the block began with 4 spaces.")]
    [InlineData("equations: |\n     \n  ⟦g⟧ = 4\n", "RNN023 This line is indented by 2 spaces, where the block began with 5 spaces.")]
    [InlineData("equations:\n  - h = 3\n    ⟦-⟧ g = 4\n", "RNN023 This line is indented by 4 spaces, where the list began with 2 spaces.")]
    [InlineData("⟦lstm⟧\n", "RNN024 Expected 'key: value', found 'lstm'.")]
    [InlineData("⟦- a⟧\n- b\n", "RNN024 Expected 'key: value', found '- a'.")]
    [InlineData("⟦{ a: b }⟧\n", "RNN024 Expected 'key: value', found '{ a: b }'.")]
    [InlineData("outputs:\n  y: 3\n  ⟦W @ x⟧\n", "RNN024 Expected 'key: value', found 'W @ x'.")]
    [InlineData("outputs⟦:⟧{ y: 3 }\n", "RNN025 A space must follow ':' here.")]
    [InlineData("outputs:\n  y⟦:⟧3\n", "RNN025 A space must follow ':' here.")]
    [InlineData("outputs:\n  'y'⟦:⟧3\n", "RNN025 A space must follow ':' here.")]
    [InlineData("sizes: { a⟦:⟧3 }\n", "RNN025 A space must follow ':' here.")]
    [InlineData("sizes: { a⟦:⟧, b: 3 }\n", "RNN025 A space must follow ':' here.")]
    [InlineData("sizes: { a⟦:⟧}\n", "RNN025 A space must follow ':' here.")]
    [InlineData("sizes: { \"a\"⟦:⟧3 }\n", "RNN025 A space must follow ':' here.")]
    [InlineData("equations:\n  ⟦-⟧h = 3\n", "RNN025 A space must follow '-' here.")]
    [InlineData("outputs:\n  y: 3\n  ⟦y⟧: 4\n", "RNN026 The key 'y' stands here for the second time.")]
    [InlineData("cell: a\n⟦\"cell\"⟧: b\noutputs:\n  y: 3\n", "RNN026 The key 'cell' stands here for the second time.")]
    [InlineData("sizes: { a: 3, ⟦a⟧: 4 }\n", "RNN026 The key 'a' stands here for the second time.")]
    [InlineData("outputs:\n  y: ⟦\"⟧a\n", "RNN028 The quote is not closed on its line.")]
    [InlineData("outputs:\n  y: ⟦'⟧it''s\n", "RNN028 The quote is not closed on its line.")]
    [InlineData("sizes: [⟦'⟧a]\n", "RNN028 The quote is not closed on its line.")]
    [InlineData("outputs:\n  y: \"a⟦\\q⟧\"\n", @"RNN029 '\q' is no escape; a backslash itself is written '\\'.")]
    [InlineData("outputs:\n  y: \"⟦\\x⟧4\"\n", @"RNN029 '\x' is no escape; a backslash itself is written '\\'.")]
    [InlineData("outputs:\n  y: \"⟦\\u⟧D800\"\n", @"RNN029 '\u' is no escape; a backslash itself is written '\\'.")]
    [InlineData("outputs:\n  y: \"⟦\\U⟧00110000\"\n", @"RNN029 '\U' is no escape; a backslash itself is written '\\'.")]
    [InlineData("outputs:\n  y: 'a' ⟦+ 3⟧ # b\n", "RNN030 '+ 3' follows a value that has ended; quote the value as a whole.")]
    [InlineData("inputs: { x: 3 } ⟦}⟧\n", "RNN030 '}' follows a value that has ended; quote the value as a whole.")]
    [InlineData("outputs:\n  y: a⟦:⟧ b\n", "RNN031 A ':' before a space ends a key: quote this value, or write it without the space.")]
    [InlineData("about: a⟦:⟧\noutputs:\n  y: 3\n",
        "RNN031 A ':' before a space ends a key: quote this value, or write it without the space.")]
    [InlineData("outputs:\n  y: ⟦|h| + 1⟧\n",
        "RNN032 A value that starts with '|' is a block of text, whose lines follow below it; the absolute value of x is 'abs(x)'.")]
    [InlineData("outputs:\n  y: ⟦|2⟧\n      3\n",
        "RNN032 A value that starts with '|' is a block of text, whose lines follow below it; the absolute value of x is 'abs(x)'.")]
    [InlineData("outputs:\n  y: ⟦[h; c] * 2⟧  # joined\n",
        "RNN033 A value that starts with '[' is a list to YAML: put the expression in parentheses, such as '([h; c] * 2)'.")]
    [InlineData("equations:\n  - ⟦[h; c]⟧\n",
        "RNN033 A value that starts with '[' is a list to YAML: put the expression in parentheses, such as '([h; c])'.")]
    [InlineData("outputs:\n  y: ⟦[h]⟧\n",
        "RNN033 A value that starts with '[' is a list to YAML: put the expression in parentheses, such as '([h])'.")]
    [InlineData("sizes: [a b, ⟦,⟧ c]\n", "RNN034 Expected a value, found ','.")]
    [InlineData("sizes: { a ⟦,⟧ b }\n", "RNN034 Expected ':' after the key 'a' (names without values stand in [ ]), found ','.")]
    [InlineData("sizes: { a\n  ⟦:⟧ 3 }\n", "RNN034 Expected ':' after the key 'a', found ':'.")]
    [InlineData("sizes: { ⟦[⟧a]: 3 }\n", "RNN034 Expected a key, found '['.")]
    [InlineData("sizes: [a⟦:⟧ b]\n", "RNN034 Expected ',' or ']', found ':'.")]
    [InlineData("sizes: [\"a\" ⟦b⟧]\n", "RNN034 Expected ',' or ']', found 'b'.")]
    [InlineData("sizes: { a: {} ⟦b⟧: 3 }\n", "RNN034 Expected ',' or '}', found 'b'.")]
    [InlineData("parameters: { W: { init: uniform(-1⟦,⟧ 1) } }\n",
        "RNN035 Inside [ ] and { } this comma ends the value: write 'uniform(-1, 1)' in quotes.")]
    [InlineData("sizes: ⟦[⟧a,\n  b\ncell: c\n",
        "RNN036 This '[' is not closed: its lines, also the one that closes it, are indented deeper than its key.")]
    [InlineData("sizes: {\n  a: ⟦[⟧\n",
        "RNN036 This '[' is not closed: its lines, also the one that closes it, are indented deeper than its key.")]
    [InlineData("states: ⟦{⟧\n  h: 3\n}\n",
        "RNN036 This '{' is not closed: its lines, also the one that closes it, are indented deeper than its key.")]
    [InlineData("equations:\n  ⟦h = 3⟧\n  g = 4\n", "RNN037 Text below its key needs a '|' after the key, and deeper indentation.")]
    public void ReportsAtTheToken(string marked, params string[] messages) => Mistakes.Expect(marked, messages);

    [Fact]
    public void LimitsTheDepthOfBrackets()
    {
        const string Message = "RNN080 This is nested more than 16 deep: flatten the lists and maps.";
        Mistakes.Expect($"sizes: {new string('[', 17)}⟦[⟧{new string('[', 5000)}\n", Message);
    }

    [Fact]
    public void LimitsTheDepthOfIndentation()
    {
        const string Message = "RNN080 This is nested more than 16 deep: flatten the lists and maps.";
        string deep = "cell:\n ⟦cell⟧:\n" + string.Concat(Enumerable.Range(2, 15).Select(i => new string(' ', i) + "cell:\n"));
        string deeper = string.Concat(Enumerable.Range(18, 200).Select(i => new string(' ', i) + "cell:\n"));
        string marked = deep + new string(' ', 17) + "⟦c⟧ell:\n" + deeper + "outputs:\n  y: 3\n";
        Mistakes.Expect(marked, "RNN038 'cell' is a text, found a map.", Message);
    }

    [Fact]
    public void ReportsIndependentMistakesOfFormatAndEquations() => Mistakes.Expect(
        """
        cell: ⟦&⟧a
        outputs:
          y: tanh(⟦)⟧
          z: ⟦tahn⟧(3)
        """,
        "RNN022 '&' starts an anchor, which definitions do not have: write the value itself.",
        "RNN071 Expected a value, found ')'.",
        "RNN101 There is no function 'tahn'. Did you mean 'tanh'?");
}
