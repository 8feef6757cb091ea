using Orleans.Runtime;

namespace RnnGen.Orleans.Silo;

/// <summary>Where sessions are saved.</summary>
internal sealed class StreamStorage(string name) : IPersistentStateConfiguration
{
    public string StateName => "stream";

    public string StorageName => name;
}
