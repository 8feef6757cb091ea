using System.Linq;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Emit;

/// <content>The loop over time of one sequence: its kernels take one row, and its sums stay in registers.</content>
internal sealed partial class SweepEmitter
{
    private void RowLoop(Sweep sweep)
    {
        bool backward = sweep.Kind == SweepKind.ReverseTimeLoop;
        Writer.Line();
        if (IsUnrolled(sweep) && model.Request.TimeSteps is { } steps)
        {
            for (int i = 0; i < steps; i++)
            {
                int t = backward ? steps - 1 - i : i;
                using (Writer.Block($"// time step {t}\n"))
                    RowStep(sweep, backward, KernelContext.Text(t), KernelContext.Text(t + 1), t % 2 == 0 ? "false" : "true");
            }
            return;
        }
        string loop = backward ? "for (nint t = all - 1; t >= 0; t--)" : "for (nint t = 0; t < all; t++)";
        using (Writer.Block(loop)) RowStep(sweep, backward, "t", "(t + 1)", "(t & 1) != 0");
    }

    private void RowStep(Sweep sweep, bool backward, string t, string next, string back)
    {
        if (backward) AddStateSeeds(sweep, t, "1");
        foreach (Stage stage in sweep.Stages)
        {
            var regions = Frame.Regions(stage).Select(region => RowArgument(region, t, next));
            string[] shared = stage switch
            {
                Stage.Map { BackAndForth: true } => [back, .. Shared(stage)],
                Stage.Outer => ["1", .. Shared(stage)],
                _ => [.. Shared(stage)],
            };
            string call = KernelContext.List($"{stage.Name}<V>", shared.Concat(regions), ";");
            Guarded(stage, call);
        }
        if (backward) SwapCarries(sweep, "1");

        static string[] Shared(Stage stage) =>
            stage is Stage.Map { Gradients.Count: > 0 } or Stage.Outer ? ["ref weights", "ref gradients"] : ["ref weights"];
    }

    private string RowArgument((Region Region, int Index) region, string t, string next)
    {
        FrameEntry entry = frame[region];
        return region.Region switch
        {
            Region.Next => KernelContext.Ref(frame[(Region.Previous, region.Index)].Name + "Start", $"{next} * {entry.Stride}"),
            Region.OutputSeed or Region.InputAdjoint => KernelContext.Ref(entry.Name + "Start", $"{t} * {entry.Name}Step"),
            Region.NextSeed or Region.PreviousAdjoint or Region.Scratch => $"ref {entry.Name}Start",
            _ => KernelContext.Ref(entry.Name + "Start", t == "0" ? "0" : $"{t} * {entry.Stride}"),
        };
    }
}
