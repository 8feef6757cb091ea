using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>The kernels of a part of a cell in the order in which they were built: what a kernel calls stands before it.</summary>
/// <param name="lanes">Elements of the widest vector.</param>
/// <param name="notes">What people read above them.</param>
/// <param name="locals">What values are called in them.</param>
internal sealed class KernelSet(CellOptions options, int lanes, StageNotes notes, LocalNames locals)
{
    private readonly List<Kernel> _kernels = [];
    private readonly List<RootKernel> _roots = [];
    private readonly Dictionary<(EquatableArray<Parameter>, EquatableArray<Statement>), Kernel> _shared = [];
    private readonly Dictionary<(EquatableArray<Parameter>, EquatableArray<Statement>), Kernel> _alike = [];
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, Kernel> _ofRuntime = [];

    public CellOptions Options { get; } = options;

    public int Lanes { get; } = lanes;

    /// <summary>Elements of the widest vector that calls from outside of what is added now have.</summary>
    public int Widest { get; set; } = lanes;

    public StageNotes Notes { get; } = notes;

    public LocalNames Locals { get; } = locals;

    /// <summary>What places of memory are called.</summary>
    public PlaceNames Places { get; } = new();

    public IReadOnlyList<Kernel> All => _kernels;

    /// <summary>The kernels that are called from outside, with what they are lent.</summary>
    public IReadOnlyList<RootKernel> Roots => _roots;

    /// <summary>Adds a kernel that is called from outside.</summary>
    public Kernel Add(Kernel kernel, IEnumerable<Lent> lent)
    {
        _roots.Add(new RootKernel(kernel, lent.ToEquatableArray(), Widest));
        return Add(kernel);
    }

    /// <summary>The same unless one does the same with parameters of the same names; gives back the one that is there.</summary>
    public Kernel Share(Kernel kernel, IEnumerable<Lent> lent)
    {
        if (!_alike.TryGetValue((kernel.Parameters, kernel.Body), out Kernel? known))
            return _alike[(kernel.Parameters, kernel.Body)] = Add(kernel, lent);
        _roots.Add(new RootKernel(known, lent.ToEquatableArray(), Widest));
        return known;
    }

    /// <summary>The same unless one does the same, whatever all names are; gives back the one that is there.</summary>
    public Kernel ShareAlike(Kernel kernel, IEnumerable<Lent> lent)
    {
        Kernel known = Share(kernel);
        // Counts have one name in all of them.
        var names = kernel.Parameters.Zip(known.Parameters, (own, other) => (Own: own.Name, Other: other.Name))
            .ToDictionary(p => p.Own, p => p.Other);
        _roots.Add(new RootKernel(known, lent.Select(l => l with { Elements = names[l.Elements] }).ToEquatableArray(), Widest));
        return known;
    }

    /// <summary>Calls a kernel from outside once more, with other memory behind some of its parameters.</summary>
    /// <param name="lengths">How much there is behind those.</param>
    public void Lend(Kernel kernel, IReadOnlyDictionary<string, int> lengths)
    {
        EquatableArray<Lent> before = _roots.Find(root => root.Kernel == kernel).Lent;
        IEnumerable<Lent> lent =
            before.Select(l => lengths.TryGetValue(l.Elements, out int length) ? new Lent(l.Elements, length) : l);
        _roots.Add(new RootKernel(kernel, lent.ToEquatableArray(), Widest));
    }

    /// <summary>A kernel that is no method: its body stands where it would be called.</summary>
    public void Inline(Kernel kernel, IEnumerable<Lent> lent) => _roots.Add(new RootKernel(kernel, lent.ToEquatableArray(), Widest));

    /// <summary>Adds a kernel that another one calls; where its name is taken it gets a number.</summary>
    public Kernel Add(Kernel kernel)
    {
        string name = kernel.Name;
        for (int i = 2; !_names.Add(name); i++) name = KernelSpelling.Numbered(kernel.Name + "_", i);
        if (name != kernel.Name) kernel = kernel with { Name = name };
        _kernels.Add(kernel);
        return kernel;
    }

    /// <summary>A kernel that the runtime has, one for each name: it is called, and stands in no cell.</summary>
    public Kernel OfRuntime(Kernel kernel)
    {
        if (_ofRuntime.TryGetValue(kernel.Name, out Kernel? known)) return known;
        return _ofRuntime[kernel.Name] = kernel with { IsOfRuntime = true };
    }

    /// <summary>Adds a kernel unless one does the same already, whatever its names; gives back the one that is there.</summary>
    public Kernel Share(Kernel kernel)
    {
        var shape = KernelShape.Of(kernel);
        return _shared.TryGetValue(shape, out Kernel? known) ? known : _shared[shape] = Add(kernel);
    }
}

/// <summary>A kernel that is called from outside.</summary>
/// <param name="Lent">The memory behind its references.</param>
/// <param name="Widest">Elements of the widest vector that it is called with.</param>
internal sealed record RootKernel(Kernel Kernel, EquatableArray<Lent> Lent, int Widest);
