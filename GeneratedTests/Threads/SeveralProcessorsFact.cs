using System;
using Xunit;

namespace RnnGen.Tests.Threads;

/// <summary>A test that needs help from another processor; on a machine of one it is shown as skipped, not as passed.</summary>
internal sealed class SeveralProcessorsFactAttribute : FactAttribute
{
    public SeveralProcessorsFactAttribute() => Skip = Environment.ProcessorCount > 1 ? null : "There is one processor: nobody would help.";
}
