using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>Where precomputed parameters lie among the weights of a pass, and what leads back from them.</summary>
/// <param name="Results">The precomputed parameters, and behind each a vector that may be read beyond its end.</param>
/// <param name="Scratch">What goes from stage to stage.</param>
/// <param name="Parameters">
/// Copies of the given parameters for the way back, which has the weights alone; null for those that it does not read.
/// </param>
/// <param name="Seeds">The adjoints of the precomputed parameters, summed over all rows.</param>
/// <param name="Adjoints">What they add to those of the given parameters; null where nothing.</param>
public sealed record PrecomputedMemory(
    EquatableArray<Part> Results,
    Part Scratch,
    EquatableArray<Part?> Parameters,
    EquatableArray<Part> Seeds,
    EquatableArray<Part?> Adjoints)
{
    /// <summary>The end of what the way forward needs.</summary>
    public int ForwardEnd => Scratch.End;

    /// <summary>The end of all of it.</summary>
    public int End { get; private init; }

    /// <param name="start">A whole number of vectors.</param>
    /// <param name="lanes">Elements of the widest vector.</param>
    public static PrecomputedMemory Of(Precomputation precomputation, int start, int lanes)
    {
        AdjointFunction function = precomputation.Function;
        EquatableArray<Value> results = function.Forward.Outputs, parameters = function.Forward.Inputs;
        int end = start;
        EquatableArray<Part> made = results.Select(value => Take(value, lanes)).ToEquatableArray();
        var scratch = new Part(end, precomputation.Programs.Max(program => program.ScratchStride));
        end = scratch.End;
        HashSet<int> read = [.. Read(precomputation.Backward)];
        EquatableArray<Part?> copies = parameters.Select(Part? (value, i) => read.Contains(i) ? Take(value, 0) : null).ToEquatableArray();
        EquatableArray<Part> seeds = results.Select(value => Take(value, 0)).ToEquatableArray();
        EquatableArray<Part?> adjoints = function.InputAdjoints
            .Select(Part? (value) => value is null ? null : Take(value, 0)).ToEquatableArray();
        return new PrecomputedMemory(made, scratch, copies, seeds, adjoints) { End = end };

        Part Take(Value value, int behind)
        {
            var part = new Part(end, value.Shape.Length);
            end += Padding.RoundUp(value.Shape.Length, lanes) + behind;
            return part;
        }
    }

    /// <summary>The parameters that a program reads.</summary>
    private static IEnumerable<int> Read(Program program) => program.Sweeps.SelectMany(sweep => sweep.Stages).SelectMany(Places.Read)
        .Where(location => location.Region == Region.Input).Select(location => location.Index);
}
