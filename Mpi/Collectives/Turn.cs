namespace RnnGen.Mpi.Collectives;

/// <summary>What a rank is about to do together with all others.</summary>
internal enum Turn
{
    Start = 1,
    Step,
    Synchronize,
    Compare,
    Gather,
    Save,
    Load,
    Broadcast,
    Sum,
    AllGather,
    Any,
    Barrier,
    End,
}
