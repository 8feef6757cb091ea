using System;

namespace RnnGen.Orleans.Silo;

/// <summary>The key of a session's grain: the model, a slash, and the session's name.</summary>
internal static class StreamKey
{
    public static string Of(string model, string session)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentException.ThrowIfNullOrEmpty(session);
        return model.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException($"The model's name is \"{model}\"; there is no '/' in the name of a model.", nameof(model))
            : $"{model}/{session}";
    }

    public static string ModelOf(string key)
    {
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? key : key[..slash];
    }
}
