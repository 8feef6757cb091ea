using System;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Runtime;

public class OptimizerTests
{
    public enum Method { Sgd, SgdDecay, Momentum, Nesterov, Adam, AdamDecay, AdamW }

    public static TheoryData<Method> Methods => [.. Enum.GetValues<Method>()];

    private static Optimizer<T> Make<T>(Method method, CellParameters<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => method switch
        {
            Method.Sgd => new Sgd<T>(parameters, 0.1),
            Method.SgdDecay => new Sgd<T>(parameters, 0.1, weightDecay: 0.2),
            Method.Momentum => new Sgd<T>(parameters, 0.1, momentum: 0.9, weightDecay: 0.01),
            Method.Nesterov => new Sgd<T>(parameters, 0.1, momentum: 0.9, nesterov: true),
            Method.Adam => new Adam<T>(parameters, 0.01),
            Method.AdamDecay => new Adam<T>(parameters, 0.01, beta1: 0.8, beta2: 0.9, epsilon: 1e-4, weightDecay: 0.1),
            _ => new AdamW<T>(parameters, 0.01, weightDecay: 0.1),
        };

    /// <summary>One parameter at a time, written from the papers' pseudo-code.</summary>
    private sealed class Reference(Method method)
    {
        private double _m, _v;
        private int _t;

        public double Update(double p, double g)
        {
            _t++;
            switch (method)
            {
                case Method.Sgd:
                    return p - 0.1 * g;
                case Method.SgdDecay:
                    return p - 0.1 * (g + 0.2 * p);
                case Method.Momentum:
                    _m = 0.9 * _m + (g + 0.01 * p);
                    return p - 0.1 * _m;
                case Method.Nesterov:
                    _m = 0.9 * _m + g;
                    return p - 0.1 * (g + 0.9 * _m);
                case Method.Adam:
                    return p - Adam(g, 0.9, 0.999, 1e-8);
                case Method.AdamDecay:
                    return p - Adam(g + 0.1 * p, 0.8, 0.9, 1e-4);
                default:
                    p -= 0.01 * 0.1 * p;
                    return p - Adam(g, 0.9, 0.999, 1e-8);
            }
        }

        private double Adam(double g, double beta1, double beta2, double epsilon)
        {
            _m = beta1 * _m + (1 - beta1) * g;
            _v = beta2 * _v + (1 - beta2) * g * g;
            double mean = _m / (1 - Math.Pow(beta1, _t)), square = _v / (1 - Math.Pow(beta2, _t));
            return 0.01 * mean / (Math.Sqrt(square) + epsilon);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void UpdatesAreThoseOfTheReference(Method method)
    {
        Check<double>(method, 1e-12);
        Check<float>(method, 2e-5);
    }

    private static void Check<T>(Method method, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CellParameters<T> parameters = ElmanCell<T>.CreateParameters(), gradients = ElmanCell<T>.CreateParameters();
        parameters.Initialize(1);
        Optimizer<T> optimizer = Make(method, parameters);
        int count = parameters.Values.Length;
        double[] want = [.. parameters.Values.ToArray().Select(double.CreateChecked)];
        Reference[] references = [.. Enumerable.Range(0, count).Select(_ => new Reference(method))];
        for (int step = 1; step <= 20; step++)
        {
            FillGradients(gradients, step);
            for (int i = 0; i < count; i++) want[i] = references[i].Update(want[i], double.CreateChecked(gradients.Values[i]));
            optimizer.Update(parameters, gradients);
            Assert.Equal(step, optimizer.Steps);
            for (int i = 0; i < count; i++) Assert.Equal(want[i], double.CreateChecked(parameters.Values[i]), tolerance);
        }

        CheckPadding(parameters.Values);
        for (int i = 0; i < optimizer.StateNames.Count; i++) CheckPadding(optimizer.State(i));
    }

    /// <summary>What is not learned stays, whatever its gradient is and weights decay by; ranges are kept.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Constants_stay_and_ranges_are_kept(Method method)
    {
        Slot[] slots = [Slot.Vector("a", 0, 5), Slot.Vector("b", 16, 5), Slot.Vector("c", 32, 5)];
        var info = new CellInfo
        {
            Name = "Three",
            ElementSize = sizeof(float),
            Parameters = slots,
            Inputs = [],
            States = [],
            Outputs = [],
            Initializers = [.. slots.Select(_ => Initializer.Uniform(-1, 1))],
            Training = [ParameterTraining.Constant, ParameterTraining.Within(-0.25, 0.5), ParameterTraining.Free],
        };
        var parameters = new ElmanCell<float>.Parameters(info);
        var gradients = new ElmanCell<float>.Parameters(info);
        parameters.Initialize(1);
        float[] constant = [.. parameters["a"]], free = [.. parameters["c"]];
        Optimizer<float> optimizer = Make(method, parameters);
        for (int step = 1; step <= 30; step++)
        {
            FillGradients(gradients, step);
            optimizer.Update(parameters, gradients);
            Assert.Equal(constant, parameters["a"].ToArray());
            Assert.All(parameters["b"].ToArray(), value => Assert.InRange(value, -0.25f, 0.5f));
        }
        Assert.NotEqual(free, parameters["c"].ToArray());
    }

    private static void CheckPadding<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<bool> used = Used(ElmanCell<T>.Info);
        for (int i = 0; i < values.Length; i++) Assert.True(used[i] || values[i] == T.Zero);
    }

    private static bool[] Used(CellInfo info)
    {
        var used = new bool[info.ParameterLength];
        foreach (Slot slot in info.Parameters) used.AsSpan(slot.Offset, slot.Length).Fill(true);
        return used;
    }

    internal static void FillGradients<T>(CellParameters<T> gradients, int step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new CounterRandom(2, 0, step);
        for (int i = 0; i < gradients.Info.Parameters.Count; i++)
            foreach (ref T g in gradients[i]) g = T.CreateTruncating(random.NextNormal());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void UpdatesAllocateNothing(Method method)
    {
        CellParameters<float> parameters = ElmanCell<float>.CreateParameters(), gradients = ElmanCell<float>.CreateParameters();
        Optimizer<float> optimizer = Make(method, parameters);
        Assert.Equal(0, Allocation.OfThread(() => optimizer.Update(parameters, gradients), calls: 100));
    }

    [Fact]
    public void StateIsNamed()
    {
        CellParameters<float> parameters = ElmanCell<float>.CreateParameters();
        Method[] methods = [Method.Sgd, Method.Momentum, Method.Adam, Method.AdamW];
        Assert.Equal(["sgd", "sgd", "adam", "adamw"], methods.Select(method => Make(method, parameters).Name));
        Assert.Empty(Make(Method.Sgd, parameters).StateNames);
        Assert.Equal(["momentum"], Make(Method.Nesterov, parameters).StateNames);
        Assert.Equal(["mean", "mean_square"], Make(Method.Adam, parameters).StateNames);
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(Method.Sgd, parameters).State(0)[0]);
    }

    [Fact]
    public void NumbersOutOfRangeAreRefused()
    {
        CellParameters<float> p = ElmanCell<float>.CreateParameters();
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(p, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(p, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(p, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<float>(p, 1, momentum: 1));
        Assert.Throws<ArgumentException>(() => new Sgd<float>(p, 1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(p, beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(p, beta2: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(p, epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(p, epsilon: 1e-60));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW<float>(p, weightDecay: -1));
        var sgd = new Sgd<float>(p, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sgd.LearningRate = -1);
        var other = new ElmanCell<float>.Parameters(ElmanCell<float>.MakeInfo("h = x", "Other"));
        Assert.Throws<ArgumentException>(() => sgd.Update(p, other));
        Assert.Throws<ArgumentException>(() => sgd.Update(other, p));
    }

    [Fact]
    public void SchedulesPassThroughTheirPoints()
    {
        Assert.Equal(0.3, new LearningRateSchedule.Constant(0.3).At(1_000_000));
        var step = new LearningRateSchedule.Step(1, 10, 0.5);
        Assert.Equal([1, 1, 0.5, 0.25], new long[] { 0, 9, 10, 29 }.Select(step.At));
        var exponential = new LearningRateSchedule.Exponential(2, 0.9);
        Assert.Equal(2 * 0.9 * 0.9 * 0.9, exponential.At(3), 1e-15);
        var linear = new LearningRateSchedule.Linear(1, 0.2, 4);
        Assert.Equal(0.6, linear.At(2), 1e-15);
        Assert.Equal(0.2, linear.At(4), 1e-15);
        Assert.Equal(0.2, linear.At(400), 1e-15);
        var cosine = new LearningRateSchedule.Cosine(1, 110, 10, 0.1);
        Assert.Equal(0.1, cosine.At(0), 1e-15);
        Assert.Equal(1, cosine.At(9), 1e-15);
        Assert.Equal(1, cosine.At(10), 1e-15);
        Assert.Equal(0.55, cosine.At(60), 1e-15);
        Assert.Equal(0.1 + 0.45 * (1 + Math.Cos(Math.PI / 4)), cosine.At(35), 1e-15);
        Assert.Equal(0.1, cosine.At(110), 1e-15);
        Assert.Equal(0.1, cosine.At(10_000), 1e-15);
        Assert.Equal(1, new LearningRateSchedule.Cosine(1, 5).At(0));
    }

    [Fact]
    public void SchedulesRefuseNonsense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule.Constant(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule.Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule.Step(1, 0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule.Cosine(1, 10, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule.Linear(1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule.Constant(1).At(-1));
    }
}
