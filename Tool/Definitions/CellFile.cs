using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Tool.Definitions;

/// <summary>A definition to work on: a cell of the zoo, or a file with the files of the cells inside it.</summary>
/// <param name="Name">What the cell is called where its definition does not say: the zoo's name, or the file's without its ending.</param>
/// <param name="Display">As messages call it.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Source">For the compiler.</param>
/// <param name="Library">The files of the cells inside.</param>
internal sealed record CellFile(string Name, string Display, string Text, DefinitionSource Source, DefinitionLibrary Library)
{
    /// <summary>Of a name as the command line has it: a file that is there, or else a cell of the zoo.</summary>
    /// <exception cref="UsageException">There is neither.</exception>
    public static CellFile Find(string written, ToolConsole console)
    {
        string path = console.PathOf(written);
        if (File.Exists(path)) return Read(path, console);
        if (ZooLibrary.TryGet(written) is { } text)
            return new CellFile(written, written, text, new DefinitionSource.File(written, text), DefinitionLibrary.Empty);
        if (Directory.Exists(path)) throw new UsageException($"'{written}' is a folder; name one file in it.");
        bool isPath = written.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || written.Contains('/') || written.Contains('\\');
        throw new UsageException(isPath
            ? $"There is no file '{written}' in '{console.Folder}'."
            : $"There is no file and no cell of the zoo called '{written}'.{Spelling.SuggestOrList(written, ZooLibrary.Names)}");
    }

    public static CellFile Read(string path, ToolConsole console)
    {
        string text = File.ReadAllText(path), display = console.Display(path), name = Path.GetFileName(path);
        if (DefinitionReferences.IsFile(name)) name = name[..^DefinitionReferences.FileSuffix.Length];
        return new CellFile(name, display, text, new DefinitionSource.File(display, text), LibraryOf(path, text, console));
    }

    /// <summary>As in a project: beside the file that names them, then in the project's folder, which is the current one.</summary>
    private static DefinitionLibrary LibraryOf(string root, string text, ToolConsole console)
    {
        var files = new Dictionary<string, LibraryFile>();
        var references = new List<FileReference>();
        Follow(root, DefinitionReferences.Read(text));
        return new DefinitionLibrary(root, files.Values.ToEquatableArray(), references.ToEquatableArray());

        void Follow(string from, EquatableArray<string> written)
        {
            foreach (string use in written)
            {
                string[] places = [Path.GetFullPath(use, Path.GetDirectoryName(from)!), console.PathOf(use)];
                if (places.FirstOrDefault(File.Exists) is not { } path) continue;
                references.Add(new FileReference(from, use, path));
                if (path == root || files.ContainsKey(path)) continue;
                string inner = File.ReadAllText(path);
                files.Add(path, new LibraryFile(path, console.Display(path), inner));
                Follow(path, DefinitionReferences.Read(inner));
            }
        }
    }
}
