using System;
using System.Linq;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>
/// A test that starts a server. Where it is not installed the test is shown as skipped, not as passed; where CI is set it runs and fails,
/// because .ci/run installs it.
/// </summary>
internal sealed class ServerFactAttribute : FactAttribute
{
    /// <param name="package">Debian's package that has the programs.</param>
    /// <param name="programs">What is started.</param>
    public ServerFactAttribute(string package, params string[] programs)
    {
        bool isHere = programs.All(program => ServerProgram.Find(program) is not null);
        if (!isHere && Environment.GetEnvironmentVariable("CI") is null)
            Skip = $"There is no {programs[0]} here (Debian: the package {package}).";
    }
}
