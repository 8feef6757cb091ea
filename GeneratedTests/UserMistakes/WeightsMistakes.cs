using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Files of weights that are not there, are none, or are those of another cell.</summary>
internal static class WeightsMistakes
{
    private static readonly (string Name, string Dtype, string Shape, int Bytes)
        W = ("W", "F32", "3, 2", 24), U = ("U", "F32", "3, 3", 36), B = ("b", "F32", "3", 12);

    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("WeightsOfTorch", "RNN200", Cell("WeightsOfTorch.pt"), "'rnngen import'"),
        new("EmptyPath", "RNN200", """[Cell("rnn", Input = 2, Hidden = 3, Weights = «"")] public partial struct Cell;""", "''"),
        new("NoWeights", "RNN201", Cell("NoWeights.safetensors"), "<CellWeights Include=\"NoWeights.safetensors\" />"),
        Of("NoHeader", "RNN202", "", "does not begin"),
        Of("ShortHeader", "RNN202", "{\0\0\0\0\0\0\0{\"W\"", "ends within its header"),
        Of("JustText", "RNN202", "{ \"W\": [1, 2, 3] }", "does not begin"),
        Of("PointerOfLfs", "RNN202", "version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        Of("CutOff", "RNN202", File(W, U, B)[..^1], "cut off"),
        Of("UnknownType", "RNN202", File(("W", "F33", "3, 2", 24)), "'F33'"),
        Of("WrongLength", "RNN202", File(("W", "F32", "3, 2", 20)), "another length than its shape"),
        Of("NamesOfTorch", "RNN203", File(("weight_ih_l0", "F32", "3, 2", 24), ("weight_hh_l0", "F32", "3, 3", 36)),
            "'W' [3, 2], 'U' [3, 3], 'b' [3] of 'Cell'. It has 'weight_ih_l0' [3, 2], 'weight_hh_l0' [3, 3] instead."),
        Of("OneParameterLess", "RNN203", File(W, U), "does not have 'b' [3] of 'Cell'."),
        Of("OneTensorMore", "RNN204", File(W, U, B, ("step", "I64", "", 8)), "has 'step' []"),
        Of("OtherShape", "RNN205", File(("W", "F32", "2, 3", 24), U, B), "'W' is [2, 3] and has to be [3, 2] = [hidden, input]"),
        Of("TooManyBits", "RNN206", File(W, ("U", "F64", "3, 3", 72), B), "'U' is F64, where F32, F16 or BF16"),
        Of("NoNumbers", "RNN206", File(W, U, ("b", "I32", "3", 12)), "'b' is I32"),
    ];

    private static string Cell(string path) => $$"""
        public class User
        {
            public static Cell.Weights Read() => Cell.LoadWeights();
            public static Cell.Parameters Learn() => Cell.LoadParameters();
        }
        [Cell("rnn", Input = 2, Hidden = 3, Weights = «"{{path}}")] public partial struct Cell;
        """.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static Mistake Of(string name, string id, string weights, string hint) =>
        new(name, id, Cell(name + ".safetensors"), hint) { Weights = weights };

    /// <summary>A safetensors file of zeros in which every byte is a character of ASCII, so that it is a text.</summary>
    private static string File(params (string Name, string Dtype, string Shape, int Bytes)[] tensors)
    {
        int end = 0;
        string header = "{" + string.Join(", ", tensors.Select(t =>
            $"\"{t.Name}\": {{\"dtype\": \"{t.Dtype}\", \"shape\": [{t.Shape}], \"data_offsets\": [{end}, {end += t.Bytes}]}}")) + "}";
        while ((header.Length & 0x80) != 0) header += " ";
        return $"{(char)(header.Length & 0x7F)}{(char)(header.Length >> 8)}\0\0\0\0\0\0{header}{new string('\0', end)}";
    }
}
