using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace RnnGen.BuildTasks;

/// <summary>
/// The files of weights that a text names: by the argument <c>Weights = "amp.safetensors"</c> of an attribute in C#, or by the key
/// <c>weights: amp.safetensors</c> of a definition. The build has to know them before the C# compiler runs, so they are found in the
/// text as it stands, by what a line looks like: a path that is put together in another way is listed as an item CellWeights. What looks
/// so and means something else costs a resource too many, and only where such a file exists.
/// </summary>
internal static class WeightsReference
{
    private static readonly Regex s_argument = new("\\bWeights\\s*=\\s*@?\"+([^\"\\r\\n]+\\.safetensors)\"", RegexOptions.CultureInvariant);

    private static readonly Regex s_key = new(
        "^[ \\t]*weights:[ \\t]+[\"']?([^\"'#\\r\\n]+\\.safetensors)", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    public static IEnumerable<string> In(string text) => text.IndexOf(".safetensors", StringComparison.Ordinal) < 0
        ? []
        : new[] { s_argument, s_key }.SelectMany(form => form.Matches(text).Cast<Match>())
            .Select(match => match.Groups[1].Value.Replace("\\\\", "/").Replace('\\', '/')).Distinct();
}
