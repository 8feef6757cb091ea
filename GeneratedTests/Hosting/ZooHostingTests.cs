using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler.Definitions;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>
/// The real compiler in its host: the zoo's text is the same in every culture, is kept between runs, and fits into any enclosing type.
/// </summary>
public sealed class ZooHostingTests
{
    private static readonly string s_zoo = string.Join("\n", ZooLibrary.Names.Select((name, i) => $"""
        /// <summary>Zoo.</summary>
        [Cell("{name}"), CellSize({Sizes(name)})]
        public partial struct Zoo{i};
        /// <summary>Zoo, in double precision with everything fixed.</summary>
        [Cell("{name}", Element = typeof(double), TimeSteps = 3, Batch = 2), CellSize({Sizes(name)})]
        internal readonly partial record struct Fixed{i};
        """));

    [Fact]
    public void Is_the_same_to_the_byte_in_every_culture()
    {
        IReadOnlyDictionary<string, string> here = GeneratorHarness.Run(Project()).Sources;
        CultureInfo before = CultureInfo.CurrentCulture;
        var odd = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~", NumberGroupSeparator = "." } };
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(here, GeneratorHarness.Run(Project()).Sources);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Is_not_compiled_again_by_an_edit_elsewhere()
    {
        GeneratorRun run = GeneratorHarness.Run(Project()).Edit("Other.cs", "class Other { int _edited; }");
        Assert.All(run.Reasons(RnnGen.Hosting.CellGenerator.Steps.Results), reason =>
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
        // Each cell of float and of double, two files each.
        Assert.Equal(4 * ZooLibrary.Names.Count, run.Sources.Count);
    }

    [Fact]
    public void Compiles_in_nested_types_and_under_names_that_are_keywords() => GeneratorHarness.Run("""
        using RnnGen;
        namespace Acme.@event
        {
            public static partial class Outer
            {
                [Cell("lstm", Input = 2, Hidden = 3)] private partial struct @struct;
                public partial record Inner<TNot>;
                public partial interface Face { [Cell("gru", Input = 2, Hidden = 3)] public readonly partial struct Gru; }
            }
        }
        """).AssertClean();

    private static HarnessProject Project() => new()
    {
        Sources = [("Cells.cs", "using RnnGen;\n" + s_zoo), ("Other.cs", "class Other;")],
    };

    private static string Sizes(string name) =>
        string.Join("), CellSize(", ZooSizes.Small(name).Select(size => $"\"{size.Name}\", {size.Value}"));
}
