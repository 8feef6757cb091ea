using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>Writes a GRU: gru or gru-reset-after of the zoo, or its equations.</summary>
internal static class GruText
{
    private const string Square = "[hidden, hidden + input]";

    public static WrittenCell Of(RecurrentCell.Gru gru)
    {
        bool isUsual = gru.GateActivation == ActivationFunction.Sigmoid && gru.CellActivation == ActivationFunction.Tanh
            && CellText.IsPlain(gru);
        if (!isUsual) return InPlace(gru);
        string hidden = "hidden: " + NumberText.Of(gru.HiddenSize);
        IEnumerable<WrittenParameter> gates = CellText.Gates(Square, ("r", gru.Reset), ("z", gru.Update));
        return gru.ResetsAfter
            ? new WrittenCell.Zoo(
                "gru-reset-after", hidden,
                [
                    .. gates,
                    new("Wn", "[hidden, input]", gru.Candidate.Input), new("bn", "[hidden]", CellText.BiasOf(gru.Candidate)),
                    new("Un", "[hidden, hidden]", gru.Candidate.Recurrent),
                    new("un", "[hidden]", gru.CandidateRecurrentBias ?? CellText.Zeros(gru.HiddenSize)),
                ])
            : new WrittenCell.Zoo("gru", hidden, [.. gates, .. CellText.Gates(Square, ("n", gru.Candidate))]);
    }

    private static WrittenCell.InPlace InPlace(RecurrentCell.Gru gru)
    {
        var parameters = new List<WrittenParameter>();
        var equations = new List<string>();
        Add("r", gru.Reset);
        Add("z", gru.Update);
        string n;
        if (gru.ResetsAfter)
        {
            parameters.Add(new WrittenParameter("Wn", "[hidden, input]", gru.Candidate.Input));
            n = "Wn @ x" + CellText.PlusBias(parameters, "bn", gru.Candidate.Bias);
            parameters.Add(new WrittenParameter("Un", "[hidden, hidden]", gru.Candidate.Recurrent));
            n += $" + r * (Un @ h'{CellText.PlusBias(parameters, "un", gru.CandidateRecurrentBias)})";
        }
        else
        {
            parameters.Add(new WrittenParameter("Wn", Square, CellText.Joined(gru.Candidate)));
            n = "Wn @ [r * h'; x]" + CellText.PlusBias(parameters, "bn", gru.Candidate.Bias);
        }
        equations.AddRange(CellText.Equations("n", gru.CellActivation, CellText.Clipped(gru, n)));
        equations.Add("h = (1 - z) * n + z * h'");
        return new WrittenCell.InPlace(
            $"input: {NumberText.Of(gru.InputSize)}, hidden: {NumberText.Of(gru.HiddenSize)}",
            [CellText.State(parameters, "h", "hidden", gru.InitialHidden)],
            equations, parameters);

        void Add(string name, Gate gate)
        {
            parameters.Add(new WrittenParameter("W" + name, Square, CellText.Joined(gate)));
            string z = $"W{name} @ [h'; x]" + CellText.PlusBias(parameters, "b" + name, gate.Bias);
            equations.AddRange(CellText.Equations(name, gru.GateActivation, CellText.Clipped(gru, z)));
        }
    }
}
