using System.IO;
using System.Linq;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;

namespace RnnGen.Tests.Arm64;

/// <summary>Arguments of a cell and what must come of them, as they go to a program on another processor.</summary>
internal static class SequenceFile
{
    public static void Write(BinaryWriter file, SequenceDraw draw, ExpectedSequence expected)
    {
        file.Write(expected.TimeSteps);
        file.Write(expected.Batch);
        foreach (double[][] tensors in (double[][][])[
            draw.Parameters, draw.Inputs, draw.Initial, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds,
            expected.Outputs, expected.States, expected.Gradients, expected.InputAdjoints, expected.InitialAdjoints])
        {
            file.Write(tensors.Length);
            foreach (double[] tensor in tensors)
            {
                file.Write(tensor.Length);
                foreach (double element in tensor) file.Write(element);
            }
        }
    }

    public static (SequenceDraw Draw, ExpectedSequence Expected) Read(BinaryReader file)
    {
        int timeSteps = file.ReadInt32(), batch = file.ReadInt32();
        var draw = new SequenceDraw(Tensors(), Tensors(), Tensors(), Tensors(), Tensors(), Tensors());
        return (draw, new ExpectedSequence(timeSteps, batch, Tensors(), Tensors(), Tensors(), Tensors(), Tensors()));

        double[][] Tensors() => [.. Enumerable.Range(0, file.ReadInt32()).Select(_ => Tensor(file.ReadInt32()))];

        double[] Tensor(int length) => [.. Enumerable.Range(0, length).Select(_ => file.ReadDouble())];
    }
}
