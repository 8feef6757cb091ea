using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Characters beyond ASCII, from papers, word processors and other keyboards: the message names what to type.</summary>
internal static class CharacterMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        Row("CharSigma", "h = «σ(W @ x) + b", "write 'sigmoid(…)'"),
        Row("CharRing", "h = b «∘ h'", "write '*'"),
        Row("CharCircledDot", "h = b «⊙ h'", "write '*'"),
        Row("CharMiddleDot", "h = W «· x + b", "write '@'"),
        Row("CharTimes", "h = b «× h'", "'*' element by element"),
        Row("CharMinus", "h = W @ x «− b", "write '-'"),
        Row("CharDash", "h = W @ x «– b", "(U+2013)"),
        Row("CharDivision", "h = b «÷ 2", "write '/'"),
        Row("CharQuoteRight", "h = h«’ + W @ x + b", "write \"'\""),
        Row("CharQuoteLeft", "h = h«‘ + W @ x + b", "write \"'\""),
        Row("CharPrime", "h = h«′ + W @ x + b", "write \"'\""),
        Row("CharFullWidthLetter", "h = «Ｗ @ x + b", "write 'W'"),
        Row("CharFullWidthBracket", "h = tanh«（W @ x) + b", "write '('"),
        Row("CharFullWidthComma", "h = max(W @ x«， b)", "write ','"),
        Row("CharMathLetter", "h = «𝐖 @ x + b", "write 'W'"),
        Row("CharCyrillic", "h = W @ «х + b", "write 'x'"),
        Row("CharGreekName", "h = W @ x + «β * b", "write 'beta'"),
        Row("CharGreekCapital", "h = W«Δ @ x + b", "write 'Delta'"),
        Row("CharSuperscript", "h = b + h'«²", "as a product"),
        Row("CharTransposed", "h = W«ᵀ @ x + b", "write 'transpose(…)'"),
        Row("CharSubscript", "h = W«₁ @ x + b", "write '1'"),
        Row("CharStepBefore", "h = h«ₜ₋₁ + W @ x + b", "\"h'\", for the step before"),
        Row("CharAtMost", "h = where(b «≤ h', b, h')", "write '<='"),
        Row("CharNotEqual", "h = where(b «≠ h', b, h')", "write '!='"),
        Row("CharArrow", "h «← W @ x + b", "write '='"),
        Row("CharRoot", "h = «√(b)", "write 'sqrt(…)'"),
        Row("CharSum", "h = b * «∑(x)", "write 'sum(…)'"),
        Row("CharNoBreakSpace", "h = W @ x«\u00A0+ b", "write a space"),
        Row("CharZeroWidth", "h = W @ x«\u200B + b", "cannot be seen"),
        Row("CharEllipsis", "h = h'[0«…hidden] + b", "write '..'"),
        Mistake.InFile("CharInName", "RNN083", "states: { h: 2 }\nparameters: { «α: 2 }\nequations: h = α * h'", "write 'alpha'"),
        Mistake.InFile("CharColon", "RNN083", "states«： { h: 2 }\nequations: h = 2 * h'", "write ':'"),
        Mistake.InEquations("CharNone", "RNN070", "h = W @ x + b «$ 2", "'$' has no meaning"),
    ];

    private static Mistake Row(string name, string equations, string hint) => Mistake.InEquations(name, "RNN083", equations, hint);
}
