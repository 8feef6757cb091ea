using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Exported;

/// <summary>
/// One sequence and what an exported graph makes of it. The graph is run when someone asks for the vector: reading a file costs no more
/// than
/// its length.
/// </summary>
internal sealed class ExportedVector : IReadOnlyList<TestVector>
{
    private const int Steps = 8;

    private readonly Lazy<TestVector> _vector;

    public ExportedVector(ExportedRun run, IReadOnlyList<ImportedTensor> parameters) => _vector = new Lazy<TestVector>(() =>
    {
        double[] input = [.. Enumerable.Range(0, Steps * run.InputSize)
            .Select(i => Math.Sin((i / run.InputSize + 1) * (i % run.InputSize + 1) / 10.0))];
        return new TestVector(Steps, input, run.Run(Steps, input, parameters));
    });

    public int Count => 1;

    /// <exception cref="ModelFormatException">The graph cannot be run.</exception>
    public TestVector this[int index] => index == 0 ? _vector.Value : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<TestVector> GetEnumerator()
    {
        yield return _vector.Value;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
