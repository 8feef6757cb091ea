using System.IO;

namespace CharacterModel.Learning;

/// <summary>The folder of a run and the names of the files in it.</summary>
internal sealed class RunFolder(string path)
{
    /// <summary>The run as it stands: parameters, optimiser, progress.</summary>
    public string Checkpoint => Path.Combine(path, "checkpoint.safetensors");

    /// <summary>The run as it stood when the held-out loss was lowest.</summary>
    public string Best => Path.Combine(path, "best.safetensors");

    /// <summary>The losses of all epochs.</summary>
    public string History => Path.Combine(path, "history.csv");

    /// <summary>The loss curve as a picture.</summary>
    public string Chart => Path.Combine(path, "loss.svg");

    /// <summary>Makes the folder. A run that goes on from a checkpoint elsewhere brings its past along.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="checkpoint">The checkpoint that the run goes on from, if any.</param>
    public static RunFolder For(string path, string? checkpoint)
    {
        var folder = new RunFolder(Directory.CreateDirectory(path).FullName);
        if (checkpoint is not null)
        {
            var source = new RunFolder(Path.GetDirectoryName(Path.GetFullPath(checkpoint))!);
            Copy(source.Best, folder.Best);
            Copy(source.History, folder.History);
        }

        return folder;
    }

    private static void Copy(string source, string target)
    {
        if (File.Exists(source) && source != target)
        {
            File.Copy(source, target, overwrite: true);
        }
    }
}
