using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.References;

/// <summary>
/// The eight runs of the reference document: whole arrays and every printed value, all entry points, all forms of definition.
/// </summary>
public class ReferenceRunTests
{
    private static readonly string[] Gates = ["ft", "it", "cct", "ot"];

    /// <summary>Each run with each cell that can run it: from the zoo, in place, with fixed counts, with the gates as outputs.</summary>
    public static TheoryData<string, string> Runs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string cell in (string[])["Rnn", "Lstm"])
            {
                foreach (string run in (string[])["cell_forward", "forward", "cell_backward", "backward"])
                {
                    string name = $"{cell.ToLowerInvariant()}_{run}";
                    data.Add(name, $"{cell}Softmax");
                    data.Add(name, $"{cell}SoftmaxInPlace");
                    if (name is "rnn_forward" or "rnn_backward" or "lstm_backward") data.Add(name, $"{cell}SoftmaxFixed");
                }
            }
            data.Add("lstm_cell_forward", "LstmSoftmaxGates");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Agrees_in_double_precision(string name, string cell)
    {
        ReferenceRun run = ReferenceRun.Read(name);
        var results = Results<double>(run, cell + "Double");
        CheckArrays(run, results, 1e-9, withGates: cell == "LstmSoftmaxGates");
        CheckPrinted(run, results);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Agrees_in_single_precision(string name, string cell)
    {
        ReferenceRun run = ReferenceRun.Read(name);
        CheckArrays(run, Results<float>(run, cell), 1e-4, withGates: cell == "LstmSoftmaxGates");
    }

    [Fact]
    public void Fixtures_hold_the_eight_runs_and_their_printed_values()
    {
        ReferenceRun[] runs = [.. Runs.Select(row => (string)row[0]).Distinct().Select(ReferenceRun.Read)];
        Assert.Equal(8, runs.Length);
        Assert.All(runs, run => Assert.NotEmpty(run.Printed));
        Assert.Equal(5e-9, runs.Single(run => run.Name == "rnn_backward").Printed[0].Values[0].HalfUnit, 1e-20);
    }

    private static List<(string Source, string Name, double[] Elements)> Results<T>(ReferenceRun run, string cell)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var visitor = new ReferenceVisitor<T>(run);
        DefinedCells.Accept(DefinedCells.Named(cell), visitor);
        return visitor.Results;
    }

    private static void CheckArrays(
        ReferenceRun run, List<(string Source, string Name, double[] Elements)> results, double tolerance, bool withGates)
    {
        foreach ((string name, ReferenceArray expected) in run.Expected.Where(array => withGates || !Gates.Contains(array.Key)))
        {
            var found = results.Where(result => result.Name == name).ToList();
            Assert.True(found.Count > 0, $"Nothing computes {name} of {run.Name}.");
            double[] want = expected.Rows();
            double scale = Math.Max(1, want.Max(Math.Abs));
            foreach ((string source, _, double[] got) in found)
            {
                double error = want.Zip(got, (a, b) => Math.Abs(a - b)).Aggregate(0.0, (worst, next) => next <= worst ? worst : next);
                Assert.Equal(want.Length, got.Length);
                Assert.True(error <= tolerance * scale, $"{source}: {name} of {run.Name} is off by {error:R}.");
            }
        }
        // The document gives no gradient to the output head: no seed arrives there.
        if (run.IsBackward)
            foreach (string head in run.Parameters.Keys.Where(parameter => !run.Expected.ContainsKey("d" + parameter)))
                Assert.All(results.Single(result => result.Name == "d" + head).Elements, element => Assert.Equal(0, element));
    }

    private static void CheckPrinted(ReferenceRun run, List<(string Source, string Name, double[] Elements)> results)
    {
        foreach (PrintedValue printed in run.Printed)
        {
            int[] indices = run.Expected[printed.Array].RowIndices(printed.Index);
            Assert.Equal(printed.Values.Length, indices.Length);
            foreach ((string source, _, double[] got) in results.Where(result => result.Name == printed.Array))
                for (int i = 0; i < indices.Length; i++)
                    Assert.True(
                        Math.Abs(got[indices[i]] - printed.Values[i].Value) <= printed.Values[i].HalfUnit * (1 + 1e-6),
                        $"{source}: {printed.Array}[{string.Join("][", printed.Index)}] of {run.Name}, value {i}: {got[indices[i]]:R}.");
        }
    }
}
