using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>What the builders of the passes of a cell share.</summary>
/// <param name="TimeSteps">T where the cell fixes it.</param>
/// <param name="Kernels">Where kernels are added.</param>
internal sealed record PassContext(CellPlan Plan, CellMemory Memory, int? TimeSteps, KernelSet Kernels);
