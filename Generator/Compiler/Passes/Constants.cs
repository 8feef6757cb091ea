using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>Reads numbers through broadcasts.</summary>
internal static class Constants
{
    /// <summary>The number that every element of the value is, if it is a constant.</summary>
    public static double? Number(this Rewriter rewriter, Value value)
    {
        if (rewriter.Definition(value) is not { } definition) return null;
        return definition.Operation switch
        {
            Operation.Constant constant => constant.Number,
            Operation.Broadcast => rewriter.Number(definition.Operands[0]),
            _ => null,
        };
    }

    /// <summary>Whether every element of the value is this number, the sign of a zero included.</summary>
    public static bool Is(this Rewriter rewriter, Value value, double number) =>
        rewriter.Number(value) is { } found && found == number && 1 / found == 1 / number;
}
