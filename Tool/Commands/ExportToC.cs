using System;
using System.Globalization;
using System.IO;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tool.Exporting;
using RnnGen.Tool.Exporting.C;

namespace RnnGen.Tool.Commands;

/// <summary>Writes a header and a source of C.</summary>
internal static class ExportToC
{
    public static string RequirePrefix(string file)
    {
        string prefix = Path.GetFileNameWithoutExtension(file);
        return file.EndsWith(".c", StringComparison.Ordinal) && CNames.IsPrefix(prefix)
            ? prefix
            : throw new UsageException($"--c has to be a file such as wake.c, whose name begins those of the functions; found '{file}'.");
    }

    /// <param name="request">Without mistakes.</param>
    /// <param name="weights">The file of the parameters, as it was written.</param>
    public static void Write(ToolConsole console, CellRequest request, string weights, string file, TapeExtents? tape)
    {
        string path = console.PathOf(file), header = Path.ChangeExtension(path, ".h");
        ScalarCell scalar = ScalarCell.Of(request, new FixedCounts(tape?.TimeSteps ?? 1, tape?.Batch ?? 1));
        double[][] parameters = CellTensors.Of(SafetensorsFile.Read(console.PathOf(weights)), scalar.Signature.Parameters, weights);
        CFiles written = CExport.Write(scalar, new CSettings(RequirePrefix(path), tape), parameters);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(header, written.Header);
        File.WriteAllText(path, written.Source);
        console.Out.Profile.Out.Writer.WriteLine($"Wrote {console.Display(path)} and {console.Display(header)}: "
            + $"{scalar.Signature.Parameters.Sum(slot => (long)slot.Shape.Length).ToString(CultureInfo.InvariantCulture)} parameters.");
        console.Out.Profile.Out.Writer.WriteLine($"To compile: cc -std=c99 -O2 -c {console.Display(path)}; link with -lm.");
    }
}
