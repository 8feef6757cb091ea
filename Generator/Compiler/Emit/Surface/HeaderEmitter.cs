using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>What people read first: title, source and equations at the head of the file, and the documentation of the struct.</summary>
internal sealed class HeaderEmitter(CellModel model, IReadOnlyList<string> derived)
{
    private readonly CellSignature _signature = model.Signature;

    /// <summary>The head of the file.</summary>
    public void Header(Document document)
    {
        document.Comment(_signature.Title + (_signature.About is { } about ? ": " + about.Trim() : ""));
        if (_signature.Source is { } source) document.Comment("Source: " + source.Trim());
        string[] chosen = Chosen(model.Options).ToArray();
        if (chosen.Length > 0) document.Comment("Options: " + string.Join(", ", chosen) + ".");
        document.Line("//");
        foreach (string equation in _signature.EquationTexts) document.Comment(equation, "//     ");
        document.Line("//");
        document.Comment("Backward (dv is the adjoint of v; sums over time steps and batch rows make the gradients):");
        document.Line("//");
        foreach (string equation in derived) document.Comment(equation, "//     ");
    }

    /// <summary>
    /// The documentation of the struct, as far as its declaration has none of its own: all parts of a type are read as one.
    /// </summary>
    public void Documentation(Document document)
    {
        OwnDocumentation own = model.Request.Target.Documentation;
        if (!own.HasFlag(OwnDocumentation.Summary))
            document.Summary(_signature.Title + (_signature.About is { } about ? ": " + about : ""));
        if (own.HasFlag(OwnDocumentation.Remarks)) return;
        document.Documentation("<remarks><code>");
        foreach (string equation in _signature.EquationTexts.SelectMany(e => Words.Wrap(e, 120)))
            document.Documentation(Prose.Escape(equation));
        document.Documentation("</code></remarks>");
    }

    /// <summary>What is not as it would be without a word, as the keys of a definition spell it.</summary>
    private static IEnumerable<string> Chosen(CellOptions options)
    {
        var usual = new CellOptions();
        if (options.Unroll != usual.Unroll) yield return $"unroll: {options.Unroll.ToString().ToLowerInvariant()}";
        if (options.Activations != usual.Activations) yield return $"activations: {options.Activations.ToString().ToLowerInvariant()}";
        if (options.Recompute != usual.Recompute) yield return $"recompute: {(options.Recompute ? "true" : "false")}";
        if (options.StreamingWeights != usual.StreamingWeights)
            yield return $"streamingWeights: {options.StreamingWeights.ToString().ToLowerInvariant()}";
        if (options.Denormals != usual.Denormals) yield return $"denormals: {options.Denormals.ToString().ToLowerInvariant()}";
    }
}
