using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;

namespace RnnGen.BuildTasks;

/// <summary>
/// Finds the weights that the cells of a project are to have in the assembly, says which files become resources, and notes what stands
/// at the beginning of each in a text for the generator, which sees texts only. Notes are written where they differ from those that are
/// there, so that a build without a change compiles nothing.
/// </summary>
public sealed class EmbedWeights : ITask
{
    public IBuildEngine? BuildEngine { get; set; }

    public ITaskHost? HostObject { get; set; }

    /// <summary>C# files and definitions, which may name weights.</summary>
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>The items CellWeights: files that no literal names.</summary>
    public ITaskItem[] Listed { get; set; } = [];

    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>Where notes are written.</summary>
    [Required]
    public string NotesFolder { get; set; } = "";

    /// <summary>The notes, one of each file.</summary>
    [Output]
    public ITaskItem[] Notes { get; private set; } = [];

    /// <summary>The files, with the names of their resources.</summary>
    [Output]
    public ITaskItem[] Resources { get; private set; } = [];

    public bool Execute()
    {
        try
        {
            WeightsFile[] files = WeightsFile.Find(
                ProjectFolder,
                Sources.Select(item => item.GetMetadata("FullPath")),
                Listed.Select(item => (item.GetMetadata("FullPath"), item.GetMetadata("Link")))).ToArray();
            Notes = files.Select(file => (ITaskItem)new FileItem(Write(file))).ToArray();
            Resources = files.Where(file => file.CanBeEmbedded).Select(file => (ITaskItem)new FileItem(file.Path)
            {
                // A culture in the middle of a name, as in amp.de.safetensors, is none.
                ["LogicalName"] = file.Resource,
                ["WithCulture"] = "false",
                ["Type"] = "Non-Resx",
            }).ToArray();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            BuildEngine?.LogErrorEvent(new BuildErrorEventArgs(
                "", "RNNGEN002", "", 0, 0, 0, 0, $"Weights cannot be put into the assembly: {failure.Message}", "", "RnnGen"));
            return false;
        }
    }

    private string Write(WeightsFile file)
    {
        string path = Path.Combine(NotesFolder, WeightsNote.FileName(file));
        string text = WeightsNote.Of(file);
        if (File.Exists(path) && File.ReadAllText(path) == text) return path;
        Directory.CreateDirectory(NotesFolder);
        File.WriteAllText(path, text);
        return path;
    }
}
