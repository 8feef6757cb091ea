using System;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler;

/// <summary>Settles the options of a cell: what the attribute sets wins over what the definition says.</summary>
public static class OptionReader
{
    public static SettledOptions Read(CellRequest request, OptionDefinitions definition, DiagnosticBag diagnostics)
    {
        var written = new OptionArguments(
            ReadChoice<UnrollOption>(definition.Unroll, "unroll", diagnostics),
            ReadChoice<ActivationsOption>(definition.Activations, "activations", diagnostics),
            ReadTruth(definition.Recompute, "recompute", diagnostics),
            ReadChoice<StreamingWeightsOption>(definition.StreamingWeights, "streamingWeights", diagnostics),
            ReadChoice<DenormalsOption>(definition.Denormals, "denormals", diagnostics));
        CellOptions options = request.Options.Over(written);
        if (options.StreamingWeights == StreamingWeightsOption.BFloat16 && request.Element == ElementType.Double)
        {
            DiagnosticPlace place = Place(request.Options.StreamingWeights, definition.StreamingWeights, "StreamingWeights");
            diagnostics.Report(Rules.BFloat16NeedsFloat, place);
        }
        return new SettledOptions(options, Place(request.Options.Unroll, definition.Unroll, "Unroll"));
    }

    /// <summary>The options of a request whose definition says nothing that could be read.</summary>
    public static SettledOptions Read(CellRequest request) =>
        new(request.Options.Over(OptionArguments.None), new DiagnosticPlace.Argument("Unroll"));

    /// <summary>The words for a number that is no value of an option in C#: "Unroll.Auto, Unroll.Full or Unroll.Loops".</summary>
    /// <returns>Null where the number is one.</returns>
    public static string[]? Misfit<TOption>(int value, string argument)
        where TOption : struct, Enum
    {
        if (Enum.IsDefined(typeof(TOption), value)) return null;
        string choices = Choices(NamesOf<TOption>().Select(name => $"{argument}.{name}").ToArray());
        return [value.ToString(CultureInfo.InvariantCulture), argument, choices];
    }

    /// <summary>What stands for the values of an option in a definition: "auto, full or loops".</summary>
    internal static string Choices<TOption>()
        where TOption : struct, Enum => Choices(WordsOf<TOption>());

    /// <summary>The same of an option that is on or off.</summary>
    internal const string Truths = "true or false";

    private static TOption? ReadChoice<TOption>(MappedText? text, string key, DiagnosticBag diagnostics)
        where TOption : struct, Enum
    {
        if (text is null) return null;
        int index = Array.IndexOf(WordsOf<TOption>(), text.Value);
        if (index >= 0) return (TOption)Enum.Parse(typeof(TOption), NamesOf<TOption>()[index]);
        diagnostics.Report(Rules.WrongOption, text.Span, text.Value, key, Choices<TOption>());
        return null;
    }

    private static bool? ReadTruth(MappedText? text, string key, DiagnosticBag diagnostics)
    {
        if (text is null) return null;
        if (text.Value is "true" or "false") return text.Value == "true";
        diagnostics.Report(Rules.WrongOption, text.Span, text.Value, key, Truths);
        return null;
    }

    private static string[] NamesOf<TOption>()
        where TOption : struct, Enum => Enum.GetNames(typeof(TOption));

    private static string[] WordsOf<TOption>()
        where TOption : struct, Enum => NamesOf<TOption>().Select(name => name.ToLowerInvariant()).ToArray();

    private static string Choices(string[] words) =>
        string.Join(", ", words.Take(words.Length - 1)) + " or " + words[words.Length - 1];

    /// <summary>Where an option is set: at the attribute's argument, else in the definition.</summary>
    private static DiagnosticPlace Place<TOption>(TOption? argument, MappedText? written, string name)
        where TOption : struct =>
        argument is null && written is not null ? new DiagnosticPlace.Definition(written.Span) : new DiagnosticPlace.Argument(name);
}

/// <param name="UnrollPlace">Where the cell says how far to unroll.</param>
public sealed record SettledOptions(CellOptions Options, DiagnosticPlace UnrollPlace);
