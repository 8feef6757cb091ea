using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>Writes an LSTM: lstm, lstm-peephole, lstm-coupled or lstm-projection of the zoo, or its equations.</summary>
internal static class LstmText
{
    private const string Square = "[hidden, hidden + input]", Projected = "[hidden, projection + input]";

    public static WrittenCell Of(RecurrentCell.Lstm lstm)
    {
        bool isUsual = lstm.GateActivation == ActivationFunction.Sigmoid && lstm.CellActivation == ActivationFunction.Tanh
            && lstm.OutputActivation == ActivationFunction.Tanh && CellText.IsPlain(lstm);
        return (isUsual ? OfZoo(lstm) : null) ?? (WrittenCell)InPlace(lstm);
    }

    private static WrittenCell.Zoo? OfZoo(RecurrentCell.Lstm lstm)
    {
        string hidden = "hidden: " + NumberText.Of(lstm.HiddenSize);
        return lstm switch
        {
            { Forget: { } f, Peepholes: null, Projection: null } => new("lstm", hidden, [.. Gates(lstm, f, Square)]),
            { Forget: { } f, Peepholes: { Input: { } pi, Forget: { } pf, Output: var po }, Projection: null } => new(
                "lstm-peephole", hidden,
                [.. Gates(lstm, f, Square), new("pf", "[hidden]", pf), new("pi", "[hidden]", pi), new("po", "[hidden]", po)]),
            { Forget: { } f, Peepholes: null, Projection: { } projection } => new(
                "lstm-projection", $"{hidden}, projection: {NumberText.Of(projection.Rows)}",
                [.. Gates(lstm, f, Projected), new("R", "[projection, hidden]", projection)]),
            { Forget: null, Peepholes: null, Projection: null } => new(
                "lstm-coupled", hidden,
                [.. CellText.Gates(Square, ("f", Complement(lstm.Input)), ("g", lstm.Cell), ("o", lstm.Output))]),
            _ => null,
        };
    }

    private static IEnumerable<WrittenParameter> Gates(RecurrentCell.Lstm lstm, Gate forget, string shape) =>
        CellText.Gates(shape, ("f", forget), ("i", lstm.Input), ("g", lstm.Cell), ("o", lstm.Output));

    /// <summary>The zoo writes 1 - f where the source forgets 1 - i: f = 1 - sigmoid(z) = sigmoid(-z).</summary>
    private static Gate Complement(Gate gate) => new(gate.Input.Negate(), gate.Recurrent.Negate(), gate.Bias?.Negate());

    private static WrittenCell.InPlace InPlace(RecurrentCell.Lstm lstm)
    {
        var parameters = new List<WrittenParameter>();
        string output = lstm.Projection is null ? "hidden" : "projection";
        string sizes = $"input: {NumberText.Of(lstm.InputSize)}, hidden: {NumberText.Of(lstm.HiddenSize)}"
            + (lstm.Projection is { } p ? $", projection: {NumberText.Of(p.Rows)}" : "");
        List<string> equations = [];
        if (lstm.Forget is { } forget) Add("f", forget, lstm.GateActivation, lstm.Peepholes?.Forget, "c'");
        Add("i", lstm.Input, lstm.GateActivation, lstm.Peepholes?.Input, "c'");
        Add("g", lstm.Cell, lstm.CellActivation, null, "");
        equations.Add(lstm.Forget is null ? "c = (1 - i) * c' + i * g" : "c = f * c' + i * g");
        Add("o", lstm.Output, lstm.GateActivation, lstm.Peepholes?.Output, "c");
        string activated = ActivationText.Of(lstm.OutputActivation, "c");
        string h = ActivationText.IsSum(lstm.OutputActivation) ? $"o * ({activated})" : $"o * {activated}";
        if (lstm.Projection is { } projection) parameters.Add(new WrittenParameter("R", "[projection, hidden]", projection));
        equations.Add(lstm.Projection is null ? $"h = {h}" : $"h = R @ ({h})");
        return new WrittenCell.InPlace(
            sizes,
            [
                CellText.State(parameters, "h", output, lstm.InitialHidden),
                CellText.State(parameters, "c", "hidden", lstm.InitialCell),
            ],
            equations, parameters);

        void Add(string name, Gate gate, ActivationFunction function, ImportedTensor? peephole, string seen)
        {
            parameters.Add(new WrittenParameter("W" + name, $"[hidden, {output} + input]", CellText.Joined(gate)));
            string z = $"W{name} @ [h'; x]";
            if (peephole is not null)
            {
                parameters.Add(new WrittenParameter("p" + name, "[hidden]", peephole));
                z += $" + p{name} * {seen}";
            }
            z += CellText.PlusBias(parameters, "b" + name, gate.Bias);
            equations.AddRange(CellText.Equations(name, function, CellText.Clipped(lstm, z)));
        }
    }
}
