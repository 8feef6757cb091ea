namespace CharacterModel;

/// <summary>What the command line says.</summary>
internal sealed record Settings
{
    /// <summary>How often all training names are seen.</summary>
    public required int Epochs { get; init; }

    /// <summary>The number that everything random depends on.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The folder that receives checkpoints, losses and chart.</summary>
    public required string Output { get; init; }

    /// <summary>A list of names to learn instead of the dinosaurs.</summary>
    public string? Names { get; init; }

    /// <summary>A checkpoint to go on from.</summary>
    public string? Resume { get; init; }

    /// <summary>The number of names to invent from a checkpoint, without training.</summary>
    public int? Sample { get; init; }

    /// <summary>Below 1 likelier names, above 1 stranger ones.</summary>
    public required double Temperature { get; init; }

    /// <summary>How many threads may share a step of training.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether the processes that mpirun has started share each step of training.</summary>
    public required bool Mpi { get; init; }
}
