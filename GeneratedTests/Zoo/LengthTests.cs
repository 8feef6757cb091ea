using System;
using RnnGen.Definitions;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>Wrong lengths and overlaps: the argument, what was found, what is expected. Nothing is written then.</summary>
public class LengthTests
{
    private readonly LstmSoftmax.Weights _weights = new LstmSoftmax.Parameters().Pack();
    private readonly LstmSoftmax.State _state = new();

    [Fact]
    public void Step_names_the_argument_that_is_too_short_or_long()
    {
        AssertThrows("x", "x has 2 elements; 3 needed, shape [input].", () => Step(new float[2], new float[2]));
        AssertThrows("x", "x has 4 elements; 3 needed, shape [input].", () => Step(new float[4], new float[2]));
        AssertThrows("y", "y has 1 element; 2 needed, shape [output].", () => Step(new float[3], new float[1]));
    }

    [Fact]
    public void Run_names_the_argument_that_does_not_fit()
    {
        AssertThrows("x", "x has 7 elements; a multiple of 3 needed, shape [T, 3].", () => Run(new float[7], new float[4]));
        AssertThrows("y", "y has 5 elements; 4 needed, shape [T, 2].", () => Run(new float[6], new float[5]));
    }

    [Fact]
    public void The_generic_interface_names_its_own_arguments()
    {
        AssertThrows("inputs", "inputs has 2 elements; 3 needed, shape [3].", () => Step<LstmSoftmax>(new float[2], new float[2]));
        AssertThrows("outputs", "outputs has 3 elements; 2 needed, shape [2].", () => Step<LstmSoftmax>(new float[3], new float[3]));
        AssertThrows(
            "inputs", "inputs has 4 elements; a multiple of 3 needed, shape [T, 3].", () => Run<LstmSoftmax>(new float[4], new float[2]));
        AssertThrows("outputs", "outputs has 2 elements; 4 needed, shape [T, 2].", () => Run<LstmSoftmax>(new float[6], new float[2]));
    }

    [Fact]
    public void A_wrong_length_leaves_the_state_alone()
    {
        _state.a.Fill(0.5f);
        Assert.Throws<ArgumentException>(() => LstmSoftmax.Step(_weights, new float[2], _state, new float[2]));
        Assert.Throws<ArgumentException>(() => LstmSoftmax.Run(_weights, new float[6], _state, new float[2]));
        Assert.All(_state.a.ToArray(), element => Assert.Equal(0.5f, element));
    }

    [Fact]
    public void Objects_of_another_cell_are_refused()
    {
        CellState<float> foreign = new Lstm.State();
        AssertThrows("state", "state is a Lstm.State; a LstmSoftmax.State needed.", () => Step<LstmSoftmax>(foreign));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Throws<ArgumentNullException>("weights", () => LstmSoftmax.Step(null!, new float[3], _state, new float[2]));
        Assert.Throws<ArgumentNullException>("state", () => LstmSoftmax.Run(_weights, new float[3], null!, new float[2]));
        Assert.Throws<ArgumentNullException>("tape", () => LstmSoftmax.Forward(new LstmSoftmax.Parameters(), null!));
        Assert.Throws<ArgumentNullException>(
            "gradients", () => LstmSoftmax.Backward(new LstmSoftmax.Parameters(), new LstmSoftmax.Tape(1), null!));
        Assert.Throws<ArgumentNullException>("state", () => Step<LstmSoftmax>(null!));
    }

    [Fact]
    public void Gradients_need_parameters_of_their_own()
    {
        var parameters = new LstmSoftmax.Parameters();
        var tape = new LstmSoftmax.Tape(2);
        LstmSoftmax.Forward(parameters, tape);
        AssertThrows(
            "gradients", "gradients is the same object as parameters: gradients need parameters of their own.",
            () => LstmSoftmax.Backward(parameters, tape, parameters));
    }

    [Fact]
    public void Fixed_counts_are_the_only_ones()
    {
        AssertOutOfRange("timeSteps", "timeSteps is 5; this cell is compiled for 4 only.", () => Tape<RnnSoftmaxFixed>(5, 10));
        AssertOutOfRange("batch", "batch is 1; this cell is compiled for 10 only.", () => Tape<RnnSoftmaxFixed>(4, 1));
        Assert.Equal((4, 10), (Tape<RnnSoftmaxFixed>(4, 10).TimeSteps, new RnnSoftmaxFixed.Tape().Batch));
    }

    [Fact]
    public void Run_refuses_outputs_that_would_overwrite_inputs_of_later_steps()
    {
        var buffer = new float[20];
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => LstmSoftmax.Run(_weights, buffer.AsSpan(0, 6), _state, buffer.AsSpan(0, 4)));
        Assert.Equal("y", refused.ParamName);
        Assert.StartsWith(
            "y overlaps x and would overwrite time steps that are still to be read: use the same span for both, or separate ones.",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LstmSoftmax.Run(_weights, buffer.AsSpan(0, 6), _state, buffer.AsSpan(5, 4)));
        LstmSoftmax.Run(_weights, buffer.AsSpan(0, 6), _state, buffer.AsSpan(6, 4));
    }

    private static void AssertThrows(string argument, string message, Action action)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(action);
        Assert.Equal((argument, $"{message} (Parameter '{argument}')"), (thrown.ParamName, thrown.Message));
    }

    private static void AssertOutOfRange(string argument, string message, Action action)
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(action);
        Assert.Equal(argument, thrown.ParamName);
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
    }

    private void Step(float[] x, float[] y) => LstmSoftmax.Step(_weights, x, _state, y);

    private void Run(float[] x, float[] y) => LstmSoftmax.Run(_weights, x, _state, y);

    private void Step<TCell>(float[] inputs, float[] outputs)
        where TCell : struct, ICell<float> => TCell.Step(_weights, inputs, _state, outputs);

    private void Step<TCell>(CellState<float> state)
        where TCell : struct, ICell<float> => TCell.Step(_weights, new float[3], state, new float[2]);

    private void Run<TCell>(float[] inputs, float[] outputs)
        where TCell : struct, ICell<float> => TCell.Run(_weights, inputs, _state, outputs);

    private static CellTape<float> Tape<TCell>(int timeSteps, int batch)
        where TCell : struct, ICell<float> => TCell.CreateTape(timeSteps, batch, Adjoint.Training);
}
