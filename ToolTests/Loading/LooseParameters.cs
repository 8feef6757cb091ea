using System;
using System.Linq;
using System.Numerics;

namespace RnnGen.ToolTests.Loading;

/// <summary>Parameters of a cell that nobody generated: names and shapes alone.</summary>
internal sealed class LooseParameters<T>(CellInfo info) : CellParameters<T>(info)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Parameters of the names and shapes of a file's tensors.</summary>
    public static LooseParameters<T> Like(SafetensorsFile file, string prefix = "")
    {
        var slots = new Slot[file.Tensors.Count];
        int offset = 0, size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        for (int i = 0; i < slots.Length; i++)
        {
            SafetensorsTensor tensor = file.Tensors[i];
            int[] shape = [.. tensor.Shape.Select(extent => (int)extent)];
            string name = tensor.Name[prefix.Length..];
            slots[i] = shape.Length == 1 ? Slot.Vector(name, offset, shape[0]) : Slot.Matrix(name, offset, shape[0], shape[1]);
            offset += (slots[i].Length + 64 / size - 1) / (64 / size) * (64 / size);
        }
        return new LooseParameters<T>(new CellInfo
        {
            Name = "Loose",
            ElementSize = size,
            Parameters = slots,
            Inputs = [],
            States = [],
            Outputs = [],
            Initializers = [],
        });
    }
}
