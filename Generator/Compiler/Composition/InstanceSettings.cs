using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>What a definition says of an inner cell: values of its sizes and constants, its direction.</summary>
internal sealed class InstanceSettings
{
    private readonly InnerCell _cell;
    private readonly Dictionary<string, SizeSyntax> _sizes = [];
    private readonly Dictionary<string, NumberSyntax> _constants = [];
    private readonly Dictionary<string, string> _shared = [];

    public InstanceSettings(InstanceDefinition definition, InnerCell cell, CellSyntax around, DiagnosticBag diagnostics)
    {
        _cell = cell;
        foreach (SettingDefinition setting in definition.Settings)
        {
            string name = setting.Name.Text;
            if (cell.Sizes.Any(size => size.Name.Text == name)) _sizes[name] = CellParser.ParseSize(setting.Value, diagnostics);
            else if (!cell.Constants.Contains(name))
            {
                var known = cell.Sizes.Select(size => size.Name.Text).Concat(cell.Constants).ToList();
                diagnostics.Report(Rules.UnknownSetting, setting.Name.Span, Fix.Respell(setting.Name.Span, name, known), cell.Display, name,
                    known.Count == 0 ? "none" : string.Join(", ", known));
            }
            else if (around.Constants.Any(constant => constant.Name.Text == setting.Value.Value)) _shared[name] = setting.Value.Value;
            else if (CellParser.ParseConstant(new ConstantDefinition(setting.Name, setting.Value), diagnostics).Value is { } number)
                _constants[name] = number;
        }
        // Who shares the parameters of another cell has its constants, too.
        if (definition.Shares is null) CheckConstants(definition, diagnostics);
        if (definition.Reversed is not { } reversed) return;
        if (reversed.Value is "true" or "false") IsReversed = reversed.Value == "true";
        else diagnostics.Report(Rules.WrongOption, reversed.Span, reversed.Value, "reversed", OptionReader.Truths);
    }

    public bool IsReversed { get; }

    /// <summary>
    /// Reports constants that have a value neither here nor in the inner definition; those of cells inside it have been looked at.
    /// </summary>
    private void CheckConstants(InstanceDefinition definition, DiagnosticBag diagnostics)
    {
        foreach (ConstantSyntax constant in _cell.Syntax.Constants)
        {
            string name = constant.Name.Text;
            if (constant.Value is not null || Paths.CellOf(name).Length > 0) continue;
            if (definition.Settings.All(setting => setting.Name.Text != name))
                diagnostics.Report(Rules.InnerConstantMissing, definition.Name.Span, name, definition.Name.Text);
        }
    }

    /// <summary>Gives them to an instance. Behind the first of a stack the sizes of the input follow from the layer before.</summary>
    public void Apply(CellInstance instance, bool isFirst)
    {
        if (!isFirst) instance.Following.UnionWith(InputSizes(_cell));
        foreach (KeyValuePair<string, SizeSyntax> size in _sizes)
            if (!instance.Following.Contains(size.Key)) instance.Sizes.Add(size.Key, size.Value);
        foreach (KeyValuePair<string, NumberSyntax> constant in _constants) instance.Constants.Add(constant.Key, constant.Value);
        foreach (KeyValuePair<string, string> constant in _shared) instance.SharedConstants.Add(constant.Key, constant.Value);
    }

    /// <summary>The sizes in the shape of the only input.</summary>
    public static IEnumerable<string> InputSizes(InnerCell cell)
    {
        var found = new List<string>();
        var names = new SyntaxNames(value => value, size =>
        {
            found.Add(size);
            return size;
        });
        foreach (TensorSyntax input in cell.Syntax.Inputs) names.Rename(input);
        return found;
    }
}
