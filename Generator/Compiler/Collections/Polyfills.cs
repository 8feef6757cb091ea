// netstandard2.0 lacks the one type that the C# compiler asks for when it emits init-only setters and records.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
