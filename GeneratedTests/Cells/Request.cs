using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;

namespace RnnGen.Tests.Cells;

/// <summary>Requests as the host makes them, for tests of the compiler.</summary>
public static class Request
{
    private static readonly CellTarget Target = new("", default, "public partial struct", "Cell", "Cell");

    public static CellRequest Zoo(string name, params (string Name, int Value)[] sizes) => Make(new DefinitionSource.Zoo(name), sizes);

    public static CellRequest InPlace(string text, params (string Name, int Value)[] sizes) =>
        Make(new DefinitionSource.InPlace(text), sizes);

    public static StepFunction Lower(CellRequest request) => CellLowering.Lower(Bind(request), request.Target.Name);

    /// <summary>The bound cell of a request that must have no errors.</summary>
    public static BoundCell Bind(CellRequest request)
    {
        FrontEndResult result = FrontEnd.Read(request);
        IEnumerable<string> errors =
            result.Diagnostics.Where(d => d.Rule.Severity == Severity.Error).Select(d => $"{d.Rule.Id} {d.Message}");
        Xunit.Assert.Empty(errors);
        return Xunit.Assert.IsType<BoundCell>(result.Cell);
    }

    private static CellRequest Make(DefinitionSource source, (string Name, int Value)[] sizes) => new(
        Target, source, sizes.Select(size => new SizeArgument(size.Name, size.Value, ArgumentOf(size.Name))).ToEquatableArray(), default);

    private static string ArgumentOf(string size) => size switch
    {
        "input" => "Input",
        "hidden" => "Hidden",
        "output" => "Output",
        _ => $"CellSize(\"{size}\")",
    };
}
