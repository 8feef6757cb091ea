using System.Text;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Compiler;

/// <summary>Text in, text out: from a cell's definition to its C# source.</summary>
public static partial class CellCompiler
{
    public static CellResult Compile(CellRequest request)
    {
        CellTarget target = request.Target;
        var source = new StringBuilder();
        if (target.Namespace.Length > 0) source.Append("namespace ").Append(target.Namespace).Append(";\n\n");
        foreach (string container in target.Containers) source.Append(container).Append("\n{\n");
        source.Append(target.Declaration).Append(' ').Append(target.Name).Append(";\n");
        for (int i = 0; i < target.Containers.Count; i++) source.Append("}\n");
        return new CellResult(target.HintName, source.ToString(), EquatableArray<CellDiagnostic>.Empty);
    }
}
