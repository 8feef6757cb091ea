using System.Collections.Generic;
using System.Globalization;

namespace RnnGen.Formats;

/// <summary>
/// Finds the tensors of a pickle's value, dict by dict. Values may contain themselves, or each other many times over: the walk has a
/// limit of depth, and one of steps.
/// </summary>
internal sealed class PickleWalk
{
    private readonly ReadingBudget _depth = new(0);
    private readonly List<TensorDict> _found = [];
    private int _steps;

    private PickleWalk(int steps) => _steps = steps;

    /// <summary>The dicts and lists that hold tensors, outer ones first.</summary>
    /// <param name="root">What <see cref="PickleReader"/> gave.</param>
    /// <param name="steps">The most values: a value that occurs once takes at least a byte of the file.</param>
    public static IReadOnlyList<TensorDict> Dicts(object? root, int steps)
    {
        var walk = new PickleWalk(steps);
        if (root is PickleTensor tensor)
            walk._found.Add(new TensorDict("", [("tensor", tensor)]));
        walk.Visit("", root);
        return walk._found;
    }

    private void Visit(string path, object? value)
    {
        if (Items(value) is not { } items) return;
        _depth.Enter($"pickle, {Quoting.Quote(path)}");
        List<(string, PickleTensor)> tensors = [];
        int at = _found.Count;
        foreach ((string key, object? item) in items)
        {
            if (--_steps < 0)
                throw ModelFormatException.Damaged("pickle", "it has more values than bytes: they contain each other many times over.");
            if (item is PickleTensor tensor)
                tensors.Add((key, tensor));
            else
                Visit(path.Length == 0 ? key : $"{path}.{key}", item);
        }

        if (tensors.Count > 0) _found.Insert(at, new TensorDict(path, tensors));
        _depth.Leave();
    }

    private static IEnumerable<(string Key, object? Value)>? Items(object? value) => value switch
    {
        PickleDict dict => Of(dict),
        PickleList list => Of(list.Items),
        object?[] tuple => Of(tuple),
        _ => null,
    };

    private static IEnumerable<(string, object?)> Of(PickleDict dict)
    {
        foreach ((object? key, object? value) in dict.Items)
        {
            string name = key switch
            {
                string text => text,
                long number => number.ToString(CultureInfo.InvariantCulture),
                _ => throw ModelFormatException.Unsupported("pickle", "a dict has a key that is neither a string nor an integer."),
            };
            yield return (name, value);
        }
    }

    private static IEnumerable<(string, object?)> Of(IReadOnlyList<object?> values)
    {
        for (int i = 0; i < values.Count; i++)
            yield return (i.ToString(CultureInfo.InvariantCulture), values[i]);
    }

    /// <summary>The tensors that one dict holds itself.</summary>
    internal sealed record TensorDict(string Path, IReadOnlyList<(string Name, PickleTensor Value)> Tensors);
}
