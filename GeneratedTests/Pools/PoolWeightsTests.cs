using System;
using CharacterModel.Model;
using RnnGen.Definitions;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>A call of a pool packs nothing: it computes with the weights as they were packed last.</summary>
public class PoolWeightsTests
{
    [Fact]
    public void Parameters_count_from_the_next_update_on()
    {
        Check<LstmSoftmax>((weights, parameters) => ((LstmSoftmax.Weights)weights).Update((LstmSoftmax.Parameters)parameters));
        Check<NameCell>((weights, parameters) => ((NameCell.Weights)weights).Update((NameCell.Parameters)parameters));
    }

    private static void Check<TCell>(Action<CellWeights<float>, CellParameters<float>> update)
        where TCell : struct, ICell<float>
    {
        CellParameters<float> parameters = TapeDraw.Parameters<TCell, float>(1);
        CellWeights<float> weights = TCell.Pack(parameters);
        float[] before = Step<TCell>(weights);
        foreach (ref float value in parameters.Values) value *= 0.5f;
        Assert.Equal(before, Step<TCell>(weights));
        update(weights, parameters);
        Assert.Equal(Step<TCell>(TCell.Pack(parameters)), Step<TCell>(weights));
        Assert.NotEqual(before, Step<TCell>(weights));
    }

    private static float[] Step<TCell>(CellWeights<float> weights)
        where TCell : struct, ICell<float>
    {
        CellStatePool<float> pool = TCell.CreateStatePool(3);
        float[] inputs = new float[3 * TCell.Info.InputLength], outputs = new float[3 * TCell.Info.OutputLength];
        TapeDraw.Fill<float>(inputs, 2);
        TCell.Step(weights, pool, [pool.Rent(), pool.Rent(), pool.Rent()], inputs, outputs);
        return outputs;
    }
}
