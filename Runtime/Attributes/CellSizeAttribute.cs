using System;

namespace RnnGen;

/// <summary>Sets a size of the cell's definition that has no property of its own, such as <c>projection</c>.</summary>
/// <param name="name">The size's name in the definition.</param>
/// <param name="value">Its extent in elements, at least 1.</param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class CellSizeAttribute(string name, int value) : Attribute
{
    /// <summary>The size's name in the definition.</summary>
    public string Name { get; } = name;

    /// <summary>Its extent in elements.</summary>
    public int Value { get; } = value;
}
