using System;
using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>
/// What the names in a checkpoint's pickle stand for: a closed list of makers of plain data. Everything else is refused by name, so that
/// no file can name code to run.
/// </summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, string> s_storages = new(StringComparer.Ordinal)
    {
        ["torch.DoubleStorage"] = "F64",
        ["torch.FloatStorage"] = "F32",
        ["torch.HalfStorage"] = "F16",
        ["torch.BFloat16Storage"] = "BF16",
        ["torch.LongStorage"] = "I64",
        ["torch.IntStorage"] = "I32",
        ["torch.ShortStorage"] = "I16",
        ["torch.CharStorage"] = "I8",
        ["torch.ByteStorage"] = "U8",
        ["torch.BoolStorage"] = "BOOL",
    };

    /// <summary>Whether the name may stand in a checkpoint.</summary>
    public static bool IsKnown(PickleGlobal global) => s_storages.ContainsKey(global.ToString()) || global.ToString() is
        "collections.OrderedDict" or "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_parameter" or "torch.Size";

    /// <summary>The type of a storage's elements; null where the name is no storage.</summary>
    public static string? StorageType(PickleGlobal global) => s_storages.GetValueOrDefault(global.ToString());

    /// <summary>What Python would make of the name and its arguments; null where the arguments do not fit.</summary>
    public static object? Make(PickleGlobal global, object?[] arguments) => global.ToString() switch
    {
        "collections.OrderedDict" when arguments is [] => new PickleDict(),
        "torch._utils._rebuild_tensor_v2" => Tensor(arguments),
        "torch._utils._rebuild_parameter" when arguments is [PickleTensor tensor, ..] => tensor,
        "torch.Size" when arguments is [object?[] extents] => extents,
        _ => null,
    };

    private static PickleTensor? Tensor(object?[] arguments) =>
        arguments is [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..]
        && Integers(shape) is { } extents && Integers(strides) is { } steps
            ? new PickleTensor(storage, offset, extents, steps)
            : null;

    private static long[]? Integers(object?[] values)
    {
        var result = new long[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            if (values[i] is not long value)
            {
                return null;
            }

            result[i] = value;
        }

        return result;
    }
}
