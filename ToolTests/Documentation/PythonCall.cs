using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace RnnGen.ToolTests.Documentation;

/// <summary>What lines of Python ask ONNX Runtime for: a file, the names of inputs and of outputs.</summary>
internal sealed partial record PythonCall(string File, IReadOnlyList<string> Outputs, IReadOnlyList<string> Inputs)
{
    public static PythonCall Read(string program)
    {
        Match run = Run().Match(program);
        return new PythonCall(
            Session().Match(program).Groups[1].Value, [.. Names().Matches(run.Groups[1].Value).Select(match => match.Groups[1].Value)],
            [.. Names().Matches(run.Groups[2].Value).Select(match => match.Groups[1].Value)]);
    }

    /// <summary>One call; the first output.</summary>
    public float[] Run(InferenceSession session, float[] x, long[] extents)
    {
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(x, extents);
        return Call(session, new() { [Inputs[0]] = value })[0];
    }

    /// <summary>A call for each sample, with the states that the call before gave.</summary>
    public float[] Stream(InferenceSession session, float[] samples, int hidden)
    {
        var found = new List<float>();
        float[][] states = [.. Inputs.Skip(1).Select(_ => new float[hidden])];
        foreach (float sample in samples)
        {
            var values = new Dictionary<string, OrtValue> { [Inputs[0]] = OrtValue.CreateTensorValueFromMemory([sample], [1, 1]) };
            for (int s = 0; s < states.Length; s++) values[Inputs[1 + s]] = OrtValue.CreateTensorValueFromMemory(states[s], [1, hidden]);
            float[][] results = Call(session, values);
            foreach (OrtValue value in values.Values) value.Dispose();
            found.AddRange(results[0]);
            states = results[1..];
        }
        return [.. found];
    }

    private float[][] Call(InferenceSession session, Dictionary<string, OrtValue> values)
    {
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, values, Outputs);
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }

    [GeneratedRegex("InferenceSession\\(\"([^\"]+)\"\\)")]
    private static partial Regex Session();

    [GeneratedRegex("session\\.run\\(\\[([^]]*)\\], \\{([^}]*)\\}\\)")]
    private static partial Regex Run();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Names();
}
