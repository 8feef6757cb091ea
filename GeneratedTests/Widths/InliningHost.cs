using System;
using System.Reflection;

namespace RnnGen.Tests.Widths;

/// <summary>Calls every entry point of compiled cells once, so that the JIT compiles all their kernels.</summary>
internal static class InliningHost
{
    public static void CallAll(Assembly assembly)
    {
        MethodInfo call = typeof(InliningHost).GetMethod(nameof(Call), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (Type cell in assembly.GetExportedTypes())
            if (cell is { IsValueType: true, IsNested: false }) call.MakeGenericMethod(cell).Invoke(null, null);
    }

    private static void Call<TCell>()
        where TCell : struct, ICell<float>
    {
        const int Steps = 2;
        CellParameters<float> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
        parameters.Initialize(1);
        CellWeights<float> weights = TCell.Pack(parameters);
        CellState<float> state = TCell.CreateState();
        float[] inputs = new float[Steps * TCell.Info.InputLength], outputs = new float[Steps * TCell.Info.OutputLength];
        TCell.Step(weights, inputs.AsSpan(0, TCell.Info.InputLength), state, outputs.AsSpan(0, TCell.Info.OutputLength));
        TCell.Run(weights, inputs, state, outputs);
        foreach (int batch in (int[])[1, 3, 16])
        {
            CellTape<float> tape = TCell.CreateTape(Steps, batch, Adjoint.All);
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, gradients);
            TCell.Forward(parameters, TCell.CreateTape(Steps, batch, Adjoint.None));
        }
    }
}
