using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Tool.Showing;

/// <summary>Writes the facts for programs.</summary>
internal static class FactsJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // equations are read by people too
    };

    public static string Of(CellFacts facts) => JsonSerializer.Serialize(
        new
        {
            Cell = facts.Cell.Signature.Title,
            facts.Cell.Signature.About,
            facts.Cell.Signature.Source,
            Sizes = facts.Cell.Signature.Sizes.ToDictionary(size => size.Name, size => size.Value),
            Assumed = facts.Assumed.Select(assumed => assumed.Name),
            Equations = facts.Cell.Signature.EquationTexts.ToArray(),
            Values = facts.Values.Select(value => new { value.Kind, value.Name, Symbols = value.Symbols, Shape = Extents(value.Shape) }),
            Gradient = facts.Gradient,
            Costs = new
            {
                facts.ElementSize,
                facts.ParameterCount,
                facts.Cell.Costs.Flops,
                facts.Cell.Costs.WeightBytes,
                facts.Cell.Costs.StreamBytes,
                facts.Cell.Costs.TapeBytes,
                facts.CanStream,
            },
            Programs = facts.Cell.Programs.Select(program => new
            {
                program.Name,
                Loops = program.Loops.Select(loop => new
                {
                    Kind = loop.Kind.ToString(),
                    States = loop.States.ToArray(),
                    Stages = loop.Stages.Select(stage => new { stage.Name, Equations = stage.Equations.ToArray() }),
                }),
            }),
        },
        s_options) + "\n";

    private static int[] Extents(Shape shape) => shape.Rank switch
    {
        0 => [],
        1 => [shape.Rows],
        _ => [shape.Rows, shape.Columns],
    };
}
