using System.CommandLine;
using BenchmarkDotNet.Running;

namespace RnnGen.Benchmarks;

/// <summary><c>bdn</c>: the suites of BenchmarkDotNet, with its own arguments.</summary>
internal static class SuitesCommand
{
    private static readonly Argument<string[]> Arguments = new("arguments")
    {
        Description = "For BenchmarkDotNet, such as --filter *Step*",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create()
    {
        var command = new Command("bdn", "The BenchmarkDotNet suites of the core kernels.") { Arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            string[] arguments = [.. parsed.GetValue(Arguments) ?? [], .. parsed.UnmatchedTokens];
            if (arguments.Length == 0) arguments = ["--filter", "*"];
            // The projects that BenchmarkDotNet writes for other processes do not restore under locked, central package versions.
            BenchmarkSwitcher.FromAssembly(typeof(SuitesCommand).Assembly).Run(["--inProcess", .. arguments]);
        });
        return command;
    }
}
