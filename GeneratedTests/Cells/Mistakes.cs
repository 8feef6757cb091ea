using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;
using Xunit;

namespace RnnGen.Tests.Cells;

/// <summary>
/// Compares what the front end reports on a definition, in which ⟦ and ⟧ mark the expected places, with the expected messages in order
/// of these places: "RNN100 message". Inside ⟦ ⟧ nothing may stand for an empty place.
/// </summary>
public static class Mistakes
{
    private const string Header =
        """
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: [W, b]
        constants: { beta: 0.5 }
        equations: |

        """;

    /// <summary>Definition with equations of a small cell: input x, state h, inferred parameters W and b, constant beta.</summary>
    public static void ExpectInEquations(string marked, params string[] messages) =>
        Expect(Header + string.Concat(marked.Split('\n').Select(line => $"  {line}\n")), messages);

    public static void Expect(string marked, params string[] messages)
    {
        (string text, List<TextSpan> spans) = Unmark(marked);
        FrontEndResult result = FrontEnd.Read(Request.InPlace(text));
        var expected = spans.Zip(messages, (span, message) => $"{span.Start}+{span.Length} {message}");
        Assert.Equal(messages.Length, spans.Count);
        Assert.Equal(expected, result.Diagnostics.Select(Show));
        Assert.Equal(messages.All(IsWarning), result.Cell is not null);
    }

    /// <summary>What is reported at the attribute's arguments: "Input RNN152 message".</summary>
    public static void ExpectAtArguments(CellRequest request, params string[] messages) =>
        Assert.Equal(messages, FrontEnd.Read(request).Diagnostics.Select(Show));

    private static bool IsWarning(string message) =>
        Rules.All.Single(rule => message.StartsWith(rule.Id, System.StringComparison.Ordinal)).Severity == Severity.Warning;

    private static string Show(CellDiagnostic diagnostic) => diagnostic.Place switch
    {
        DiagnosticPlace.Definition { Span: var span } => $"{span.Start}+{span.Length} {diagnostic.Rule.Id} {diagnostic.Message}",
        DiagnosticPlace.Argument { Name: var name } => $"{name} {diagnostic.Rule.Id} {diagnostic.Message}",
        _ => $"the type {diagnostic.Rule.Id} {diagnostic.Message}",
    };

    private static (string Text, List<TextSpan> Spans) Unmark(string marked)
    {
        var spans = new List<TextSpan>();
        string text = "";
        int start = -1;
        foreach (char character in marked)
        {
            if (character == '⟦') start = text.Length;
            else if (character == '⟧') spans.Add(TextSpan.FromBounds(start, text.Length));
            else text += character;
        }
        return (text, spans);
    }
}
