using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Diagnostics;

public enum Severity { Info, Warning, Error }

/// <summary>One row of the catalogue: a stable id, a title and a message with {0}-style places.</summary>
public sealed record DiagnosticRule(string Id, string Title, string MessageFormat, Severity Severity)
{
    public string Format(EquatableArray<string> arguments) =>
        string.Format(CultureInfo.InvariantCulture, MessageFormat, arguments.Cast<object>().ToArray());
}
