using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>The value of the step before, however people write it, the order of equations, and values that depend on themselves.</summary>
internal static class TimeStepMistakes
{
    private const string Before = "the step before is written \"h'\"";

    public static IReadOnlyList<Mistake> All { get; } =
    [
        Row("StepPrev", "h = W @ x + «h_prev", Before),
        Row("StepPrevTwice", "g = W @ x + «h_prev\nh = g * h_prev", Before),
        Row("StepPrevious", "h = W @ x + «previous_h", Before),
        Row("StepOld", "h = W @ x + «h_old", Before),
        Row("StepCamel", "h = W @ x + «hPrev", Before),
        Row("StepTm1", "h = W @ x + «h_tm1", Before),
        Row("StepIndexed", "h = W @ x + «h_t-1", Before),
        Row("StepIndexedWide", "h = «h_t - 1 + W @ x", Before),
        Row("StepLatex", "h = W @ x + «h_{t-1}", Before),
        Row("StepLatexWide", "h = W @ x + «h_{t - 1} * b", Before),
        Row("StepCalled", "h = W @ x + «h(t-1)", Before),
        Row("StepInBrackets", "h = W @ x + «h[t-1]", Before),
        Row("StepFunction", "h = W @ x + «prev(h)", Before),
        Row("StepDelay", "h = W @ x + «delay(h)", Before),
        Row("StepOfInput", "h = W @ (x - «x_prev) + b", "the step before is written \"x'\""),
        Row("StepOfLocal", "c = W @ x\nh = c + «c_prev", "declared under states"),
        Row("StepNow", "h = W @ «x_t + b", "this time step is written 'x'"),
        Row("StepNowInBrackets", "h = W @ «x[t] + b", "this time step is written 'x'"),
        Mistake.InEquations("StepTarget", "RNN084", "«h_{t} = W @ x + b", "this time step is written 'h'"),
        Mistake.InFile("StepNewName", "RNN108",
            "states: { «h: 2 }\nequations: |\n  h_new = 2 * h'\noutputs:\n  h_new:", "'h_new', is written 'h'"),
        Mistake.InEquations("StepWithoutPrime", "RNN103", "h = W @ x + «h", "\"h'\""),
        Mistake.InEquations("StepPrimeOfParameter", "RNN105", "h = «W' @ x + b", "'W' is a parameter"),
        Mistake.InEquations("StepTwoPrimes", "RNN073", "h = W @ x + «h''", "a state of its own"),
        Mistake.InEquations("CycleOfOne", "RNN115", "z = «z + 1\nh = W @ x + z", "(z = z + 1)"),
        Mistake.InEquations("CycleOfTwo", "RNN115", "a = «c\nc = a\nh = W @ x + c", "(a = c, c = a)"),
        Mistake.InEquations("CycleOfThree", "RNN115", "a = 2 * «c\nc = d\nd = a + x\nh = W @ d", "(a = 2 * c, c = d, d = a + x)"),
        Mistake.InEquations("TooEarly", "RNN104", "h = W @ x + «g\ng = 2 * b", "move its equation up"),
        Mistake.InEquations("TwoEquations", "RNN106", "h = W @ x\n«h = h + b", "one equation"),
    ];

    private static Mistake Row(string name, string equations, string hint) => Mistake.InEquations(name, "RNN114", equations, hint);
}
