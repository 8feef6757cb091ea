using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>What the kernel of a stage is given, and what it is called there.</summary>
internal sealed class StageNames(Frame frame, Stage stage)
{
    /// <summary>The argument that refers to the gradients of the parameters.</summary>
    public const string Gradients = "gradientsStart";

    /// <summary>The flag of kernels that save values where a backward pass follows, and otherwise not.</summary>
    public const string Saves = "saves";

    private HashSet<string>? _reserved;

    /// <summary>Of a kernel over many rows.</summary>
    public EquatableArray<Parameter> RowParameters() =>
        new Parameter[] { new Parameter.Count("rows", AtLeast: 1) }.Concat(Flags(stage))
            .Concat(RowArguments(frame, stage).Select(a => new Parameter.Elements(a))).ToEquatableArray();

    /// <summary>What kernels of a stage are asked, whatever their form.</summary>
    public static IEnumerable<Parameter> Flags(Stage stage) => stage.SavesOnDemand ? [new Parameter.Flag(Saves)] : [];

    /// <summary>References that a kernel over many rows receives, in order.</summary>
    public static IEnumerable<string> RowArguments(Frame frame, Stage stage)
    {
        var shared = new List<string> { "weights" };
        if (stage is Stage.Map { Accumulators.Count: > 0 }) shared.Add("sums");
        if (stage.SumsGradients || stage is Stage.Outer) shared.Add("gradients");
        if (stage is Stage.ParameterOuter) shared.Add(Gradients);
        return shared.Concat(Frame.Regions(stage).Select(r => frame[r].Rows));
    }

    /// <summary>References that a kernel of one row receives, in order; all states of a bank come as one.</summary>
    public static IEnumerable<string> OneRowArguments(Frame frame, Stage stage) =>
        (stage.SumsGradients ? new[] { "weights", "gradients" } : ["weights"])
            .Concat(Frame.Regions(stage).Select(r => frame[r].Row).Distinct());

    /// <summary>Names for the values of a kernel, apart from those that it has already.</summary>
    public NameScope Scope() => new(_reserved ??= Reserved());

    private HashSet<string> Reserved() =>
    [
        .. new[]
        {
            "rows", "row", "unit", "back", "last", "passed", "later", "blocks", "block", "at", "sum", "sums", "start", "weights",
            "gradients", Saves,
            "V", "float", "double", "Rows", "Panels", "Unsafe", Offset.Number.Owner,
        }
            .Concat(stage is Stage.Map map ? map.Panels.Select((_, p) => KernelSpelling.Numbered("panel", p)) : []).Concat(frame.Locals)
            .Concat(Frame.Regions(stage).SelectMany(r => new[] { frame[r].Rows, frame[r].Row })),
    ];
}
