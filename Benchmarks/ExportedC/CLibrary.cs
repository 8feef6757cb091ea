using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.ExportedC;

/// <summary>C that gcc compiles and this process loads: a cell as <c>rnngen export</c> writes it, or other sources.</summary>
internal sealed class CLibrary : IDisposable
{
    private const string Definition = "exported.cell.yaml", Weights = "exported.safetensors", Source = "cell.c", Access = "access.c";

    private readonly nint _handle;

    /// <param name="write">Writes the sources into a folder.</param>
    private CLibrary(Action<string> write, params string[] sources)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rnngen-c-");
        try
        {
            write(folder.FullName);
            string library = Path.Combine(folder.FullName, "cell.so");
            Gcc.CompileLibrary(folder.FullName, library, sources);
            _handle = NativeLibrary.Load(library);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <param name="tensors">Members of the tape, to be had by <see cref="Pointer"/> as <c>tape_x</c>; none for a stream alone.</param>
    public static CLibrary Exported(CellSpec spec, Problem problem, params IReadOnlyList<string> tensors) => new(
        folder =>
        {
            Export(spec, problem, folder, isTraining: tensors.Count > 0);
            File.WriteAllText(Path.Combine(folder, Access), AccessTo(problem, tensors));
        },
        Source, Access);

    public static CLibrary Compiled(string source) => new(folder => File.WriteAllText(Path.Combine(folder, Source), source), Source);

    /// <summary>Of a public function.</summary>
    public nint Pointer(string name) => NativeLibrary.GetExport(_handle, name);

    public void Dispose() => NativeLibrary.Free(_handle);

    private static void Export(CellSpec spec, Problem problem, string folder, bool isTraining)
    {
        Workload w = problem.Workload;
        bool isText = spec.Definition.Contains('\n', StringComparison.Ordinal);
        if (isText) File.WriteAllText(Path.Combine(folder, Definition), spec.Definition);
        var file = new SafetensorsFile();
        // Vectors have small letters.
        foreach (Tensor tensor in problem.Parameters.Tensors)
            file.Add<float>(tensor.Name, char.IsLower(tensor.Name[0]) ? [tensor.Rows] : [tensor.Rows, tensor.Columns], tensor.Values);
        file.Write(Path.Combine(folder, Weights));
        string[] training = isTraining ? ["--training", Text(w.TimeSteps), Text(w.Batch)] : [];
        Gcc.Call("dotnet", folder,
        [
            Tool, "export", isText ? Definition : spec.Definition, Weights, "--size", $"input={Text(w.Input)}", $"hidden={Text(w.Hidden)}",
            "--c", Source, .. training,
        ]);
    }

    /// <summary>Sizes of structs, and where in them tensors are.</summary>
    private static string AccessTo(Problem problem, IReadOnlyList<string> tensors)
    {
        var lines = new List<string> { "#include \"cell.h\"", "size_t state_size(void) { return sizeof(cell_state); }" };
        if (tensors.Count > 0)
        {
            lines.Add("size_t tape_size(void) { return sizeof(cell_tape); }");
            lines.Add("size_t parameters_size(void) { return sizeof(cell_parameters); }");
            lines.Add("const cell_parameters *trained(void) { return &cell_trained; }");
            lines.AddRange(tensors.Select(name => $"float *tape_{name}(cell_tape *tape) {{ return tape->{name}; }}"));
            lines.AddRange(problem.Parameters.Tensors
                .Select(tensor => $"float *parameter_{tensor.Name}(cell_parameters *of) {{ return of->{tensor.Name}; }}"));
        }
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The build of this configuration, which that of this program brings about.</summary>
    private static string Tool
    {
        get
        {
            DirectoryInfo own = new(AppContext.BaseDirectory); // Benchmarks/bin/Release/net10.0/
            string root = Path.GetFullPath(Path.Combine(own.FullName, "..", "..", "..", ".."));
            return Path.Combine(root, "Tool", "bin", own.Parent!.Name, own.Name, "RnnGen.Tool.dll");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
