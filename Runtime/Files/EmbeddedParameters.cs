using System;
using System.Buffers;
using System.ComponentModel;
using System.IO;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Parameters from the assembly of their cell, where the build has put a safetensors file (<see cref="CellAttribute.Weights"/>). For
/// emitted code: <c>LoadParameters</c> and <c>LoadWeights</c> of the cell call it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddedParameters
{
    // The build lets other element types pass where nothing is lost.
    private static readonly ParameterLoadOptions s_options = new() { Convert = true };

    /// <summary>
    /// Loads all parameters. Each tensor is copied once, from where the assembly lies in memory; F16, BF16 and F32 are converted exactly.
    /// </summary>
    /// <param name="parameters">What receives them.</param>
    /// <param name="cell">A type of the assembly.</param>
    /// <param name="resource">The resource's name.</param>
    /// <exception cref="InvalidOperationException">The assembly has no such resource: it was changed after the build.</exception>
    /// <exception cref="SafetensorsException">The file does not fit: it was changed while the build ran.</exception>
    public static void Load<T>(CellParameters<T> parameters, Type cell, string resource)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(cell);
        using Stream stream = cell.Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException(
            $"The assembly '{cell.Assembly.GetName().Name}' has no resource '{resource}': "
            + $"the weights of {parameters.Info.Name} are missing.");
        if (stream is UnmanagedMemoryStream and { Length: <= int.MaxValue } mapped)
        {
            using var memory = new MappedMemory(mapped);
            ParameterLoading.Load(parameters, SafetensorsFile.Over(memory.Memory), s_options);
        }
        else
        {
            ParameterLoading.Load(parameters, SafetensorsFile.Read(stream), s_options);
        }
    }

    /// <summary>A resource where it lies: a stream of it as memory, as long as the stream is open.</summary>
    private sealed unsafe class MappedMemory(UnmanagedMemoryStream stream) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new(stream.PositionPointer, (int)stream.Length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(stream.PositionPointer + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
