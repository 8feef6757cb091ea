using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>Writes a simple recurrent cell: rnn of the zoo, or its equation.</summary>
internal static class SimpleText
{
    public static WrittenCell Of(RecurrentCell.Simple simple)
    {
        var parameters = new List<WrittenParameter>
        {
            new("W", "[hidden, input]", simple.Hidden.Input),
            new("U", "[hidden, hidden]", simple.Hidden.Recurrent),
        };
        string hidden = "hidden: " + NumberText.Of(simple.HiddenSize);
        if (simple.Activation == ActivationFunction.Tanh && CellText.IsPlain(simple))
            return new WrittenCell.Zoo("rnn", hidden, [.. parameters, new("b", "[hidden]", CellText.BiasOf(simple.Hidden))]);
        string z = "W @ x + U @ h'" + CellText.PlusBias(parameters, "b", simple.Hidden.Bias);
        return new WrittenCell.InPlace(
            $"input: {NumberText.Of(simple.InputSize)}, {hidden}",
            [CellText.State(parameters, "h", "hidden", simple.InitialHidden)],
            [.. CellText.Equations("h", simple.Activation, CellText.Clipped(simple, z))],
            parameters);
    }
}
