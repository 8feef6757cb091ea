#pragma warning disable CS9113 // nothing reads them: the main program names each test and its arguments
using System;
using System.Collections.Generic;

namespace Xunit;

/// <summary>Marks a test.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class FactAttribute : Attribute;

/// <summary>Marks a test with arguments.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryAttribute : FactAttribute;

/// <summary>Arguments of a test.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class InlineDataAttribute(params object[] arguments) : Attribute;

/// <summary>The member that has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MemberDataAttribute(string member) : Attribute;

/// <summary>One argument for each run of a test.</summary>
public sealed class TheoryData<T> : List<T>;

/// <summary>Three arguments for each run of a test.</summary>
public sealed class TheoryData<T1, T2, T3> : List<(T1, T2, T3)>
{
    /// <summary>One more run.</summary>
    public void Add(T1 first, T2 second, T3 third) => Add((first, second, third));
}
