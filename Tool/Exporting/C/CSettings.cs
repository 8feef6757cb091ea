namespace RnnGen.Tool.Exporting.C;

/// <summary>What of a cell becomes C.</summary>
/// <param name="Prefix">Begins every public name, and is the name of the files.</param>
/// <param name="Tape">The time steps and sequences of forward and backward passes; null for a stream alone.</param>
internal sealed record CSettings(string Prefix, TapeExtents? Tape);

internal sealed record TapeExtents(int TimeSteps, int Batch)
{
    public int Rows => TimeSteps * Batch;
}

/// <summary>A header and a source that includes it.</summary>
internal sealed record CFiles(string Header, string Source);
