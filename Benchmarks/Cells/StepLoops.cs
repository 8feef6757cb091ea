using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Cells;

/// <summary>Streams as a user writes them: on the cell's own types, one static call per step.</summary>
internal static class StepLoops
{
    public static void Lstm3x5(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Lstm3x5.Weights)weights, (Cells.Lstm3x5.State)state);
        for (int i = 0; i < count; i++) Cells.Lstm3x5.Step(w, inputs.Next(), s);
    }

    public static void Lstm1x8(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Lstm1x8.Weights)weights, (Cells.Lstm1x8.State)state);
        for (int i = 0; i < count; i++) Cells.Lstm1x8.Step(w, inputs.Next(), s);
    }

    public static void Lstm1x16(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Lstm1x16.Weights)weights, (Cells.Lstm1x16.State)state);
        for (int i = 0; i < count; i++) Cells.Lstm1x16.Step(w, inputs.Next(), s);
    }

    public static void Lstm1x32(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Lstm1x32.Weights)weights, (Cells.Lstm1x32.State)state);
        for (int i = 0; i < count; i++) Cells.Lstm1x32.Step(w, inputs.Next(), s);
    }

    public static void Lstm16x64(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Lstm16x64.Weights)weights, (Cells.Lstm16x64.State)state);
        for (int i = 0; i < count; i++) Cells.Lstm16x64.Step(w, inputs.Next(), s);
    }

    public static void Lstm64x128(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Lstm64x128.Weights)weights, (Cells.Lstm64x128.State)state);
        for (int i = 0; i < count; i++) Cells.Lstm64x128.Step(w, inputs.Next(), s);
    }

    public static void Lstm128x256(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Lstm128x256.Weights)weights, (Cells.Lstm128x256.State)state);
        for (int i = 0; i < count; i++) Cells.Lstm128x256.Step(w, inputs.Next(), s);
    }

    public static void LstmBFloat64x128(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.LstmBFloat64x128.Weights)weights, (Cells.LstmBFloat64x128.State)state);
        for (int i = 0; i < count; i++) Cells.LstmBFloat64x128.Step(w, inputs.Next(), s);
    }

    public static void LstmBFloat128x256(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.LstmBFloat128x256.Weights)weights, (Cells.LstmBFloat128x256.State)state);
        for (int i = 0; i < count; i++) Cells.LstmBFloat128x256.Step(w, inputs.Next(), s);
    }

    public static void GruAfter1x16(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.GruAfter1x16.Weights)weights, (Cells.GruAfter1x16.State)state);
        for (int i = 0; i < count; i++) Cells.GruAfter1x16.Step(w, inputs.Next(), s);
    }

    public static void GruAfter16x64(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.GruAfter16x64.Weights)weights, (Cells.GruAfter16x64.State)state);
        for (int i = 0; i < count; i++) Cells.GruAfter16x64.Step(w, inputs.Next(), s);
    }

    public static void Gru16x64(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Gru16x64.Weights)weights, (Cells.Gru16x64.State)state);
        for (int i = 0; i < count; i++) Cells.Gru16x64.Step(w, inputs.Next(), s);
    }

    public static void Rnn1x16(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Rnn1x16.Weights)weights, (Cells.Rnn1x16.State)state);
        for (int i = 0; i < count; i++) Cells.Rnn1x16.Step(w, inputs.Next(), s);
    }

    public static void Rnn16x64(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Rnn16x64.Weights)weights, (Cells.Rnn16x64.State)state);
        for (int i = 0; i < count; i++) Cells.Rnn16x64.Step(w, inputs.Next(), s);
    }

    public static void Invented16x64(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Invented16x64.Weights)weights, (Cells.Invented16x64.State)state);
        for (int i = 0; i < count; i++) Cells.Invented16x64.Step(w, inputs.Next(), s);
    }

    public static void Invented64x128(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
    {
        var (w, s) = ((Cells.Invented64x128.Weights)weights, (Cells.Invented64x128.State)state);
        for (int i = 0; i < count; i++) Cells.Invented64x128.Step(w, inputs.Next(), s);
    }
}
