using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading;
using RnnGen.Mpi.Collectives;
using RnnGen.Mpi.Native;

namespace RnnGen.Mpi;

/// <summary>
/// This process among those that <c>mpirun</c> has started; one of one where it was started by itself. Its collective calls are made by all
/// ranks, in the same order, and check that first: ranks that do not do the same throw instead of waiting for ever. One caller at a time.
/// </summary>
public sealed partial class MpiSession : IDisposable
{
    private static int s_isOpen;

    private readonly bool _isOwner;
    private readonly AlignedBuffer<byte> _notes;
    private readonly int[] _counts;
    private int _communicator;
    private bool _isBroken;
    private bool _hasEnded;

    private MpiSession(bool isOwner, int communicator)
    {
        (_isOwner, _communicator) = (isOwner, communicator);
        MpiException.ThrowOnError(MpiAbi.MPI_Comm_set_errhandler(communicator, MpiAbi.ErrorsReturn));
        MpiException.ThrowOnError(MpiAbi.MPI_Comm_rank(communicator, out int rank));
        MpiException.ThrowOnError(MpiAbi.MPI_Comm_size(communicator, out int ranks));
        (Rank, Ranks) = (rank, ranks);
        _notes = new AlignedBuffer<byte>((ranks + 1L) * NoteSize);
        _counts = new int[4 * ranks];
    }

    /// <summary>The number of this process, from 0 on.</summary>
    public int Rank { get; }

    /// <summary>The number of processes.</summary>
    public int Ranks { get; }

    /// <summary>What the MPI library says it is, such as <c>MPICH Version: 4.0.2</c>.</summary>
    public string Library { get; } = MpiLibrary.Version();

    /// <summary>
    /// Starts MPI, or joins one that the program has started by other means. Prefer <see cref="Run"/>, which also ends all ranks where one
    /// fails.
    /// </summary>
    /// <exception cref="MpiException">There is no MPI library, it is none of MPICH's family, or it does not start.</exception>
    /// <exception cref="InvalidOperationException">The process has a session already, or has ended MPI.</exception>
    public static MpiSession Start()
    {
        MpiLibrary.Load();
        MpiException.ThrowOnError(MpiAbi.MPI_Finalized(out int finalized));
        if (finalized != 0 || Interlocked.Exchange(ref s_isOpen, 1) != 0)
        {
            throw new InvalidOperationException("MPI starts once in a process: this one has a session, or has ended it.");
        }

        MpiException.ThrowOnError(MpiAbi.MPI_Initialized(out int initialized));
        int provided;
        MpiException.ThrowOnError(initialized != 0
            ? MpiAbi.MPI_Query_thread(out provided)
            : MpiAbi.MPI_Init_thread(0, 0, MpiAbi.ThreadSerialized, out provided));
        if (provided < MpiAbi.ThreadSerialized)
        {
            throw new MpiException(
                $"MPI was started for the thread level {provided}; MPI_THREAD_SERIALIZED ({MpiAbi.ThreadSerialized}) is needed: .NET " +
                "programs go on on other threads.");
        }

        MpiException.ThrowOnError(MpiAbi.MPI_Comm_dup(MpiAbi.World, out int communicator));
        var session = new MpiSession(initialized == 0, communicator);
        session.RequireItsLauncher();
        AppDomain.CurrentDomain.ProcessExit += session.EndAllAtExit;
        return session;
    }

    /// <summary>
    /// Starts MPI, runs the program, and ends MPI. Where a rank throws, its message is printed and all ranks end: nobody waits for it.
    /// Where the ranks disagree, rank 0 says so for all.
    /// </summary>
    /// <param name="program">The same on all ranks; its result is the exit code.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Func<MpiSession, int> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        MpiSession session;
        try
        {
            session = Start();
        }
        catch (MpiException e)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return 1;
        }

        using (session)
        {
            try
            {
                int exitCode = program(session);
                session.End();
                return exitCode;
            }
            catch (MpiDisagreementException e)
            {
                session.ReportForAll(e);
                return 1;
            }
            catch (Exception e)
            {
                // Whatever it is, the other ranks would wait for this one.
                session.Abort(e is MpiException ? e.Message : e.ToString());
                return 1;
            }
        }
    }

    /// <summary>Prints a message with this rank's number and ends all ranks at once, for good.</summary>
    /// <param name="message">Why.</param>
    /// <param name="exitCode">Of all ranks; not 0.</param>
    [DoesNotReturn]
    public void Abort(string message, int exitCode = 1)
    {
        EndAll(message, exitCode);
        Environment.Exit(exitCode);
    }

    /// <summary>Ends MPI, when all ranks have come here; where others are still at work, they throw.</summary>
    public void Dispose()
    {
        if (_communicator == 0)
        {
            return;
        }

        try
        {
            End();
        }
        catch (MpiDisagreementException e)
        {
            ReportForAll(e);
        }

        AppDomain.CurrentDomain.ProcessExit -= EndAllAtExit;
        _ = MpiAbi.MPI_Comm_free(ref _communicator);
        _communicator = 0;
        if (_isOwner)
        {
            _ = MpiAbi.MPI_Finalize();
        }

        Volatile.Write(ref s_isOpen, 0);
    }

    private void EndAll(string message, int exitCode)
    {
        AppDomain.CurrentDomain.ProcessExit -= EndAllAtExit;
        Console.Out.Flush();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rank {Rank} of {Ranks}: {message}"));
        Console.Error.Flush();
        _ = MpiAbi.MPI_Abort(_communicator, exitCode);
    }

    // A launcher may take an exit code of 0 for a good end, and then the other ranks wait for ever.
    private void EndAllAtExit(object? sender, EventArgs e) => EndAll(
        $"the process has come to its exit without the end of its MPI session: return from the function of {nameof(Run)}, or dispose.",
        Math.Max(1, Environment.ExitCode));

    private void End()
    {
        if (!_hasEnded && !_isBroken)
        {
            _hasEnded = true;
            Exchange(new Note(Turn.End));
        }
    }

    private void ReportForAll(MpiDisagreementException e)
    {
        if (Rank == 0)
        {
            Console.Error.WriteLine($"error: {e.Message}");
        }
    }

    // The launcher of another MPI starts processes that do not find each other: each would train all by itself.
    private void RequireItsLauncher()
    {
        if (Ranks == 1 && Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_SIZE") is { } size && size != "1")
        {
            throw new MpiException(
                $"This process was started by Open MPI as one of {size}, but its library is {Library}: start it by that library's mpirun.");
        }
    }
}
