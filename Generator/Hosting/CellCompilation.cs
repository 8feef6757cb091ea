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
        if (cell.Request is not { } request) return new CompiledCell(cell.Id, cell.File, "", "", cell.Mistakes);
        try
        {
            CellResult result = compile(request);
            EquatableArray<CellDiagnostic> diagnostics = cell.Mistakes.Concat(result.Diagnostics).ToEquatableArray();
            return new CompiledCell(cell.Id, cell.File, result.HintName, result.Source, diagnostics);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new CompiledCell(cell.Id, cell.File, "", "", cell.Mistakes.Append(Report(cell, failure)).ToEquatableArray());
        }
    }

    private static CellDiagnostic Report(ResolvedCell cell, Exception failure)
    {
        string message = $"{failure.GetType().Name}: {failure.Message}".Replace("\r", "").Replace('\n', ' ');
        if (message.Length > LongestMessage) message = message.Substring(0, LongestMessage) + "…";
        return new CellDiagnostic(Rules.InternalError, new DiagnosticPlace.Type(), EquatableArray.Of(cell.Name, message));
    }
}
