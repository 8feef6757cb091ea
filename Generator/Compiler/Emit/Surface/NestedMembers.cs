using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Kernels;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>
/// Tensors as members that the equations name. Those of a cell inside are members of a value named after it: <c>first.h</c> is a member
/// of <c>first</c>.
/// </summary>
internal static class NestedMembers
{
    /// <param name="Path">The tensor's name.</param>
    /// <param name="Access">How the class that holds all tensors gets at it: a call of a member of that class.</param>
    /// <param name="IsOfHolder">False where the access is the same everywhere.</param>
    public sealed record Tensor(string Path, Prose Summary, Code Access, bool IsOfHolder = true);

    /// <param name="type">What a member returns.</param>
    /// <param name="holder">The class that the members are written into.</param>
    public static void Emit(Document document, string type, string holder, IReadOnlyList<Tensor> tensors) =>
        Emit(document, type, holder, "", "", holder, tensors);

    /// <param name="path">Of the cell inside whose members are written; empty for the outermost.</param>
    /// <param name="around">The type that the members are written into.</param>
    private static void Emit(
        Document document, string type, string holder, string path, string owner, string around, IReadOnlyList<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors.Where(t => Paths.CellOf(t.Path) == path))
        {
            document.Blank();
            document.Summary(tensor.Summary);
            Code access = tensor.IsOfHolder ? Code.Join(owner, tensor.Access) : tensor.Access;
            document.Member($"public {type} {Names.Escape(Paths.Last(tensor.Path))}", access);
        }
        // Neither a member nor a type in a type has its name.
        var names = new NameScope([.. MembersOf(path, tensors), around]);
        var inner = tensors.Select(t => t.Path).Where(inside => Paths.IsInside(inside, path))
            .Select(inside => Paths.FirstInside(inside, path)).Distinct().ToList();
        foreach (string cell in inner)
            Inside(document, type, holder, Paths.In(path, cell), owner.Length == 0 ? "this" : owner.TrimEnd('.'), names, tensors);
    }

    private static void Inside(
        Document document, string type, string holder, string path, string self, NameScope around, IReadOnlyList<Tensor> tensors)
    {
        string cell = Paths.Last(path);
        var members = MembersOf(path, tensors).ToList();
        string struct_ = around.Fresh(char.ToUpperInvariant(cell[0]) + cell.Substring(1) + "Tensors");
        while (members.Contains(struct_)) struct_ = around.Fresh(struct_);
        document.Blank();
        document.Summary($"The tensors of the cell {cell}.");
        document.Member($"public {struct_} {Names.Escape(cell)}", $"new {struct_}({self})");
        document.Blank();
        document.Summary($"The tensors of the cell {cell}.");
        using var block = document.Block($"public readonly struct {struct_}");
        var inside = new NameScope(members);
        string owner = inside.Fresh("_owner");
        document.Line($"private readonly {holder} {owner};");
        document.Blank();
        document.Line($"internal {struct_}({holder} owner) {{ {owner} = owner; }}");
        Emit(document, type, holder, path, owner + ".", struct_, tensors);
    }

    /// <summary>The names of the tensors of a cell inside, and of the cells in it.</summary>
    private static IEnumerable<string> MembersOf(string path, IReadOnlyList<Tensor> tensors) => tensors.Select(t => t.Path)
        .Where(inside => Paths.IsInside(inside, path) || Paths.CellOf(inside) == path)
        .Select(inside => Paths.CellOf(inside) == path ? Paths.Last(inside) : Paths.FirstInside(inside, path)).Distinct();
}
