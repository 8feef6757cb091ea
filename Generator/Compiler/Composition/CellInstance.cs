using System.Collections.Generic;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>One cell inside another: its values get the instance's name and a point before theirs.</summary>
internal sealed class CellInstance(string name, InnerCell cell, TextSpan span, CellInstance? shares)
{
    public string Name { get; } = name;

    public InnerCell Cell { get; } = cell;

    /// <summary>Where it is declared.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>Runs from the last step to the first.</summary>
    public bool IsReversed { get; set; }

    /// <summary>An equation above has run it.</summary>
    public bool IsRun { get; set; }

    /// <summary>Its parameters, sizes and constants are those of another one.</summary>
    public bool HasOwnParameters => shares is null;

    /// <summary>The values of its sizes in terms of those around it; the others follow from its use.</summary>
    public Dictionary<string, SizeSyntax> Sizes { get; } = [];

    /// <summary>Sizes that follow from its use, whatever its definition says: of the input behind the first of a stack.</summary>
    public HashSet<string> Following { get; } = [];

    /// <summary>The values of its constants.</summary>
    public Dictionary<string, NumberSyntax> Constants { get; } = [];

    /// <summary>Constants of its that are constants around it.</summary>
    public Dictionary<string, string> SharedConstants { get; } = [];

    /// <summary>A value's name outside.</summary>
    public string Value(string inner)
    {
        if (shares is not null && IsOfShared(inner)) return shares.Value(inner);
        return SharedConstants.TryGetValue(inner, out string? constant) ? constant : $"{Name}.{inner}";
    }

    /// <summary>A size's name outside.</summary>
    public string Size(string inner) => shares is not null ? shares.Size(inner) : $"{Name}.{inner}";

    private bool IsOfShared(string inner)
    {
        foreach (TensorSyntax parameter in Cell.Syntax.Parameters)
            if (parameter.Name.Text == inner) return true;
        foreach (ConstantSyntax constant in Cell.Syntax.Constants)
            if (constant.Name.Text == inner) return true;
        return false;
    }
}
