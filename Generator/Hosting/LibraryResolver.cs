using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;

namespace RnnGen.Hosting;

/// <summary>Finds the files of the cells inside a definition, and of those inside them: what the compiler may ask for.</summary>
internal static class LibraryResolver
{
    /// <param name="path">The file of the definition; empty where it stands elsewhere.</param>
    /// <param name="folder">Where the definition looks for files first.</param>
    public static DefinitionLibrary Resolve(DefinitionSource source, string path, string folder, ProjectFacts project)
    {
        EquatableArray<string> uses = source switch
        {
            DefinitionSource.File => project.Files.First(f => f.Path == path).Uses,
            DefinitionSource.InPlace inPlace => DefinitionReferences.Read(inPlace.Text),
            _ => default,
        };
        if (uses.Count == 0) return DefinitionLibrary.Empty with { Root = path };
        var files = new Dictionary<string, SpecFile>();
        var references = new List<FileReference>();
        Follow(path, folder, uses);
        return new DefinitionLibrary(
            path,
            files.Values.Select(f => new LibraryFile(f.Path, f.Display(project.Folder), f.Text)).ToEquatableArray(),
            references.ToEquatableArray());

        void Follow(string from, string inFolder, EquatableArray<string> written)
        {
            foreach (string use in written)
            {
                if (CellResolver.Find(use, inFolder, project) is not { } file) continue;
                references.Add(new FileReference(from, use, file.Path));
                if (files.ContainsKey(file.Path)) continue;
                files.Add(file.Path, file);
                Follow(file.Path, FilePath.Folder(file.Path), file.Uses);
            }
        }
    }
}
