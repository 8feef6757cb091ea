using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

internal enum SymbolKind { Input, State, Parameter, Constant, Local, Output }

/// <summary>A name while the definition is checked.</summary>
internal sealed class Symbol(SymbolKind kind, string name, TextSpan span, SymbolicShape shape, string origin)
{
    public SymbolKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Where it is declared or assigned.</summary>
    public TextSpan Span { get; } = span;

    public SymbolicShape Shape { get; } = shape;

    /// <summary>Where its shape comes from, for messages: " (declared under inputs)".</summary>
    public string Origin { get; set; } = origin;

    /// <summary>Its equation has been read (states and locals).</summary>
    public bool IsAssigned { get; set; }

    public bool IsRead { get; set; }

    /// <summary>A constant's number.</summary>
    public double Number { get; set; }

    public TensorSyntax? Declaration { get; set; }

    /// <summary>The right side of the equation of a local.</summary>
    public ExpressionSyntax? Value { get; set; }

    /// <summary>"an input", for messages.</summary>
    public string KindWithArticle => Kind switch
    {
        SymbolKind.Input => "an input",
        SymbolKind.State => "a state",
        SymbolKind.Parameter => "a parameter",
        SymbolKind.Constant => "a constant",
        SymbolKind.Local => "assigned by an equation",
        _ => "an output",
    };
}
