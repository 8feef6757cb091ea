using RnnGen.Definitions;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>Packed weights are copies: Update alone changes them, and allocates nothing; Backward uses those that Forward packed.</summary>
public class WeightTests
{
    [Fact]
    public void Update_packs_what_a_new_pack_would_and_allocates_nothing()
    {
        LstmSoftmaxDouble.Parameters first = Parameters(1), second = Parameters(2);
        LstmSoftmaxDouble.Weights weights = first.Pack();
        double[] before = weights.Packed.ToArray();
        second.Values.CopyTo(first.Values);
        Assert.Equal(before, weights.Packed.ToArray());
        long allocated = Allocation.OfThread(() => weights.Update(first));
        Assert.Equal(second.Pack().Packed.ToArray(), weights.Packed.ToArray());
        Assert.NotEqual(before, weights.Packed.ToArray());
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Backward_uses_the_parameters_as_forward_found_them()
    {
        LstmSoftmaxDouble.Parameters parameters = Parameters(1);
        double[] want = Gradients(parameters, change: false), got = Gradients(parameters, change: true);
        Assert.Equal(want, got);
    }

    private static double[] Gradients(LstmSoftmaxDouble.Parameters parameters, bool change)
    {
        var tape = new LstmSoftmaxDouble.Tape(3, 2, Adjoint.All);
        var gradients = new LstmSoftmaxDouble.Parameters();
        TapeDraw.Arguments(tape, 2);
        TapeDraw.Seeds(tape, Adjoint.All, 3);
        LstmSoftmaxDouble.Forward(parameters, tape);
        if (change) parameters.Clear();
        LstmSoftmaxDouble.Backward(parameters, tape, gradients);
        return gradients.Values.ToArray();
    }

    private static LstmSoftmaxDouble.Parameters Parameters(int seed) =>
        (LstmSoftmaxDouble.Parameters)TapeDraw.Parameters<LstmSoftmaxDouble, double>(seed);
}
