using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.Build.Framework;

namespace RnnGen.BuildTasks;

/// <summary>An item that a task gives to the build: a file, with metadata.</summary>
internal sealed class FileItem(string path) : ITaskItem
{
    private readonly Dictionary<string, string> _metadata = new(StringComparer.OrdinalIgnoreCase);

    public string ItemSpec { get; set; } = path;

    public ICollection MetadataNames => _metadata.Keys;

    public int MetadataCount => _metadata.Count;

    public string this[string name]
    {
        set => _metadata[name] = value;
    }

    public string GetMetadata(string metadataName) => _metadata.TryGetValue(metadataName, out string? value) ? value : "";

    public void SetMetadata(string metadataName, string metadataValue) => _metadata[metadataName] = metadataValue;

    public void RemoveMetadata(string metadataName) => _metadata.Remove(metadataName);

    public void CopyMetadataTo(ITaskItem destinationItem)
    {
        foreach (KeyValuePair<string, string> pair in _metadata) destinationItem.SetMetadata(pair.Key, pair.Value);
    }

    public IDictionary CloneCustomMetadata() => new Dictionary<string, string>(_metadata, StringComparer.OrdinalIgnoreCase);
}
