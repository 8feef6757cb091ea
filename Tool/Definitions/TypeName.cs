using System.Linq;
using RnnGen.Compiler.Definitions;

namespace RnnGen.Tool.Definitions;

/// <summary>The name of a C# type, as a definition asks for it.</summary>
internal static class TypeName
{
    /// <exception cref="UsageException">It is none.</exception>
    public static string Require(string written) => written.Split('.').All(Names.IsName)
        ? written
        : throw new UsageException($"--class has to be the name of a type, such as Acme.Wake; found '{written}'.");
}
