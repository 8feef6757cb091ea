using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Compiler.Yaml;

/// <summary>Keys under which people look for what a definition calls by another name.</summary>
internal static class ForeignKeys
{
    private static readonly (string Names, string Key)[] Rows =
    [
        ("params weight variables variable coefficients learnables trainable learned theta", "parameters"),
        ("equation eqs eqn eqns formula formulas formulae update updates step forward body code rules compute", "equations"),
        ("size dims dim dimensions dimension hyperparameters shapes", "sizes"),
        ("memory hiddens hiddenstate hidden_state hidden_states carry recurrent", "states"),
        ("features signals", "inputs"),
        ("return returns result results predictions", "outputs"),
        ("consts const scalars values settings", "constants"),
        ("name title model id", "cell"),
        ("description summary comment doc docs help", "about"),
        ("paper reference citation author authors url origin", "source"),
        ("requires constraints constraint assert asserts assume", "require"),
        ("version schema format", "rnngen"),
        ("type namespace classname csharp", "class"),
        ("visibility accessibility modifier", "access"),
        ("activation", "activations"),
        ("checkpoint safetensors pretrained weightsfile weights_file", "weights"),
    ];

    private static readonly (string Names, string Advice)[] Elsewhere =
    [
        ("element dtype precision datatype", "The element type is set in the attribute, 'Element = typeof(double)'."),
        ("batch batchsize batch_size", "The batch is no part of a cell: it is chosen at run time, or fixed in the attribute, 'Batch = 8'."),
        ("time timesteps time_steps sequence seqlen", "Time is no part of a cell: it is chosen at run time, or fixed in the attribute."),
        ("init initializer initializers initialiser", "An initialiser stands beside its parameter, 'W: { init: glorot }'."),
        ("loss optimizer learning_rate lr epochs", "Training stands in C#: a definition says what one step computes."),
        ("layers layer", "A definition is one cell: layers are cells that feed each other in C#."),
    ];

    private static readonly Dictionary<string, string> KeyOf = Table(Rows);

    private static readonly Dictionary<string, string> AdviceOf = Table(Elsewhere);

    /// <summary>The key that was meant, by its meaning or by its spelling; null where it cannot be told.</summary>
    public static string? Meant(string key) => KeyOf.TryGetValue(key, out string? meant) ? meant
        : AdviceOf.ContainsKey(key) ? null
        : Spelling.Nearest(key, DefinitionReader.Keys);

    /// <summary>What to say behind the message that there is no such key.</summary>
    public static string AdviceFor(string key) =>
        AdviceOf.TryGetValue(key, out string? advice) ? " " + advice : Meant(key) is { } meant ? $" Did you mean '{meant}'?" : "";

    private static Dictionary<string, string> Table((string Names, string Value)[] rows) => rows
        .SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Value)))
        .ToDictionary(row => row.name, row => row.Value, StringComparer.OrdinalIgnoreCase);
}
