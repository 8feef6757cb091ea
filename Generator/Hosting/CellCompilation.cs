using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>Runs the compiler on one cell. What fails there stays with this cell: an exception would silence all others.</summary>
internal static class CellCompilation
{
    private const int LongestMessage = 500;

    public static CompiledCell Run(ResolvedCell cell, Func<CellRequest, CellResult> compile)
    {
        if (cell.Request is not { } request) return new CompiledCell(cell.Id, cell.File, "", "", "", cell.Mistakes);
        try
        {
            CellResult result = compile(request);
            EquatableArray<CellDiagnostic> diagnostics =
                cell.HasDefinition ? cell.Mistakes.Concat(result.Diagnostics).ToEquatableArray() : cell.Mistakes;
            return new CompiledCell(cell.Id, cell.File, result.HintName, result.Source, result.Kernels, diagnostics);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            EquatableArray<CellDiagnostic> diagnostics = cell.Mistakes.Append(Report(cell, failure)).ToEquatableArray();
            return CompileNothing(request, compile) is { } surface
                ? new CompiledCell(cell.Id, cell.File, surface.HintName, surface.Source, surface.Kernels, diagnostics)
                : new CompiledCell(cell.Id, cell.File, "", "", "", diagnostics);
        }
    }

    /// <summary>The members that every cell has, so that the code which uses the cell does not add errors of its own.</summary>
    private static CellResult? CompileNothing(CellRequest request, Func<CellRequest, CellResult> compile)
    {
        try
        {
            return compile(request with { Source = new DefinitionSource.InPlace("") });
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return null;
        }
    }

    private static CellDiagnostic Report(ResolvedCell cell, Exception failure)
    {
        string message = $"{failure.GetType().Name}: {failure.Message}".Replace("\r", "").Replace('\n', ' ');
        if (message.Length > LongestMessage) message = message.Substring(0, LongestMessage) + "…";
        return new CellDiagnostic(Rules.InternalError, new DiagnosticPlace.Type(), EquatableArray.Of(cell.Name, message));
    }
}
