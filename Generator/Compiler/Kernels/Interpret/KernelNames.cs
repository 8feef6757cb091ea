using System;
using System.Collections.Generic;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>
/// The numbers of a kernel's names. A name ends with the block that it was made in, as it does in the language that kernels are printed in:
/// what is read in another place has no value.
/// </summary>
internal sealed class KernelNames
{
    private readonly Dictionary<string, int> _flags = [];
    private readonly Scoped _counts = new(), _scalars = new(), _references = new(), _vectors = new();

    /// <summary>The parameters of a kernel, each kind in order: so callers know their numbers.</summary>
    public KernelNames(IEnumerable<Parameter> parameters)
    {
        foreach (Parameter parameter in parameters)
        {
            switch (parameter)
            {
                case Parameter.Count: _counts.Define(parameter.Name); break;
                case Parameter.Flag: _flags.Add(parameter.Name, _flags.Count); break;
                case Parameter.Elements: _references.Define(parameter.Name); break;
                case Parameter.Sum: _vectors.Define(parameter.Name); break;
                default: throw new InvalidOperationException($"{parameter} cannot be interpreted.");
            }
        }
    }

    public SlotCounts Slots => new(_counts.Slots, _flags.Count, _scalars.Slots, _references.Slots, _vectors.Slots);

    public int Flag(string name) => _flags.TryGetValue(name, out int slot) ? slot : throw Unknown(name);

    public int Count(string name) => _counts.Find(name);

    public int Scalar(string name) => _scalars.Find(name);

    public int Reference(string name) => _references.Find(name);

    public int Vector(string name) => _vectors.Find(name);

    public int DefineCount(string name) => _counts.Define(name);

    public int DefineScalar(string name) => _scalars.Define(name);

    public int DefineReference(string name) => _references.Define(name);

    public int DefineVector(string name) => _vectors.Define(name);

    /// <summary>A vector without a name.</summary>
    public int NewVector() => _vectors.NewSlot();

    /// <summary>Names that are made from here on end where <see cref="Leave"/> is given the result.</summary>
    public (int, int, int, int) Enter() => (_counts.Depth, _scalars.Depth, _references.Depth, _vectors.Depth);

    public void Leave((int Counts, int Scalars, int References, int Vectors) outside)
    {
        _counts.Leave(outside.Counts);
        _scalars.Leave(outside.Scalars);
        _references.Leave(outside.References);
        _vectors.Leave(outside.Vectors);
    }

    private static InvalidOperationException Unknown(string name) => new($"'{name}' is read before it has a value.");

    /// <summary>Names of one kind.</summary>
    private sealed class Scoped
    {
        private readonly Dictionary<string, int> _known = [];
        private readonly List<(string Name, int Before)> _made = [];

        public int Slots { get; private set; }

        public int Depth => _made.Count;

        public int NewSlot() => Slots++;

        public int Find(string name) => _known.TryGetValue(name, out int slot) ? slot : throw Unknown(name);

        public int Define(string name)
        {
            _made.Add((name, _known.TryGetValue(name, out int before) ? before : -1));
            return _known[name] = NewSlot();
        }

        public void Leave(int depth)
        {
            for (int i = _made.Count - 1; i >= depth; i--)
            {
                if (_made[i].Before < 0) _known.Remove(_made[i].Name);
                else _known[_made[i].Name] = _made[i].Before;
            }
            _made.RemoveRange(depth, _made.Count - depth);
        }
    }
}
