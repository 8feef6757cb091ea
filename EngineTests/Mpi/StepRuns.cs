using System;
using System.Collections.Generic;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Runs of the program "steps", each made when it is asked for first.</summary>
public sealed class StepRuns : IDisposable
{
    private readonly Dictionary<(int Ranks, int Run), TestFolder> _folders = [];

    /// <summary>What the ranks of a run wrote.</summary>
    public string FolderOf(int ranks, int run)
    {
        if (!_folders.TryGetValue((ranks, run), out TestFolder? folder))
        {
            _folders[(ranks, run)] = folder = new TestFolder();
            CarriedRun.Alone(folder.Path); // ranks go on from what it saves
            Mpirun.Host(ranks, "steps", folder.Path).Succeed();
        }

        return folder.Path;
    }

    public void Dispose()
    {
        foreach (TestFolder folder in _folders.Values) folder.Dispose();
    }
}
