using System;
using System.Diagnostics;
using System.IO;
using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>What a user is told whose MPI is not there, or is another one.</summary>
[Collection(RankTests.Name)]
public sealed class LibraryTests
{
    private const string Variable = "RNNGEN_MPI_LIBRARY";

    [Fact]
    public void Without_a_library_the_message_says_what_was_tried_and_what_to_install() => IsTold(
        "error: No MPI library is here; tried /nowhere/libmpi.so. Install one of MPICH's family (Debian: the package mpich; ",
        (Variable, "/nowhere/libmpi.so"));

    [MpiFact]
    public void Ranks_that_another_launcher_has_started_do_not_train_each_by_itself() => IsTold(
        "error: This process was started by Open MPI as one of 2, but its library is MPICH Version: ", ("OMPI_COMM_WORLD_SIZE", "2"));

    /// <summary>Its handles are addresses: calls by the other interface would crash.</summary>
    [MpiFact]
    public void Open_MPI_is_refused()
    {
        using var folder = new TestFolder();
        string source = folder.File("version.c"), library = folder.File("libmpi.so");
        File.WriteAllText(source, """
            #include <string.h>
            int MPI_Get_library_version(char *version, int *length)
            {
                *length = (int)strlen(strcpy(version, "Open MPI v5.0.7, a stand-in"));
                return 0;
            }
            """);
        using (Process gcc = Process.Start("gcc", ["-shared", "-fPIC", "-o", library, source]))
        {
            gcc.WaitForExit();
            Assert.Equal(0, gcc.ExitCode);
        }

        IsTold("error: The library that was found is Open MPI v5.0.7, a stand-in, whose C interface is another one;", (Variable, library));
    }

    private static void IsTold(string message, params (string Name, string Value)[] variables)
    {
        MpirunResult result = Mpirun.RunAlone(variables, typeof(EngineHost).Assembly.Location, "mpi", "collectives", "none");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(message, result.Output, StringComparison.Ordinal);
    }
}
