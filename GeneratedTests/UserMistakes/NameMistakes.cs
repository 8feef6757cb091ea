using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Names that nobody declares, reads or may have.</summary>
internal static class NameMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        Row("LikeMatrix", "h = W @ x + «U @ h' + b", "add 'U' under parameters"),
        Row("LikeMatrixTwice", "g = «U @ h'\nh = g + W @ x + U @ g", "add 'U' under parameters"),
        Row("LikeMatrixOfAnyName", "h = «recurrent @ h' + W @ x + b", "add 'recurrent' under parameters"),
        Row("LikeBias", "h = W @ x + «bias", "add 'bias' under parameters"),
        Row("LikeNothing", "h = W @ x + b + «momentum", "neither declared nor assigned"),
        Row("NearMiss", "gate = W @ x\nh = «gaet + b", "Did you mean 'gate'?"),
        Row("WrongCase", "h = «w @ x + b", "Did you mean 'W'?"),
        Mistake.InEquations("SizeAsNumber", "RNN111", "h = W @ x / «hidden", "is a size"),
        Mistake.InEquations("AssignedInput", "RNN107", "«x = 2 * h'\nh = W @ x", "cannot be assigned"),
        Mistake.InEquations("UnusedValue", "RNN116", "h = W @ x + b\n«y = tanh(h)", "list it under outputs"),
        Mistake.InFile("UnusedInputs", "RNN110", "inputs: { «x: 2 }\nstates: { h: 2 }\nequations: h = 2 * h'", "'x'"),
        Mistake.InFile("NameWithDash", "RNN050", "states: { «h-1: 2 }\nequations: h = 1", "no name"),
        Mistake.InFile("NameTwice", "RNN051", "inputs: { h: 2 }\nstates: { «h: 2 }\nequations: h = 2 * h'", "already an input"),
        Mistake.InFile("OutputOfNothing", "RNN113", "states: { h: 2 }\nequations: h = 2 * h'\noutputs:\n  «y:", "no equation assigns 'y'"),
        Mistake.InFile("Xavier", "RNN055", Initialised("«xavier"), "Did you mean 'glorot'?"),
        Mistake.InFile("Kaiming", "RNN055", Initialised("«kaiming_uniform"), "Did you mean 'he'?"),
        Mistake.InFile("Gaussian", "RNN055", Initialised("«gaussian"), "Did you mean 'normal(0, 0.1)'?"),
        Mistake.InFile("InitZero", "RNN071", Initialised("«0"), "'constant(0)'"),
        Mistake.InFile("InitMisspelled", "RNN055", Initialised("«ortogonal"), "Did you mean 'orthogonal'?"),
    ];

    private static string Initialised(string by) =>
        $"states: {{ h: 2 }}\nparameters:\n  W: {{ shape: [2, 2], init: {by} }}\nequations: h = W @ h'";

    private static Mistake Row(string name, string equations, string hint) => Mistake.InEquations(name, "RNN100", equations, hint);
}
