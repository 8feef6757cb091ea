using System;

namespace RnnGen.Benchmarks.Measuring;

/// <summary>Something to be repeated: a name and what does it that many times.</summary>
internal sealed record Lane(string Name, Action<int> Run);
