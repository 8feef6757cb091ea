using System;

namespace RnnGen;

/// <summary>Sets a constant of the cell's definition, in place of the value written there.</summary>
/// <param name="name">The constant's name in the definition.</param>
/// <param name="value">Its value.</param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class CellConstantAttribute(string name, double value) : Attribute
{
    /// <summary>The constant's name in the definition.</summary>
    public string Name { get; } = name;

    /// <summary>Its value.</summary>
    public double Value { get; } = value;
}
