using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>What the builders of the passes of a cell share.</summary>
/// <param name="TimeSteps">T where the cell fixes it.</param>
/// <param name="Batch">B where the cell fixes it.</param>
/// <param name="Kernels">Where kernels are added.</param>
/// <param name="Loops">What of the loops over time is written out.</param>
internal sealed record PassContext(
    CellPlan Plan, CellMemory Memory, int? TimeSteps, int? Batch, KernelSet Kernels, UnrollBudget Loops);
