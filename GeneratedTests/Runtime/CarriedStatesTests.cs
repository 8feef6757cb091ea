using System;
using System.IO;
using System.Linq;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Runtime;

/// <summary>What a batch carries from window to window, however it is divided among tapes.</summary>
public class CarriedStatesTests
{
    private const int Rows = 5;

    [Fact]
    public void Tapes_that_share_a_batch_are_saved_as_one_and_go_on_divided_otherwise()
    {
        CellTape<float> whole = Carrying(0, Rows);
        var carried = new CarriedStates<float>(Cell.Info, Rows);
        carried.CopyFrom(Carrying(0, 2), 0, 2);
        carried.CopyFrom(Carrying(2, 4), 2, 3); // its last row is none of the batch
        Assert.Equal(whole.InitialState(0), carried.State(0));
        byte[] file = Saved((p, o, stream) => Checkpoint.Save(stream, p, o, default, carried));
        Assert.Equal(Saved((p, o, stream) => Checkpoint.Save(stream, p, o, default, whole)), file);

        CellParameters<float> parameters = Cell.CreateParameters();
        var loaded = new CarriedStates<float>(Cell.Info, Rows);
        Checkpoint.Load(new MemoryStream(file), parameters, new Sgd<float>(parameters, 0.1), loaded);
        foreach ((int first, int count) in new[] { (0, 1), (1, 4), (5, 0) })
        {
            CellTape<float> tape = Cell.CreateTape(2, 4, Adjoint.None);
            loaded.CopyTo(tape, first, count);
            Assert.False(tape.StartsAnew);
            Assert.Equal(whole.InitialState(0).Slice(first * Cell.H, count * Cell.H), tape.InitialState(0)[..(count * Cell.H)]);
            Assert.Equal(new float[(4 - count) * Cell.H], tape.InitialState(0)[(count * Cell.H)..]);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        CellTape<float> tape = Carrying(0, 3);
        var carried = new CarriedStates<float>(Cell.Info, Rows);
        string Refused(int first, int rows) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => carried.CopyFrom(tape, first, rows)).Message;
        Assert.StartsWith("rows is 4; 0 to 3 expected: the tape has a batch of 3.", Refused(0, 4), StringComparison.Ordinal);
        Assert.StartsWith("firstRow is 3; 0 to 2 expected, for 3 rows of a batch of 5.", Refused(3, 3), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CarriedStates<float>(Cell.Info, 0));
        Assert.Throws<ArgumentException>(() => new CarriedStates<double>(Cell.Info, 1));

        byte[] file = Saved((p, o, stream) => Checkpoint.Save(stream, p, o, default, tape));
        CellParameters<float> parameters = Cell.CreateParameters();
        var error = Assert.Throws<SafetensorsException>(
            () => Checkpoint.Load(new MemoryStream(file), parameters, new Sgd<float>(parameters, 0.1), carried));
        Assert.Contains("'state.h' has the shape [3, 5], not [5, 5]", error.Message, StringComparison.Ordinal);
        Assert.True(carried.StartsAnew);
    }

    /// <summary>A tape that has carried states of some rows of the batch.</summary>
    private static CellTape<float> Carrying(int firstRow, int rows)
    {
        CellTape<float> tape = Cell.CreateTape(2, rows, Adjoint.None);
        for (int i = 0; i < rows * Cell.H; i++) tape.FinalState(0)[i] = 1 + firstRow * Cell.H + i;
        tape.Carry();
        return tape;
    }

    private static byte[] Saved(Action<CellParameters<float>, IOptimizer<float>, Stream> save)
    {
        CellParameters<float> parameters = Cell.CreateParameters();
        parameters.Initialize(1);
        using var stream = new MemoryStream();
        save(parameters, new Sgd<float>(parameters, 0.1), stream);
        return stream.ToArray();
    }
}
