using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;

namespace RnnGen;

/// <summary>What is known of a cell: its tensors, where they lie, and what a step costs. Immutable; one instance a cell.</summary>
public sealed class CellInfo
{
    private readonly Slot[] _parameters = [];
    private readonly Slot[] _inputs = [];
    private readonly Slot[] _states = [];
    private readonly Slot[] _outputs = [];
    private readonly NoiseSlot[] _noise = [];
    private string? _fingerprint;

    /// <summary>The name of the C# type.</summary>
    public required string Name { get; init; }

    /// <summary>The bytes of one element: 4 for <c>float</c>, 8 for <c>double</c>.</summary>
    public required int ElementSize { get; init; }

    /// <summary>The parameters in the order of the definition, with offsets in <see cref="CellParameters{T}.Values"/>.</summary>
    public required IReadOnlyList<Slot> Parameters
    {
        get;
        init => field = Array.AsReadOnly(_parameters = [.. value]);
    }

    /// <summary>The inputs in the order of the definition, with offsets in the concatenation of all inputs of one step.</summary>
    public required IReadOnlyList<Slot> Inputs
    {
        get;
        init => field = Array.AsReadOnly(_inputs = [.. value]);
    }

    /// <summary>The states in the order of the definition, with offsets in one bank of a <see cref="CellState{T}"/>.</summary>
    public required IReadOnlyList<Slot> States
    {
        get;
        init => field = Array.AsReadOnly(_states = [.. value]);
    }

    /// <summary>The outputs in the order of the definition, with offsets in the concatenation of all outputs of one step.</summary>
    public required IReadOnlyList<Slot> Outputs
    {
        get;
        init => field = Array.AsReadOnly(_outputs = [.. value]);
    }

    /// <summary>What is drawn in training, in the order of the equations; empty for most cells.</summary>
    public IReadOnlyList<NoiseSlot> Noise
    {
        get;
        init => field = Array.AsReadOnly(_noise = [.. value]);
    } = [];

    /// <summary>How each parameter is initialised, in the order of <see cref="Parameters"/>.</summary>
    public required IReadOnlyList<Initializer> Initializers { get; init; }

    /// <summary>
    /// What training may do with each parameter, in the order of <see cref="Parameters"/>; empty where it may do anything with all of them.
    /// </summary>
    public IReadOnlyList<ParameterTraining> Training { get; init; } = [];

    /// <summary>The equations and outputs as text, one a line.</summary>
    public string Equations { get; init; } = "";

    /// <summary>
    /// The derived backward equations as text, one a line: <c>dv</c> is the adjoint of v for one time step and one sequence, sums over
    /// both make the gradients, and <c>dh_in</c> is what the next step sends to the state h. The first line names what is given.
    /// </summary>
    public string DerivedEquations { get; init; } = "";

    /// <summary>Floating-point operations of one forward step of one sequence; a multiply-add counts as two, any function as one.</summary>
    public long FlopsPerStep { get; init; }

    /// <summary>Bytes of packed weights that one streaming step reads.</summary>
    public long WeightBytesPerStep { get; init; }

    /// <summary>
    /// The time steps from one checkpoint to the next: a tape with adjoints holds a state that is <see cref="Slot.IsOverwritten"/> before
    /// the first of every so many steps and after the last, and <c>Backward</c> makes those between again. 1: at every step.
    /// </summary>
    public int CheckpointSteps { get; init; } = 1;

    /// <summary>
    /// Private bytes of a training tape per time step and batch row: what <c>Forward</c> saves and <c>Backward</c> works with. A tape of a
    /// very small cell that computes with a sequence in each lane of its vectors has instead T + 1 records for each group of 16 sequences.
    /// </summary>
    public long TapeBytesPerStep { get; init; }

    /// <summary>The number of parameter values, without padding.</summary>
    public int ParameterCount => Sum(_parameters);

    /// <summary>The length of <see cref="CellParameters{T}.Values"/> in elements, with padding.</summary>
    public int ParameterLength => PaddedEnd(_parameters);

    /// <summary>The length of all inputs of one step in elements; there is no padding.</summary>
    public int InputLength => Sum(_inputs);

    /// <summary>The length of one bank of states in elements, with padding.</summary>
    public int StateLength => PaddedEnd(_states);

    /// <summary>The length of all outputs of one step in elements; there is no padding.</summary>
    public int OutputLength => Sum(_outputs);

    /// <summary>
    /// Identifies what a checkpoint's numbers mean: a hash of the names and shapes of all tensors, of where states begin and which
    /// way they go, and of the equations, white space apart. The C# name, the element type and the initialisers are not part of it.
    /// </summary>
    public string Fingerprint => _fingerprint ?? Interlocked.CompareExchange(ref _fingerprint, ComputeFingerprint(), null) ?? _fingerprint;

    internal ReadOnlySpan<Slot> ParameterSlots => _parameters;

    internal ReadOnlySpan<Slot> InputSlots => _inputs;

    internal ReadOnlySpan<Slot> StateSlots => _states;

    internal ReadOnlySpan<Slot> OutputSlots => _outputs;

    internal ReadOnlySpan<NoiseSlot> NoiseSlots => _noise;

    /// <summary>The smallest multiple of 64 bytes that holds <paramref name="length"/> elements, in elements.</summary>
    internal long Pad(long length)
    {
        int line = AlignedBuffer.Alignment / ElementSize;
        return (length + line - 1) / line * line;
    }

    /// <summary>Such as <c>SpeechLstm: 20736 parameters</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {ParameterCount} parameters");

    private static int Sum(Slot[] slots)
    {
        int sum = 0;
        foreach (Slot slot in slots)
        {
            sum = checked(sum + slot.Length);
        }

        return sum;
    }

    private int PaddedEnd(Slot[] slots)
    {
        long end = 0;
        foreach (Slot slot in slots)
        {
            end = Math.Max(end, Pad((long)slot.Offset + slot.Length));
        }

        return checked((int)end);
    }

    private string ComputeFingerprint()
    {
        var text = new StringBuilder();
        Append(text, "parameters", _parameters);
        Append(text, "inputs", _inputs);
        Append(text, "states", _states);
        Append(text, "outputs", _outputs);
        foreach (string line in Equations.Split('\n'))
        {
            AppendWithoutWhiteSpace(text, line);
        }

        return Fnv1a(text.ToString()).ToString("x32", CultureInfo.InvariantCulture);
    }

    private static void Append(StringBuilder text, string kind, Slot[] slots)
    {
        text.Append(kind).Append('\n');
        foreach (Slot slot in slots)
        {
            text.Append(slot.Name).Append(slot.Shape);
            if (slot.IsReversed)
            {
                text.Append(" reversed");
            }

            if (slot.InitialParameter is not null || slot.Initial != 0)
            {
                text.Append(" from ").Append(slot.InitialParameter ?? slot.Initial.ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }
    }

    private static void AppendWithoutWhiteSpace(StringBuilder text, string line)
    {
        int before = text.Length;
        foreach (char c in line)
        {
            if (!char.IsWhiteSpace(c))
            {
                text.Append(c);
            }
        }

        if (text.Length > before)
        {
            text.Append('\n');
        }
    }

    // FNV-1a, 128 bits (Fowler, Noll, Vo; RFC 9923): a checksum, not a signature, and without the operating system's cryptography.
    private static UInt128 Fnv1a(string text)
    {
        UInt128 hash = new(0x6c62272e07bb0142, 0x62b821756295c58d);
        UInt128 prime = new(0x0000000001000000, 0x000000000000013b);
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ b) * prime);
        }

        return hash;
    }
}
