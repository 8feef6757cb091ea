using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;

namespace RnnGen.Tool.Exporting.C;

/// <summary>An array in a struct.</summary>
/// <param name="About">Its shape, and what it is.</param>
internal sealed record CMember(string Name, long Length, string About)
{
    /// <summary>A struct of arrays; those without elements are left out, as C has none.</summary>
    public static void Struct(Document document, string type, string t, IEnumerable<CMember> members, params string[] further)
    {
        Code[] lines =
        [
            .. members.Where(member => member.Length > 0)
                .Select(member => (Code)$"{t} {member.Name}[{CNumber.Of(member.Length)}]; // {member.About}"),
            .. further.Select(line => (Code)line),
        ];
        using (document.Block($"typedef struct {type}", $"}} {type};"))
            document.Lines(lines.Length > 0 ? lines : ["char unused; // a struct of C holds something"]);
    }
}
