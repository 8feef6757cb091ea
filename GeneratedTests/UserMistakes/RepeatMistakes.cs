using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Repeats that cannot be written out, and names with an index.</summary>
internal static class RepeatMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        Row("RepeatUnknownSize", "RNN213", "repeat k in 0..«m:\n  s[k] = h'\nh = s[0]", "'m' has no value"),
        Row("RepeatUnknownIndex", "RNN213", "s[«k] = h'\nh = s[0]", "'k' has no value"),
        Row("RepeatFraction", "RNN213", "repeat k in 0..«n / 2:\n  s[k] = h'\nh = s[0]", "does not come out exactly"),
        Row("RepeatAndPlain", "RNN214", "repeat k in 0..n:\n  s[k] = h'\n«s = h'\nh = s[0] + s", "'s' already"),
        Row("RepeatStateTwice", "RNN215", "repeat k in 0..n:\n  «h = 2 * h'", "'h[k]' is one value for each turn"),
        Row("RepeatLocalTwice", "RNN215", "repeat k in 0..n:\n  «s = 2 * h'\nh = s", "'s[k]' is one value for each turn"),
        Row("RepeatNoMember", "RNN216", "repeat k in 0..n:\n  s[k] = h'\nh = s[«n]", "the last 's[2]'"),
        Row("RepeatBeforeFirst", "RNN216", "repeat k in 0..n:\n  «s[k - 1] = h'\nh = s[0]", "the first index is 0"),
        Row("RepeatIndexOfSize", "RNN217", "repeat «n in 0..3:\n  s[n] = h'\nh = s[0]", "a size"),
        Row("RepeatIndexOfInput", "RNN217", "repeat «x in 0..3:\n  s[x] = h'\nh = s[0]", "declared"),
        Row("RepeatWholeMatrices", "RNN218", "repeat k in 0..n:\n  s[k] = «R @ h'\nh = s[0] + s[1] + s[2]", "'R[k]'"),
        Row("RepeatMatricesOutside", "RNN218", "h = «R @ h'", "'R[0]'"),
        Row("RepeatTooDeep", "RNN219",
            string.Concat("abcdefgh".Select(index => $"repeat {index} in 0..1: ")) + "«repeat l in 0..n: s[l] = h'\nh = s[0]",
            "At most 8"),
        Row("RepeatInsidePlain", "RNN215", "repeat k in 0..n:\n  repeat l in 0..n - 1:\n    «h = 2 * h'", "'h[k * (n - 1) + l]' is one"),
        Row("RepeatSameIndex", "RNN215", "repeat k in 0..n:\n  «s[n] = k * h'\nh = s[n]", "'s[k]' is one value"),
        Row("RepeatInsideTwice", "RNN215",
            "repeat k in 0..n:\n  repeat l in 0..n:\n    «s[l] = h'\nh = s[0] + s[1] + s[2]", "'s[k * n + l]'"),
        Row("RepeatInsideSameIndex", "RNN217", "repeat k in 0..n:\n  repeat «k in 0..n:\n    s[k] = h'\nh = s[0]", "the repeat around it"),
        Row("RepeatInsideTooOften", "RNN081",
            "repeat k in 0..100:\n  «repeat l in 0..100:\n    s[100 * k + l] = h'\nh = s[0]", "1000"),
        Row("RepeatEmptyTooOften", "RNN081",
            "repeat i in 0..1000:\n  «repeat k in 0..1000:\n    repeat l in 0..0:\n      s[l] = h'\nh = x + h'", "1000"),
        Network("RepeatRunsCell", "RNN223", "repeat k in 0..2:\n  s[k] = (k + 1) * x\n  «first(s[k])\nz = first.h", "'first' is a cell"),
        Network("RepeatReadsRun", "RNN223", "repeat k in 0..2:\n  s[k] = 2 * «first(x)\nz = s[0]", "'count'"),
        Row("RepeatMatrixTooFar", "RNN137", "h = R[«n] @ h' + x", "there are 6"),
        Row("RepeatTooOften", "RNN081", "«repeat k in 0..2000:\n  s[k] = h'\nh = s[0]", "1000"),
        Row("RepeatWithoutIndex", "RNN071", "repeat «3:\n  s[0] = h'\nh = s[0]", "'repeat k in 0..n:'"),
        Row("RepeatWithoutIn", "RNN071", "repeat k «= 0..3:\n  s[k] = h'\nh = s[0]", "'in'"),
        Row("RepeatWithoutColon", "RNN071", "repeat k in 0..n«\n  s[k] = h'\nh = s[0]", "':'"),
        Row("RepeatFor", "RNN084", "«for k in 0..n:\n  s[k] = h'\nh = s[0]", "'repeat k in 0..n:'"),
        Mistake.InFile("HippoOfRectangle", "RNN220", Parameter("A", "{ shape: [2, 3], init: «hippo }", "A @ [h'; 1]"), "[2, 3]"),
        Mistake.InFile("ValuesTooFew", "RNN221", Parameter("A", "{ shape: [2, 2], init: '«values(1, 2, 3)' }", "A @ h'"), "3 numbers"),
        Mistake.InFile("ClipUpsideDown", "RNN222", Parameter("u", "{ shape: 2, clip: [«1, -1] }", "u * h'"), "above the highest"),
        Mistake.InFile("ClipOfConstant", "RNN222",
            Parameter("u", "{ shape: 2, learned: false, clip: [«-1, 1] }", "u * h'"), "nothing changes it"),
        Mistake.InFile("ClipAlone", "RNN038", Parameter("u", "{ shape: 2, clip: «1 }", "u * h'"), "'[-1, 1]'"),
        Mistake.InFile("LearnedNo", "RNN014", Parameter("u", "{ shape: 2, learned: «no }", "u * h'"), "learned"),
        Mistake.InFile("LearnedMisspelled", "RNN027", Parameter("u", "{ shape: 2, «lerned: false }", "u * h'"), "'learned'"),
        Mistake.InFile("SeedNegative", "RNN054", Parameter("u", "{ shape: 2, seed: «-1 }", "u * h'"), "-1"),
        Mistake.InFile("ChronoTooShort", "RNN056", Parameter("u", "{ shape: 2, init: «chrono(1) }", "u * h'"), "at least 2"),
        Mistake.InFile("LogOfNegative", "RNN056", Parameter("u", "{ shape: 2, init: '«loguniform(-1, 1)' }", "u * h'"), "above zero"),
        Row("RepeatTwice", "RNN106", "s[0] = h'\nrepeat k in 0..n:\n  «s[k] = h'\nh = s[0] + s[1] + s[2]", "s[0]"),
    ];

    private static Mistake Network(string name, string id, string equations, string hint) => Mistake.InFile(name, id,
        "inputs: { x: 4 }\ncells:\n  first: { cell: rnn, hidden: 4 }\nequations: |\n"
        + string.Join("\n", equations.Split('\n').Select(line => "  " + line)) + "\noutputs:\n  z:", hint);

    private static string Parameter(string name, string value, string equation) =>
        $"states: {{ h: 2 }}\nparameters: {{ {name}: {value} }}\nequations: h = {equation}";

    private static Mistake Row(string name, string id, string equations, string hint)
    {
        string lines = string.Join("\n", equations.Split('\n').Select(line => "  " + line));
        return Mistake.InFile(name, id,
            "sizes: { n: 3, d: 2 }\ninputs: { x: d }\nstates: { h: d }\nparameters: { R: [n, d, d] }\nequations: |\n" + lines, hint);
    }
}
