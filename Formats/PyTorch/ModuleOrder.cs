using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// In which order modules are applied. A state_dict does not say it: its order is that in which the program made them, and that of a
/// safetensors file is the alphabet's. Sizes must fit, and what is not decided by them is refused, not guessed.
/// </summary>
internal static class ModuleOrder
{
    // 7! = 5040 orders: beyond that the program's own order has to fit.
    private const int MostPermuted = 7;

    /// <summary>The modules in their order, and how it was found.</summary>
    /// <param name="modules">In the order of the file.</param>
    /// <param name="isOrdered">Whether the file's order is that in which a program made them.</param>
    public static (IReadOnlyList<TorchModule> Order, string Note) Find(IReadOnlyList<TorchModule> modules, bool isOrdered)
    {
        if (modules.Count == 1) return (modules, "");
        if (isOrdered && Fits(modules)) return (modules, Note(modules, "the order of the file, which their sizes allow"));
        List<TorchModule[]> fitting = modules.Count > MostPermuted ? [] : [.. Permutations([.. modules], 0).Where(Fits)];
        if (fitting.Count > 1) fitting = OnlyHeadsLast(fitting);
        return fitting.Count == 1
            ? (fitting[0], Note(fitting[0], "the one order that their sizes allow with linear modules last"))
            : throw ModelFormatException.Unsupported(
                "",
                $"The modules {Quoting.Join(modules.Select(Describe))} can be applied in " +
                $"{(fitting.Count == 0 ? "no" : "more than one")} order by their sizes. Name those that are the " +
                "network in their order (ReadOptions.Modules).");
    }

    private static string Note(IReadOnlyList<TorchModule> order, string why) =>
        $"The modules are applied as {string.Join(" → ", order.Select(Describe))}: {why}; the file does not say it.";

    private static string Describe(TorchModule module) => $"{module.Name} ({module.InputSize} → {module.OutputSize})";

    private static bool Fits(IReadOnlyList<TorchModule> order) =>
        Enumerable.Range(1, order.Count - 1).All(i => order[i - 1].OutputSize == order[i].InputSize);

    // Heads are the common case; two orders that both have their linear modules last are still two.
    private static List<TorchModule[]> OnlyHeadsLast(List<TorchModule[]> orders)
    {
        List<TorchModule[]> heads =
            orders.FindAll(order => order.SkipWhile(module => module is TorchModule.Recurrent).All(module => module is TorchModule.Linear));
        return heads.Count == 1 ? heads : orders;
    }

    private static IEnumerable<TorchModule[]> Permutations(TorchModule[] modules, int from)
    {
        if (from == modules.Length)
        {
            yield return [.. modules];
            yield break;
        }

        for (int i = from; i < modules.Length; i++)
        {
            (modules[from], modules[i]) = (modules[i], modules[from]);
            foreach (TorchModule[] order in Permutations(modules, from + 1)) yield return order;
            (modules[from], modules[i]) = (modules[i], modules[from]);
        }
    }
}
