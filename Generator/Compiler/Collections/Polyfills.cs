// netstandard2.0 lacks the types that the C# compiler asks for: when it emits init-only setters and records, and for templates that
// are no strings.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;
