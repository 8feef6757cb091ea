using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>What kernels with rows in the lanes are lent.</summary>
/// <param name="parameters">Elements of all parameters, which are the weights here.</param>
/// <param name="sums">Vectors of gradients.</param>
/// <param name="record">Vectors of a record.</param>
internal sealed class LaneMemory(int parameters, int sums, int record)
{
    /// <summary>Vectors of a record.</summary>
    public int Record => record;

    public IEnumerable<Lent> Of(IEnumerable<Parameter> received) =>
        received.OfType<Parameter.Elements>().Select(elements => new Lent(elements.Name, Length(elements.Name)));

    private Offset Length(string elements) => elements switch
    {
        "weights" => parameters,
        "sums" => Offset.Vectors(sums),
        // One record for each time step, and one before the first.
        "start" => Offset.Add("steps".Variable(), 1) * Offset.Vectors(record),
        _ => Offset.Vectors(record),
    };
}
