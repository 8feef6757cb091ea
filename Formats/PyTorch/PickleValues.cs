using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>A dict or an OrderedDict of a pickle: keys and values in order. Keys may be of any type, so nothing is looked up
/// here.</summary>
internal sealed class PickleDict
{
    private List<(object? Key, object? Value)>? _items;

    public IReadOnlyList<(object? Key, object? Value)> Items => _items is null ? [] : _items;

    public void Add(object? key, object? value) => (_items ??= []).Add((key, value));
}

/// <summary>A list of a pickle.</summary>
internal sealed class PickleList
{
    private List<object?>? _items;

    public IReadOnlyList<object?> Items => _items is null ? [] : _items;

    public void Add(object? value) => (_items ??= []).Add(value);
}

/// <summary>A name that a pickle refers to, such as collections.OrderedDict. Only a few mean anything; none is ever executed.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>Elements of a tensor, which lie in an entry of their own.</summary>
/// <param name="Type">The type of the elements, such as F32.</param>
/// <param name="Key">The name of the entry in the archive's folder data.</param>
/// <param name="Count">The number of elements.</param>
internal sealed record PickleStorage(string Type, string Key, long Count);

/// <summary>A view of a storage: element (i, j, …) lies at Offset + i * Strides[0] + j * Strides[1] + ….</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
