using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Compiler;

/// <summary>A cell whose weights the assembly has.</summary>
/// <param name="Place">Where that is asked for.</param>
/// <param name="File">Null where the file is not known, which has been reported.</param>
public sealed record WeightsRequest(DiagnosticPlace Place, WeightsFile? File);

/// <summary>What is known of a file of weights without its data: nothing of it is checked.</summary>
/// <param name="Display">The path for people, as it is written where the cell asks for it.</param>
/// <param name="Resource">The name under which the assembly has it.</param>
/// <param name="Length">Its bytes; -1 where that is not known.</param>
/// <param name="Start">The first eight bytes, or all where it has fewer: two hexadecimal digits each, with '-' between.</param>
/// <param name="Header">The text behind them that says what the file holds; empty where there is none.</param>
public sealed record WeightsFile(string Display, string Resource, long Length, string Start, string Header);
