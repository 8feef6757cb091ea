using System;
using System.Linq;
using RnnGen.EngineTests.Mpi;

namespace RnnGen.EngineTests;

/// <summary>The program that this assembly is when a test starts it by itself: one process of many.</summary>
internal static class EngineHost
{
    public static int Main(string[] arguments)
    {
        if (arguments is ["mpi", string program, string folder] && MpiPrograms.All.TryGetValue(program, out var run))
        {
            return RnnGen.Mpi.MpiSession.Run(session => run(session, folder));
        }

        Console.Error.WriteLine($"usage: EngineTests mpi {string.Join('|', MpiPrograms.All.Keys.Order())} <folder>");
        return 2;
    }
}
