using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>Puts the cells that a definition names into it, so that one cell without others inside is left.</summary>
internal sealed class CellComposer
{
    private readonly CellSyntax _syntax;
    private readonly InnerCells _cells;
    private readonly DiagnosticBag _diagnostics;
    private readonly CellNetwork _network;

    /// <summary>The names that a tape shows of the definition without its cells.</summary>
    private readonly TapeNames _names;

    /// <summary>By name; of several equal ones the last, which is the one whose values are read.</summary>
    private readonly Dictionary<string, Stack> _stacks = [];

    private CellComposer(CellSyntax syntax, InnerCells cells, DiagnosticBag diagnostics)
    {
        (_syntax, _cells, _diagnostics) = (syntax, cells, diagnostics);
        _network = new CellNetwork(syntax);
        _names = TapeNames.Of(Texts(syntax.Inputs), Texts(syntax.States), syntax.Outputs.Select(output => output.Name.Text));

        static IEnumerable<string> Texts(EquatableArray<TensorSyntax> tensors) => tensors.Select(tensor => tensor.Name.Text);
    }

    /// <summary>Some equal cells that follow each other.</summary>
    private sealed record Stack(InstanceDefinition Definition, IReadOnlyList<CellInstance> Layers)
    {
        public CellInstance Last => Layers[Layers.Count - 1];
    }

    /// <param name="cells">Where the cells come from, as seen from this definition.</param>
    /// <param name="sizes">The sizes that the attribute sets.</param>
    /// <returns>The syntax of one cell; with <see cref="CellSyntax.IsComplete"/> false where something was wrong.</returns>
    public static CellSyntax Compose(
        CellSyntax syntax, InnerCells cells, DiagnosticBag diagnostics, EquatableArray<SizeArgument> sizes = default)
    {
        int errors = diagnostics.ErrorCount;
        syntax = PreviousInputs.Expand(Repeats.Expand(syntax, sizes, diagnostics));
        if (syntax.Definition.Cells.Count > 0) syntax = new CellComposer(syntax, cells, diagnostics).Compose();
        return diagnostics.ErrorCount == errors ? syntax : syntax with { IsComplete = false };
    }

    private CellSyntax Compose()
    {
        foreach (InstanceDefinition definition in _syntax.Definition.Cells) Declare(definition);
        foreach (EquationSyntax equation in _syntax.Equations)
        {
            if (equation.Targets.Count > 0) _network.Add(equation with { Value = Read(equation.Value) });
            else if (equation.Value is ExpressionSyntax.Call call) RunAlone(call);
        }
        var outputs = _syntax.Outputs.Select(output => output.Value is { } value ? output with { Value = Read(value) } : output)
            .ToEquatableArray();
        foreach (Stack stack in _stacks.Values.Where(stack => !stack.Last.IsRun && _syntax.IsComplete))
        {
            string inputs = string.Join(", ", stack.Last.Cell.Syntax.Inputs.Select(input => input.Name.Text));
            _diagnostics.Report(Rules.CellNeverRun, stack.Definition.Name.Span, stack.Definition.Name.Text,
                $"{stack.Definition.Name.Text}({inputs})");
        }
        return _network.Build(outputs);
    }

    private void Declare(InstanceDefinition definition)
    {
        string name = definition.Name.Text;
        if (!IsFree(name, definition.Name.Span) || definition.IsWrong) return;
        Stack? shared = null;
        if (definition.Shares is { } shares && (shared = Shared(definition, shares)) is null) return;
        if (shared is null && definition.Reference is null && definition.InPlace is null)
        {
            _diagnostics.Report(Rules.CellNotNamed, definition.Name.Span, name);
            return;
        }
        if ((shared?.Last.Cell ?? _cells.Load(definition, _diagnostics)) is not { } cell) return;
        int? count = shared?.Layers.Count ?? CountOf(definition);
        if (count is not { } layers) return;
        var settings = new InstanceSettings(definition, cell, _syntax, _diagnostics);
        if (layers > 1 && cell.CannotStack is { } reason)
        {
            _diagnostics.Report(Rules.NoStack, definition.Count!.Span, cell.Display, reason);
            return;
        }
        if (!_network.HasRoomFor(cell, layers))
        {
            _diagnostics.Report(Rules.TooManyEquations, definition.Name.Span, Text(Limits.NetworkEquations), CellNetwork.WithCells);
            return;
        }
        string[] names = layers == 1 ? [name] : [.. Enumerable.Range(1, layers).Select(number => name + Text(number))];
        if (layers > 1 && !names.All(own => IsFree(own, definition.Name.Span))) return;
        var all = new List<CellInstance>();
        foreach (string own in names)
        {
            CellInstance? twin = shared?.Layers[all.Count];
            var instance = new CellInstance(own, cell, definition.Name.Span, twin) { IsReversed = settings.IsReversed };
            settings.Apply(instance, isFirst: all.Count == 0);
            _network.Add(instance);
            all.Add(instance);
        }
        _stacks.Add(name, new Stack(definition, all));
    }

    /// <summary>Reports a name that a cell cannot have.</summary>
    private bool IsFree(string name, TextSpan place)
    {
        if (TakenBy(name) is { } other) _diagnostics.Report(Rules.DuplicateName, place, name, other);
        else if (_names.DerivedOf(name) is { } derived) _diagnostics.Report(Rules.DerivedClash, place, name, derived);
        else if (MemberNames.IsReserved(name, _cells.Target)) _diagnostics.Report(Rules.MemberClash, place, name);
        else return true;
        return false;
    }

    /// <summary>What else has the name: "a state"; null where nothing has.</summary>
    private string? TakenBy(string name)
    {
        (string Kind, EquatableArray<TensorSyntax> Tensors)[] declared =
            [("an input", _syntax.Inputs), ("a state", _syntax.States), ("a parameter", _syntax.Parameters)];
        foreach (var (kind, tensors) in declared)
            if (tensors.Any(tensor => tensor.Name.Text == name)) return kind;
        if (_syntax.Outputs.Any(output => output.Name.Text == name)) return "an output";
        if (Instance(name) is not null) return "a cell";
        if (_syntax.Constants.Any(constant => constant.Name.Text == name)) return "a constant";
        return _syntax.Equations.Any(e => e.Targets.Any(target => target.Name == name)) ? "assigned by an equation" : null;
    }

    private Stack? Shared(InstanceDefinition definition, MappedText shares)
    {
        if (_stacks.TryGetValue(shares.Value, out Stack? stack))
        {
            if (definition is { Reference: null, InPlace: null, Count: null, Settings.Count: 0 }) return stack;
            _diagnostics.Report(Rules.SharesAll, definition.Name.Span, definition.Name.Text, shares.Value);
            return null;
        }
        // What is wrong with one that is declared has been said.
        bool isDeclared = _syntax.Definition.Cells.TakeWhile(cell => cell != definition).Any(cell => cell.Name.Text == shares.Value);
        if (!isDeclared)
            _diagnostics.Report(Rules.SharesNothing, shares.Span, shares.Value, Spelling.Suggest(shares.Value, _stacks.Keys));
        return null;
    }

    private int? CountOf(InstanceDefinition definition)
    {
        if (definition.Count is not { } text) return 1;
        if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= Limits.Layers)
            return count;
        _diagnostics.Report(Rules.WrongCount, text.Span, "count", text.Value, Text(Limits.Layers));
        return null;
    }

    private void RunAlone(ExpressionSyntax.Call call)
    {
        call = call with { Arguments = call.Arguments.Select(Read).ToEquatableArray() };
        if (_stacks.TryGetValue(call.Function, out Stack? stack)) Run(stack, call);
        else if (!Declares(call.Function)) ReportMistyped(call);
    }

    /// <summary>Reports a call of what seems to be a cell and is none; false where a function is as near, or nothing.</summary>
    private bool ReportMistyped(ExpressionSyntax.Call call)
    {
        IEnumerable<string> known = Operators.FunctionNames.Concat(_syntax.Definition.Cells.Select(cell => cell.Name.Text));
        if (Spelling.Nearest(call.Function, known) is not { } meant || !Declares(meant)) return false;
        _diagnostics.Report(Rules.UnknownFunction, call.FunctionSpan, Fix.Respell(call.FunctionSpan, call.Function, [meant]), call.Function,
            Spelling.Suggest(call.Function, [meant]));
        // It would have run here.
        if (_stacks.TryGetValue(meant, out Stack? stack))
            foreach (CellInstance layer in stack.Layers) layer.IsRun = true;
        return true;
    }

    /// <summary>An expression in which inner cells are run and read by the names that they have here.</summary>
    private ExpressionSyntax Read(ExpressionSyntax expression) => ExpressionMap.Of(expression, part => part switch
    {
        ExpressionSyntax.Name name => ReadName(name),
        ExpressionSyntax.Call call when _stacks.TryGetValue(call.Function, out Stack? stack) => ValueOf(stack, call),
        ExpressionSyntax.Call call when Declares(call.Function) || ReportMistyped(call) => new ExpressionSyntax.Missing(call.Span),
        _ => part,
    });

    /// <summary>Runs a cell inside an expression, which reads what a layer hands on.</summary>
    private ExpressionSyntax ValueOf(Stack stack, ExpressionSyntax.Call call)
    {
        if (!Run(stack, call)) return new ExpressionSyntax.Missing(call.Span);
        if (stack.Last.Cell.Main is { } main) return new ExpressionSyntax.Name(call.Span, stack.Last.Value(main), IsPrevious: false);
        _diagnostics.Report(Rules.CellIsNoValue, call.FunctionSpan, call.Function, call.Function + ".h");
        return new ExpressionSyntax.Missing(call.Span);
    }

    /// <summary>A cell of the name stands in the definition, and something is wrong with it, which has been said.</summary>
    private bool Declares(string name) => _syntax.Definition.Cells.Any(cell => cell.Name.Text == name);

    /// <returns>False where it cannot run, which is reported.</returns>
    private bool Run(Stack stack, ExpressionSyntax.Call call)
    {
        InnerCell cell = stack.Last.Cell;
        int inputs = cell.Syntax.Inputs.Count;
        if (call.Arguments.Count != inputs)
        {
            string needed = $"{(inputs == 0 ? "no" : Text(inputs))} argument{(inputs == 1 ? "" : "s")}";
            _diagnostics.Report(Rules.WrongArgumentCount, call.FunctionSpan, call.Function, needed, Text(call.Arguments.Count));
            foreach (CellInstance layer in stack.Layers) layer.IsRun = true;
            return false;
        }
        if (stack.Last.IsRun)
        {
            _diagnostics.Report(Rules.CellRunTwice, call.FunctionSpan, call.Function);
            return false;
        }
        IReadOnlyList<ExpressionSyntax> arguments = call.Arguments.ToList();
        foreach (CellInstance layer in stack.Layers)
        {
            _network.Run(layer, arguments, _cells.TextOf);
            if (cell.Main is { } main) arguments = [new ExpressionSyntax.Name(call.Span, layer.Value(main), IsPrevious: false)];
        }
        return true;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A state or an output of an inner cell, behind its name and a point.</summary>
    private ExpressionSyntax ReadName(ExpressionSyntax.Name name)
    {
        int point = name.Identifier.IndexOf('.');
        string owner = point < 0 ? name.Identifier : name.Identifier.Substring(0, point);
        var missing = new ExpressionSyntax.Missing(name.Span);
        if (Instance(owner) is not { } instance) return IsOfWrong(owner) || (point > 0 && ReportMistyped(name, owner)) ? missing : name;
        string members = string.Join(", ", instance.Cell.Members);
        string member = point < 0 ? "" : name.Identifier.Substring(point + 1);
        if (!instance.Cell.Members.Contains(member))
        {
            if (point < 0) _diagnostics.Report(Rules.CellIsNoValue, name.Span, owner, owner + "." + (instance.Cell.Main ?? "h"));
            else _diagnostics.Report(Rules.UnknownMember, name.Span, Fix.Respell(name.Span, name.Identifier,
                instance.Cell.Members.Select(known => owner + "." + known)), owner, member, members);
            return missing;
        }
        if (name.IsPrevious && !instance.Cell.States.Contains(member))
        {
            _diagnostics.Report(Rules.NoPreviousValue, name.Span, name.Identifier, "an output of a cell");
            return missing;
        }
        if (!name.IsPrevious && !instance.IsRun)
        {
            _diagnostics.Report(Rules.CellReadEarly, name.Span, name.Identifier, owner);
            return missing;
        }
        return name with { Identifier = instance.Value(member) };
    }

    /// <summary>A cell, or a layer of a stack, with which something is wrong, which has been said.</summary>
    private bool IsOfWrong(string owner)
    {
        string stack = owner.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return Declares(owner) || (Declares(stack) && !_stacks.ContainsKey(stack));
    }

    /// <summary>Reports what seems to be the name of a cell and is none; false where nothing is like it.</summary>
    private bool ReportMistyped(ExpressionSyntax.Name name, string owner)
    {
        if (TakenBy(owner) is not null) return false;
        var known = _stacks.Keys.Concat(_stacks.Values.SelectMany(stack => stack.Layers).Select(layer => layer.Name)).Distinct();
        if (Spelling.Nearest(owner, known) is not { } meant) return false;
        string[] candidates = [meant + name.Identifier.Substring(owner.Length)];
        _diagnostics.Report(Rules.UnknownName, name.Span, Fix.Respell(name.Span, name.Identifier, candidates), name.Identifier,
            Spelling.Suggest(name.Identifier, candidates));
        return true;
    }

    private CellInstance? Instance(string name)
    {
        if (_stacks.TryGetValue(name, out Stack? stack)) return stack.Last;
        return _stacks.Values.SelectMany(known => known.Layers).FirstOrDefault(layer => layer.Name == name);
    }
}
