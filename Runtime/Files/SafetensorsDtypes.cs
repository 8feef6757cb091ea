using System;
using System.Numerics;

namespace RnnGen;

/// <summary>The element types of the safetensors format.</summary>
internal static class SafetensorsDtypes
{
    public static string Of<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return "F32";
        }

        return typeof(T) == typeof(double) ? "F64" : throw new NotSupportedException($"{typeof(T).Name}: tensors are of float or double.");
    }

    /// <summary>The bytes of an element, or 0 for a type that this format does not know.</summary>
    public static int Size(string dtype) => dtype switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" => 1,
        "I16" or "U16" or "F16" or "BF16" => 2,
        "I32" or "U32" or "F32" => 4,
        "I64" or "U64" or "F64" or "C64" => 8,
        _ => 0,
    };
}
