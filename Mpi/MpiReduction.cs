namespace RnnGen.Mpi;

/// <summary>Who adds the vectors of all ranks.</summary>
public enum MpiReduction
{
    /// <summary>
    /// Each element by one rank, in the order of the ranks: an exchange of segments, sums, and an exchange of the sums. Every rank has the
    /// same bits, and a fixed number of ranks gives the same bits in every run, on any machines and with any MPI library. It moves as many
    /// bytes as the best all-reduce for long vectors.
    /// </summary>
    RankOrder,

    /// <summary>
    /// The library's <c>MPI_Allreduce</c>, in place. Faster where the library adds on the way or in the network. The order of the sum is
    /// the library's own: it may depend on where the ranks run.
    /// </summary>
    Library,
}
