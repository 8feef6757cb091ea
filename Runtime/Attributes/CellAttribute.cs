using System;

namespace RnnGen;

/// <summary>
/// Turns a <c>partial struct</c> into a recurrent cell: the generator compiles the definition to streaming, forward and
/// back-propagation code for exactly the sizes given here.
/// </summary>
/// <param name="definition">
/// Text with a line break is a definition; text that ends in <c>.cell.yaml</c> is a file (relative to the declaring file, then to
/// the project); anything else names a cell of the zoo, such as <c>lstm</c>.
/// </param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class CellAttribute(string definition) : Attribute
{
    /// <summary>The definition, the file or the zoo name.</summary>
    public string Definition { get; } = definition;

    /// <summary>The size <c>input</c>, in elements, at least 1; left out, the definition decides.</summary>
    public int Input { get; set; }

    /// <summary>The size <c>hidden</c>, in elements, at least 1; left out, the definition decides.</summary>
    public int Hidden { get; set; }

    /// <summary>The size <c>output</c>, in elements, at least 1; left out, the definition decides.</summary>
    public int Output { get; set; }

    /// <summary>
    /// How many layers of the cell follow each other, each with weights of its own: a layer gets what the one before hands on, its first
    /// output, or its first state where it has none. Their members are <c>layer1</c>, <c>layer2</c>, …; 0 and 1 are the cell alone.
    /// </summary>
    public int Layers { get; set; }

    /// <summary>
    /// Each layer runs in both directions, with weights for each: <c>layer1.forward</c> from the first step to the last and
    /// <c>layer1.backward</c> from the last to the first. It hands on both values joined, the forward one first. Such a network works on
    /// tapes and has no <c>Step</c> and <c>Run</c>.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>
    /// The name of one more input, of one element, that says where sequences begin anew: before a step where it is more than 0, all states
    /// go back to their initial values, and no gradient crosses. Left out: the definition decides.
    /// </summary>
    public string? Resets { get; set; }

    /// <summary>
    /// A safetensors file that the build puts into the assembly, relative to the declaring file, then to the project: the cell gets
    /// <c>LoadWeights()</c> and <c>LoadParameters()</c>, which read it without a path. Names, shapes and element types are checked when the
    /// project is built. Left out: as the definition says, else none.
    /// </summary>
    public string? Weights { get; set; }

    /// <summary><c>typeof(float)</c>, the default, or <c>typeof(double)</c>.</summary>
    public Type? Element { get; set; }

    /// <summary>Fixes the number of time steps of every tape, so that it is a constant of the code; 0 leaves it to run time.</summary>
    public int TimeSteps { get; set; }

    /// <summary>Fixes the batch size of every tape, so that it is a constant of the code; 0 leaves it to run time.</summary>
    public int Batch { get; set; }

    /// <summary>How far loops are written out. Left out: as the definition says, else <see cref="RnnGen.Unroll.Auto"/>.</summary>
    public Unroll Unroll { get; set; }

    /// <summary>Which tanh and sigmoid compute. Left out: as the definition says, else <see cref="RnnGen.Activations.Accurate"/>.</summary>
    public Activations Activations { get; set; }

    /// <summary>Backward computes what Forward made again rather than keep it: less memory per step, more time.</summary>
    public bool Recompute { get; set; }

    /// <summary><c>Step</c> and <c>Run</c> read weights rounded to bfloat16: half the memory; parameters stay as they are.</summary>
    public StreamingWeights StreamingWeights { get; set; }

    /// <summary>
    /// What becomes of states that decay to next to nothing in a stream. Left out: as the definition says, else
    /// <see cref="RnnGen.Denormals.Flush"/>.
    /// </summary>
    public Denormals Denormals { get; set; }
}
