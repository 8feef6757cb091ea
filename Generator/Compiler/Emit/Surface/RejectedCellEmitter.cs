using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Kernels;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>
/// The public surface of a cell whose definition has errors, with bodies that throw: code that uses the cell compiles, so that the user
/// sees the one true error and no echo of it.
/// </summary>
internal sealed class RejectedCellEmitter
{
    private const string Throw =
        $"throw new {Types.InvalidOperationException}(\"This cell's definition has errors: see the compiler's messages.\")";

    private readonly CellRequest _request;
    private readonly CellSurface _surface;
    private readonly Types _types;
    private Document _document = new();

    private RejectedCellEmitter(CellRequest request, CellSurface surface) =>
        (_request, _surface, _types) = (request, surface, new Types(request.Element));

    public static string Emit(CellRequest request, CellSurface surface) => new RejectedCellEmitter(request, surface).Write();

    private string Write() => SurfaceFile.Write(
        _request.Target,
        _types.Cell,
        d => d.Comment("The definition of this cell has errors: "
            + "its members are here so that the code around it compiles, and throw when they are called."),
        d =>
        {
            if (!_request.Target.Documentation.HasFlag(OwnDocumentation.Summary)) d.Summary("A cell whose definition has errors.");
        },
        d =>
        {
            _document = d;
            Members();
        });

    private void Members()
    {
        string info = _request.Target.FullName + ".Info";
        Member($"public static {Types.Info} Info", isFirst: true);
        Nested("Parameters", _types.Parameters, $"public Parameters() : base({info}) {{ }}", _surface.Parameters, "public Weights Pack()");
        Nested("Weights", _types.Weights, $"internal Weights() : base({info}, 0) {{ }}", [], "public void Update(Parameters parameters)");
        Nested("State", _types.State, $"public State() : base({info}, 0) {{ }}", _surface.States, null);
        Code tape = Code.Of($"{Code.List("public Tape", TapeEmitter.Parameters(_request))} : base({info}, 1, 1, adjoints, 0, 0) {{ }}");
        Nested("Tape", _types.Tape, tape, TapeMembers(), null);
        Nested("StatePool", _types.Pool, $"public StatePool(int capacity) : base({info}, capacity, 1, 1, 0) {{ }}", [], null);
        EntryPoints();
        Interface();
    }

    private IEnumerable<string> TapeMembers()
    {
        TapeNames names = TapeNames.Of(_surface.Inputs, _surface.States, _surface.Outputs);
        var derived = _surface.States.SelectMany(s => new[] { TapeNames.Initial(s), TapeNames.Final(s) });
        return _surface.Inputs.Concat(_surface.States).Concat(_surface.Outputs).Concat(derived)
            .SelectMany(n => new[] { n, names.Adjoint(n) }).Distinct();
    }

    private void Nested(string name, string of, Code constructor, IEnumerable<string> tensors, string? more)
    {
        _document.Blank();
        _document.Summary("Not available.");
        using var nested = _document.Block($"public sealed class {name} : {of}");
        _document.Summary("Not available.");
        _document.Line(constructor);
        NestedMembers.Emit(_document, _types.Span, name,
            [.. tensors.Select(tensor => new NestedMembers.Tensor(tensor, "Not available.", Throw, IsOfHolder: false))]);
        if (more is not null) Member(more);
    }

    private void Member(Code head, bool isPublic = true, bool isFirst = false)
    {
        if (!isFirst) _document.Blank();
        if (isPublic) _document.Summary("Not available.");
        _document.Member(head, Throw);
    }

    private void EntryPoints()
    {
        Code[] arguments =
        [
            "Weights weights", .. _surface.Inputs.Select((_, i) => (Code)$"{_types.ReadOnlySpan} input{i}"),
            "State state", .. _surface.Outputs.Select((_, i) => (Code)$"{_types.Span} output{i}"),
        ];
        Member(Code.List("public static void Step", arguments));
        Member(Code.List("public static void Run", arguments));
        Code[] pooled = ["Weights weights", "StatePool pool", $"{Types.Handles} handles"];
        IEnumerable<Code> tensors = arguments.Where(a => a.ToString() is not ("Weights weights" or "State state"));
        Member(Code.List("public static void Step", pooled.Concat(tensors)));
        Member(Code.List("public static void Run", pooled.Append("int timeSteps").Concat(tensors)));
        Member("public static void Prepare()");
        Member("public static void Forward(Parameters parameters, Tape tape)");
        Member("public static void Backward(Parameters parameters, Tape tape, Parameters gradients)");
        if (_request.Weights is null) return;
        Member(WeightsEmitter.Parameters);
        Member(WeightsEmitter.Weights);
    }

    private void Interface()
    {
        Code[] streamed =
            [$"{_types.Weights} weights", $"{_types.ReadOnlySpan} inputs", $"{_types.State} state", $"{_types.Span} outputs"];
        Explicit(_types.Parameters, "CreateParameters");
        Explicit(_types.State, "CreateState");
        Explicit(_types.Tape, "CreateTape", "int timeSteps", "int batch", $"{Types.Adjoint} adjoints", "int threads");
        Explicit(_types.Weights, "Pack", $"{_types.Parameters} parameters");
        Explicit("void", "Prepare");
        Explicit("void", "Step", streamed);
        Explicit("void", "Run", streamed);
        Explicit(_types.Pool, "CreateStatePool", "int capacity");
        foreach (string verb in new[] { "Step", "Run" }) Member(InterfaceEmitter.PoolHead(_types, verb), isPublic: false);
        Explicit("void", "Forward", $"{_types.Parameters} parameters", $"{_types.Tape} tape");
        Explicit("void", "Backward", $"{_types.Parameters} parameters", $"{_types.Tape} tape", $"{_types.Parameters} gradients");

        void Explicit(string type, string name, params Code[] parameters) =>
            Member(Code.List($"static {type} {_types.Cell}.{name}", parameters), isPublic: false);
    }
}
