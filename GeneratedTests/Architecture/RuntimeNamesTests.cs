using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using RnnGen.Compiler.Emit;
using Xunit;

namespace RnnGen.Tests.Architecture;

/// <summary>
/// The generator writes the runtime's names without seeing the runtime: here each of them is looked up in RnnGen.dll. A name that emitted
/// code reaches is public, or protected where emitted classes derive.
/// </summary>
public sealed class RuntimeNamesTests
{
    private const BindingFlags Every =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    public static TheoryData<string> Types => [.. RuntimeNames.All.Select(entry => entry.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_and_member_is_there(string typeName)
    {
        Type? type = typeof(CellAttribute).Assembly.GetType(typeName);
        Assert.NotNull(type);
        Assert.True(type.IsPublic, $"{typeName} is not public.");
        string[] names = RuntimeNames.All.Single(entry => entry.Type == typeName).Members;
        IEnumerable<string> missing = names.Where(name => !MembersOf(type).Any(m => m.Name == name && IsReachable(m)));
        Assert.Equal([], missing);
    }

    private static IEnumerable<MemberInfo> MembersOf(Type type) => type.GetInterfaces().Prepend(type).SelectMany(t => t.GetMembers(Every));

    private static bool IsReachable(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsReachable),
        _ => true,
    };
}
