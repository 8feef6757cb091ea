using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RnnGen.EngineTests.Mpi;

/// <summary>What training of a <see cref="StepCase"/> came to.</summary>
/// <param name="Losses">Of each update.</param>
/// <param name="Norms">Of each update, before clipping.</param>
/// <param name="Updates">How many were made.</param>
/// <param name="Gradients">Of the last update.</param>
/// <param name="Parameters">At the end.</param>
/// <param name="Allocated">The bytes of the step that allocated least: what allocates in each step does so in that one too.</param>
internal sealed record StepOutcome(
    double[] Losses, double[] Norms, long Updates, double[] Gradients, double[] Parameters, long Allocated)
{
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>What the whole batch carries at the end: states, and how many sequences each row has begun.</summary>
    public double[] Carried { get; init; } = [];

    public static string FileOf(string folder, string step, int rank) => Path.Combine(folder, $"{step}.{rank}.json");

    public static StepOutcome Load(string file) => JsonSerializer.Deserialize<StepOutcome>(File.ReadAllText(file), s_json)
        ?? throw new InvalidDataException($"{file} is empty.");

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, s_json));
}
