using System;
using System.Collections.Generic;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>Packs weights and unpacks gradients, element by element, as the layout of a panel is described.</summary>
internal sealed class PanelMemory(PlannedCell cell, int width)
{
    public Memory Pack(CellProgram program, double[] parameters)
    {
        var weights = new double[KernelTable.RoundUp(program.PackedLength, cell.Lanes)];
        Array.Fill(weights, double.NaN);
        foreach (ParameterCopy copy in program.Copies)
        {
            Array.Clear(weights, copy.Offset, KernelTable.RoundUp(copy.Length, cell.Lanes) + cell.Lanes);
            Array.Copy(parameters, cell.ParameterOffsets[copy.Parameter], weights, copy.Offset, copy.Length);
        }
        foreach (Panel panel in program.Panels)
        {
            Array.Clear(weights, panel.Offset, panel.Length);
            foreach ((int place, int parameter) in Elements(panel)) weights[place] = parameters[parameter];
        }
        return new Memory("weights", weights);
    }

    public void AddGradients(CellProgram program, double[] sums, double[] gradients)
    {
        foreach (GradientSum sum in program.GradientSums)
            for (int i = 0; i < sum.Length; i++)
                gradients[cell.ParameterOffsets[sum.Parameter] + sum.ParameterOffset + i] += sums[sum.AreaOffset + i];
        foreach (Panel panel in program.GradientPanels)
            foreach ((int place, int parameter) in Elements(panel)) gradients[parameter] += sums[place];
    }

    /// <summary>Where each weight of a panel lies there, and among the parameters.</summary>
    private IEnumerable<(int Place, int Parameter)> Elements(Panel panel)
    {
        int group = panel.Blocks * width, before = 0;
        foreach (PanelSegment segment in panel.Segments)
        {
            int count = segment.Accumulators.Count;
            for (int a = 0; a < count; a++)
            {
                ParameterPart block = segment.Parts[a];
                int origin = cell.ParameterOffsets[block.Parameter] + block.Offset;
                for (int unit = 0; unit < panel.Units; unit++)
                    for (int k = 0; k < segment.Length; k++)
                    {
                        int vector = before * panel.Blocks + (k * panel.Blocks + unit / width % panel.Blocks) * count + a;
                        int place = panel.Offset + unit / group * panel.Vectors * group + vector * width + unit % width;
                        yield return (place, origin + unit * block.UnitStride + k * block.SourceStride);
                    }
            }
            before += panel.VectorsOf(segment);
        }
    }
}
