using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>How far records lie apart, in vectors: those of a pass that may leave out what it saves are shorter where it does.</summary>
internal sealed record RecordStride(int Saving, int Otherwise)
{
    private const string Name = "record";

    /// <summary>Whether a kernel asks which it is.</summary>
    public bool IsAsked => Saving != Otherwise;

    /// <summary>Elements from record to record, before a kernel has a name for that.</summary>
    public Offset Length => IsAsked
        ? new Offset.Choice(StageNames.Saves, Offset.Vectors(Saving), Offset.Vectors(Otherwise))
        : Offset.Vectors(Saving);

    /// <summary>The same behind <see cref="Define"/>.</summary>
    public Offset Elements => IsAsked ? Name.Variable() : Length;

    /// <summary>From a record back to the one before.</summary>
    public Offset Back => IsAsked ? new Offset.Difference(Offset.Zero, Elements) : Offset.Vectors(-Saving);

    /// <summary>So many vectors behind the first of the next record.</summary>
    public Offset Next(int vectors) => IsAsked ? Offset.Add(Elements, Offset.Vectors(vectors)) : Offset.Vectors(Saving + vectors);

    public void Define(Statements to)
    {
        if (IsAsked) to.Add(new Statement.DefineOffset(Name, Length));
    }
}
