using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>What kernels with rows in the lanes are lent.</summary>
/// <param name="parameters">Elements of all parameters, which are the weights here.</param>
/// <param name="sums">Vectors of gradients.</param>
internal sealed class LaneMemory(int parameters, int sums, RecordStride record)
{
    public RecordStride Record => record;

    public IEnumerable<Lent> Of(IReadOnlyCollection<Parameter> received)
    {
        // Who is not asked whether to save has no more than the shorter records.
        Offset ofRecord = received.Any(p => p.Name == StageNames.Saves) ? record.Length : Offset.Vectors(record.Otherwise);
        return received.OfType<Parameter.Elements>().Select(elements => new Lent(elements.Name, elements.Name switch
        {
            "weights" => parameters,
            "sums" => Offset.Vectors(sums),
            // One record for each time step, and one before the first.
            "start" => Offset.Add("steps".Variable(), 1) * ofRecord,
            _ => ofRecord,
        }));
    }
}
