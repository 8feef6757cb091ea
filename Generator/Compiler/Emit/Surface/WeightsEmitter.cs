using RnnGen.Compiler.Emit.Print;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>What a cell has besides where the build puts its weights into the assembly.</summary>
internal sealed class WeightsEmitter(CellModel model, Types types, Document document)
{
    public const string Parameters = "public static Parameters LoadParameters()", Weights = "public static Weights LoadWeights()";

    private const string Missing =
        $"throw new {Types.InvalidOperationException}(\"The weights of this cell were not found: see the compiler's messages.\")";

    public void Emit()
    {
        if (model.Request.Weights is not { } request) return;
        string path = request.File?.Display ?? "";
        document.Blank();
        document.Summary(
            $"New parameters with the values of {Tag.Code(path)}, which the build has put into this assembly: to learn on, or to look at.");
        if (request.File is { } file) Load(file.Resource);
        else document.Member(Parameters, Missing);
        document.Blank();
        if (!model.CanStream)
        {
            var none = new NoStreaming(model);
            document.Summary("Not there: states go from the last step to the first.");
            document.Line(none.Attribute);
            document.Member(Weights, none.Throw);
            return;
        }
        document.Summary(
            $"New weights of {Tag.Code(path)}, which the build has put into this assembly, packed for {Tag.Code("Step")} and "
            + $"{Tag.Code("Run")}. Each call reads and packs anew: one object serves all threads.");
        document.Member(Weights, "LoadParameters().Pack()");
    }

    private void Load(string resource)
    {
        using var load = document.Block(Parameters);
        document.Line("Parameters parameters = new Parameters();");
        document.Line(Code.List(
            $"{Types.Embedded}.Load<{types.T}>", ["parameters", $"typeof({model.FullName})", FreeText.Literal(resource)], ";"));
        document.Line("return parameters;");
    }
}
