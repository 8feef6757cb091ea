using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Weight gradients where they lie: gradient[unit, k] += sum over rows of u[row, unit] · v[row, k]. A tile keeps some units x vectors of k
/// in registers over all rows, and adds them to the gradient once. Vectors lie along k here, so that rows of the parameter have to be whole
/// vectors; of one sequence it saves clearing and unpacking a panel (LSTM (64,128), 64 steps: 8 % of a training step).
/// </summary>
/// <param name="parameterOffsets">Where each parameter begins in the memory of all.</param>
internal sealed class ParameterOuterEmitter(KernelContext context, Frame frame, int[] parameterOffsets)
{
    /// <summary>Vectors of k that a tile takes: as many as the sums of a product's tile.</summary>
    private static readonly int[] s_widths = [4, 3, 2, 1];

    private CodeWriter Writer => context.Writer;

    public void Emit(Stage.ParameterOuter stage)
    {
        var calls = stage.Blocks.Select((block, i) => Block(stage, block, i)).ToList();
        Writer.Line();
        foreach (OuterBlock block in stage.Blocks) Writer.Line($"// gradient += {block.AdjointName} ⊗ {block.SourceName}");
        using (context.Method(KernelContext.List(
            $"private static void {stage.Name}<V>", MapEmitter.Parameters(context, frame, stage), $"\n    {context.Constraint}")))
        {
            foreach (string call in calls) Writer.Line(call);
        }
    }

    /// <summary>Emits the product of one block; returns its call.</summary>
    private string Block(Stage.ParameterOuter stage, OuterBlock product, int index)
    {
        ParameterBlock block = product.Block;
        int lanes = block.Length / context.Lanes;
        int width = s_widths.First(w => lanes % w == 0);
        var sizes = new TileRows(width, stage.Units);
        string strides = $"{block.UnitStride}, {frame[product.Adjoint].Stride}, {frame[product.Source].Stride}";
        var tiles = sizes.Sizes.ToDictionary(
            size => size, size => context.Share($"{stage.Name}Tile{size}x{width}", name => Tile(name, size, width)));
        string all = context.Share($"{stage.Name}Part{index + 1}", name => Tiles(name, stage.Units, block, width, strides, sizes, tiles));
        return KernelContext.List(
            $"{all}<V>",
            [
                "rows", KernelContext.Ref(PassEmitter.Gradients, KernelContext.Text(parameterOffsets[block.Parameter] + block.Offset)),
                Row(product.Adjoint), Row(product.Source),
            ],
            ";");
    }

    private string Row(Location location)
    {
        FrameEntry entry = frame[location];
        return KernelContext.Ref(entry.Rows, KernelContext.Text(entry.Base + location.Offset));
    }

    private void Tiles(
        string name, int units, ParameterBlock block, int width, string strides, TileRows sizes, Dictionary<int, string> tiles)
    {
        Writer.Line();
        using (Method(name, []))
        using (Writer.Block($"for (nint k = 0; k < {block.Length}; k += {KernelContext.Vectors(width)})"))
        {
            Writer.Line("nint unit = 0;");
            foreach (int size in sizes.Sizes)
            {
                using (Writer.Block($"for (; {sizes.Condition("unit", size, KernelContext.Text(units))}; unit += {size})"))
                    Writer.Line(KernelContext.List(
                        $"{tiles[size]}<V>",
                        [
                            "rows", $"ref Unsafe.Add(ref gradient, unit * {block.UnitStride} + k)", "ref Unsafe.Add(ref adjoints, unit)",
                            "ref Unsafe.Add(ref vectors, k)", strides,
                        ],
                        ";"));
            }
        }
    }

    /// <summary>For any strides, so that one kernel serves all blocks.</summary>
    private void Tile(string name, int units, int width)
    {
        Writer.Line();
        using (Method(name, ["unitStride", "adjointStride", "vectorStride"]))
        {
            Each((u, v) => Writer.Line($"V g{u}v{v} = V.Zero;"));
            using (Writer.Block("for (nint row = 0; row < rows; row++)"))
            {
                for (int v = 0; v < width; v++)
                    Writer.Line($"V v{v} = V.Load(ref vectors{(v == 0 ? "" : ", " + KernelContext.Vectors(v))});");
                for (int u = 0; u < units; u++)
                {
                    Writer.Line($"V u{u} = V.Create({KernelContext.Ref("adjoints", KernelContext.Text(u)).Substring(4)});");
                    for (int v = 0; v < width; v++) Writer.Line($"g{u}v{v} = V.MultiplyAdd(v{v}, u{u}, g{u}v{v});");
                }
                Writer.Line("adjoints = ref Unsafe.Add(ref adjoints, adjointStride);");
                Writer.Line("vectors = ref Unsafe.Add(ref vectors, vectorStride);");
            }
            for (int u = 0; u < units; u++)
            {
                for (int v = 0; v < width; v++)
                {
                    string at = v == 0 ? "" : ", " + KernelContext.Vectors(v);
                    Writer.Line($"V.Store(V.Load(ref gradient{at}) + g{u}v{v}, ref gradient{at});");
                }
                if (u < units - 1) Writer.Line("gradient = ref Unsafe.Add(ref gradient, unitStride);");
            }
        }

        void Each(Action<int, int> act)
        {
            for (int u = 0; u < units; u++)
                for (int v = 0; v < width; v++) act(u, v);
        }
    }

    private IDisposable Method(string name, string[] strides) => context.Method(KernelContext.List(
        $"private static void {name}<V>",
        new[] { "nint rows" }.Concat(new[] { "gradient", "adjoints", "vectors" }.Select(p => $"ref {context.T} {p}"))
            .Concat(strides.Select(stride => $"nint {stride}")),
        $"\n    {context.Constraint}"));
}
