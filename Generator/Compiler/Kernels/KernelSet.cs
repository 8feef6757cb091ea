using System.Collections.Generic;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Kernels;

/// <summary>The kernels of a part of a cell in the order in which they were built: what a kernel calls stands before it.</summary>
/// <param name="lanes">Elements of the widest vector.</param>
/// <param name="unrolling">What of the kernels of one row is written out.</param>
/// <param name="notes">What people read above them.</param>
internal sealed class KernelSet(CellOptions options, int lanes, UnrollBudget unrolling, StageNotes notes)
{
    private readonly List<Kernel> _kernels = [];
    private readonly List<(Kernel Kernel, EquatableArray<Lent> Lent)> _roots = [];
    private readonly Dictionary<(EquatableArray<Parameter>, EquatableArray<Statement>), Kernel> _shared = [];

    public CellOptions Options { get; } = options;

    public int Lanes { get; } = lanes;

    public UnrollBudget Unrolling { get; } = unrolling;

    public StageNotes Notes { get; } = notes;

    public IReadOnlyList<Kernel> All => _kernels;

    /// <summary>The kernels that are called from outside, with what they are lent.</summary>
    public IReadOnlyList<(Kernel Kernel, EquatableArray<Lent> Lent)> Roots => _roots;

    /// <summary>Adds a kernel that is called from outside.</summary>
    public Kernel Add(Kernel kernel, IEnumerable<Lent> lent)
    {
        _roots.Add((kernel, lent.ToEquatableArray()));
        return Add(kernel);
    }

    /// <summary>A kernel that is no method: its body stands where it would be called.</summary>
    public void Inline(Kernel kernel, IEnumerable<Lent> lent) => _roots.Add((kernel, lent.ToEquatableArray()));

    /// <summary>Adds a kernel that another one calls.</summary>
    public Kernel Add(Kernel kernel)
    {
        _kernels.Add(kernel);
        return kernel;
    }

    /// <summary>Adds a kernel unless one does the same already; gives back the one that is there.</summary>
    public Kernel Share(Kernel kernel)
    {
        if (_shared.TryGetValue((kernel.Parameters, kernel.Body), out Kernel? known)) return known;
        _shared.Add((kernel.Parameters, kernel.Body), kernel);
        return Add(kernel);
    }
}
