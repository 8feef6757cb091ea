using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Tool.Definitions;

namespace RnnGen.Tool.Commands;

/// <summary>The options that give sizes values: <c>--size input=16 hidden=64</c>, and <c>--input 16</c> for the usual ones.</summary>
internal sealed class SizeOptions
{
    private readonly Option<SizeSetting[]> _sizes = new("--size")
    {
        Description = "Sizes with their values: input=16 hidden=64.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
        CustomParser = Read,
        HelpName = "name=value",
    };

    private readonly Option<int?>[] _usual =
    [
        .. new[] { "input", "hidden" }.Select(name => new Option<int?>("--" + name)
        {
            Description = $"The same as --size {name}=…",
            HelpName = "number",
            CustomParser = written => ReadValue(written, written.Tokens[0].Value, $"--{name} has to be"),
        }),
    ];

    public void AddTo(Command command)
    {
        command.Add(_sizes);
        foreach (Option<int?> option in _usual) command.Add(option);
    }

    public EquatableArray<SizeSetting> Of(ParseResult call) => call.GetValue(_sizes)!
        .Concat(_usual.Select(option => (Name: option.Name[2..], Value: call.GetValue(option))).Where(size => size.Value is not null)
            .Select(size => new SizeSetting(size.Name, size.Value!.Value)))
        .ToEquatableArray();

    private static SizeSetting[] Read(ArgumentResult written)
    {
        var sizes = new List<SizeSetting>();
        foreach (string token in written.Tokens.Select(token => token.Value))
        {
            string[] parts = token.Split('=', 2);
            if (parts.Length < 2 || !Names.IsName(parts[0])) written.AddError($"--size has to be such as hidden=64, found '{token}'.");
            else if (ReadValue(written, parts[1], $"The size {parts[0]} has to be") is { } value)
                sizes.Add(new SizeSetting(parts[0], value));
        }
        return [.. sizes];
    }

    private static int? ReadValue(ArgumentResult written, string text, string what)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0) return value;
        written.AddError($"{what} a whole number of at least 1, found '{text}'.");
        return null;
    }
}
