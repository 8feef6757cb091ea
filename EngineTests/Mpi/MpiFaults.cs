using System;
using System.Collections.Generic;
using System.Diagnostics;
using RnnGen.Mpi;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Programs in which rank 1 does other than rank 0, or nothing any more.</summary>
internal static class MpiFaults
{
    /// <summary>A program a fault, and what all ranks say of it.</summary>
    public static IReadOnlyDictionary<string, string> Disagreements { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["cell"] = "rank 1 differs at the start of training: the cell is OtherCell; NoisyCell expected, as on rank 0.",
        ["seed"] = "rank 1 differs at the start of training: the seed is 2; 1 expected, as on rank 0.",
        ["optimizer"] = "rank 1 differs at the start of training: the optimiser is sgd; adamw expected, as on rank 0.",
        ["local-steps"] = "rank 1 differs at the start of training: the number of local steps is 4; 1 expected, as on rank 0.",
        ["rate"] = "rank 1 differs at a step of training: learning rate is 0.002; 0.001 expected, as on rank 0.",
        ["updates"] = "rank 1 differs at a step of training: number of updates is 7; 0 expected, as on rank 0.",
        ["batch"] = "rank 1 differs at a step of training: batch is 5; 4 expected, as on rank 0.",
        ["noise"] = "rank 1 differs at a step of training: seed of the tape is 8; 0 expected, as on rank 0.",
        ["progress"] = "rank 1 differs at the saving of the run: step is 4; 3 expected, as on rank 0.",
        ["parameters"] = "rank 1 differs at a comparison of parameters: checksum of parameters and optimiser is ",
        ["order"] = "rank 1 is at a barrier; a sum expected, where rank 0 is: all ranks have to make the same calls in the same order.",
        ["length"] = "rank 1 differs at a sum: number of elements is 3; 2 expected, as on rank 0.",
        ["early"] = "rank 1 is at the end of the program; a step of training expected, where rank 0 is: ",
        ["late"] = "rank 1 is at a step of training; the end of the program expected, where rank 0 is: ",
    };

    /// <summary>A program a way to die, and what is said of it.</summary>
    public static IReadOnlyDictionary<string, string> Deaths { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["throws"] = "rank 1 of 2: System.InvalidOperationException: No data here.",
        ["throws-mpi"] = "rank 1 of 2: root is 9; 0 to 1 expected.",
        ["aborts"] = "rank 1 of 2: out of data",
        ["killed"] = "EXIT CODE: 9",
        ["exits"] = "rank 1 of 2: the process has come to its exit without the end of its MPI session",
        ["exits-as-if-well"] = "rank 1 of 2: the process has come to its exit without the end of its MPI session",
        ["fails-fast"] = "Nothing goes on.",
    };

    /// <summary>Runs a program of <see cref="Disagreements"/>.</summary>
    public static int Disagree(MpiSession session, string fault)
    {
        bool isOdd = session.Rank == 1;
        bool Is(string name) => isOdd && fault == name;
        if (fault is "order" or "length")
        {
            if (Is("order")) session.Barrier();
            else session.Sum(new float[Is("length") ? 3 : 2]);
            return 0;
        }

        bool isCompared = fault == "parameters", isSaved = fault == "progress";
        return Is("cell") ? Train<OtherCell>(session, Is, isCompared, isSaved) : Train<NoisyCell>(session, Is, isCompared, isSaved);
    }

    private static int Train<TCell>(MpiSession session, Func<string, bool> isFault, bool isCompared, bool isSaved)
        where TCell : struct, ICell<float>
    {
        CellParameters<float> parameters = TCell.CreateParameters();
        parameters.Initialize(1);
        IOptimizer<float> optimizer = isFault("optimizer") ? new Sgd<float>(parameters, 0.001) : new AdamW<float>(parameters);
        var options = new MpiTrainingOptions { Seed = isFault("seed") ? 2u : 1u, LocalSteps = isFault("local-steps") ? 4 : 1 };
        var training = new MpiTraining<float>(session, parameters, TCell.CreateParameters(), optimizer, options);
        CellTape<float> tape = TCell.CreateTape(3, 4, Adjoint.Outputs);
        if (isFault("rate")) optimizer.LearningRate = 0.002;
        if (isFault("updates")) optimizer.Steps = 7;
        if (isFault("noise")) tape.Seed = 8;
        BatchShard shard = training.Shard(isFault("batch") ? 5 : 4);
        shard.Take(tape);
        for (int i = isFault("early") ? 1 : isFault("late") ? -1 : 0; i < 3; i++) training.Step<TCell>(tape, shard, Loss);
        if (isFault("parameters")) parameters.Values[0] += 1e-6f;
        if (isCompared) training.RequireSameParameters();
        if (isSaved) training.Save("nowhere.safetensors", new TrainingProgress(0, isFault("progress") ? 4 : 3, 1));
        return 0;
    }

    private static double Loss(CellTape<float> tape)
    {
        tape.Output(0).CopyTo(tape.OutputAdjoint(0));
        return 0;
    }

    /// <summary>Runs a program of <see cref="Deaths"/>: rank 1 dies, rank 0 waits for it.</summary>
    public static int Die(MpiSession session, string death)
    {
        session.Barrier();
        if (session.Rank == 1) DieHere(session, death);
        while (true) session.Barrier();
    }

    private static void DieHere(MpiSession session, string death)
    {
        switch (death)
        {
            case "throws":
                throw new InvalidOperationException("No data here.");
            case "throws-mpi":
                throw new MpiException("root is 9; 0 to 1 expected.");
            case "aborts":
                session.Abort("out of data");
                break;
            case "killed":
                Process.GetCurrentProcess().Kill();
                break;
            case "exits":
                Environment.Exit(3);
                break;
            case "exits-as-if-well":
                Environment.Exit(0);
                break;
            case "fails-fast":
                Environment.FailFast("Nothing goes on.");
                break;
        }
    }
}
