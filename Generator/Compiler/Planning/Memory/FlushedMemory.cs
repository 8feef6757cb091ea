using System.Collections.Generic;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>Where the states of a stream lie that are flushed.</summary>
public static class FlushedMemory
{
    /// <summary>Whole vectors, paddings included; states that follow each other are one part.</summary>
    public static IReadOnlyList<Part> Of(CellPlan plan, CellMemory memory, int lanes)
    {
        var parts = new List<Part>();
        foreach (int state in plan.Flushed)
        {
            Part part = memory.States[state];
            int length = Padding.RoundUp(part.Length, lanes);
            int last = parts.Count - 1;
            if (last >= 0 && parts[last].End == part.Start) parts[last] = new Part(parts[last].Start, parts[last].Length + length);
            else parts.Add(new Part(part.Start, length));
        }
        return parts;
    }
}
