using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnGen.Hosting;

/// <summary>The attributes of RnnGen.dll that the generator reads, and the names of their arguments for diagnostics.</summary>
internal static class AttributeNames
{
    public const string Cell = "RnnGen.CellAttribute";
    public const string Definition = "definition";

    public static bool IsCell(AttributeData attribute) => Is(attribute, "CellAttribute");

    public static bool IsCellSize(AttributeData attribute) => Is(attribute, "CellSizeAttribute");

    public static bool IsCellConstant(AttributeData attribute) => Is(attribute, "CellConstantAttribute");

    public static string SizeArgument(string name) => $"CellSize(\"{name}\")";

    public static string ConstantArgument(string name) => $"CellConstant(\"{name}\")";

    /// <summary>The values of an attribute of a name and a value; false while the user is still typing them.</summary>
    public static bool TryReadPair<T>(AttributeData attribute, out string name, out T value)
        where T : struct
    {
        ImmutableArray<TypedConstant> arguments = attribute.ConstructorArguments;
        bool complete = arguments.Length == 2 && arguments[0].Value is string && arguments[1].Value is T;
        name = complete ? (string)arguments[0].Value! : "";
        value = complete ? (T)arguments[1].Value! : default;
        return complete;
    }

    private static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "RnnGen", ContainingNamespace.IsGlobalNamespace: true } } type
        && type.Name == name;
}
