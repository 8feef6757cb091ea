using System;
using System.Collections.Generic;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>One way to do the work of a scenario, set up and ready to be repeated.</summary>
internal abstract class Contestant(string name) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Does the work that many times.</summary>
    public abstract void Run(int iterations);

    /// <summary>Does the work once from zero states and hands out what was computed.</summary>
    public abstract IReadOnlyList<Result> Results();

    public virtual void Dispose() { }
}
