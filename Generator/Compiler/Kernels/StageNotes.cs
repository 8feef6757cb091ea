using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>
/// What a stage computes, as people write it: its own equations in its order, and no others. Values have the names that the definition, or
/// the list of derived equations, gives them; temporaries are written out.
/// </summary>
internal sealed class StageNotes
{
    private readonly CellPlan _plan;
    private readonly Dictionary<int, Equation> _brief;

    public StageNotes(CellPlan plan)
    {
        _plan = plan;
        HashSet<int> told = DerivedText.Told(plan.Adjoint);
        if (plan.Precomputation is { } once) told.UnionWith(DerivedText.Told(once.Function));
        var known = new HashSet<int>(plan.Step.Equations.Select(equation => equation.Result.Id));
        IEnumerable<Equation> streamed = plan.Streamed.Equations.Where(equation => !known.Contains(equation.Result.Id));
        _brief = BriefValues.Find(plan.Equations.Concat(streamed), equation => equation.Operation switch
        {
            Operation.Slice or Operation.Concat => !told.Contains(equation.Result.Id),
            { } operation => operation.IsRepeated() || operation.IsElementwise() && !told.Contains(equation.Result.Id),
        }, mayCall: value => told.Contains(value.Id));
    }

    /// <summary>The equations of a stage, a line each.</summary>
    public EquatableArray<string> Of(Stage stage) => stage switch
    {
        Stage.Map map => new MapNotes(this, map).Lines().ToEquatableArray(),
        Stage.Series series => series.Members.SelectMany(member => new MapNotes(this, member.Map).Lines()).ToEquatableArray(),
        Stage.Matrix matrix => new MapNotes(this, matrix).Lines().ToEquatableArray(),
        Stage.General general => EquatableArray.Of(new EquationText(Brief, SizeNames.None).Whole(general.Equation)),
        Stage.Outer outer => outer.Panel.Segments.SelectMany(segment => segment.Accumulators.Select((a, i) =>
            Gradient(segment.Weights[i], outer.Values[a], segment.Vectors))).ToEquatableArray(),
        Stage.ParameterOuter outer => outer.Terms
            .Select(b => Gradient(b.Weights, b.AdjointValue, EquatableArray.Of(b.SourceValue))).ToEquatableArray(),
        _ => throw new InvalidOperationException($"No notes for {stage.GetType().Name}."),
    };

    /// <summary>Vectors that lie one after the other.</summary>
    public string Of(IEnumerable<Value> vectors) => string.Join(", ", vectors.Select(Text));

    /// <summary>One contribution to the gradient of a part of a parameter.</summary>
    public string Gradient(Submatrix weights, Value adjoint, IEnumerable<Value> vectors)
    {
        string[] met = [.. vectors.Select(Text)];
        string vector = met.Length == 1 ? met[0] : $"[{string.Join("; ", met)}]";
        var part = new ParameterText(_plan.Step.Parameters[weights.Parameter], weights);
        return $"d{part.Text} += outer({(part.IsTransposed ? $"{vector}, {Text(adjoint)}" : $"{Text(adjoint)}, {vector}")})";
    }

    private Equation? Brief(Value value) => _brief.TryGetValue(value.Id, out Equation? equation) ? equation : null;

    private string Text(Value value) =>
        Brief(value) is { } brief ? new EquationText(Brief, SizeNames.None).Expression(brief) : value.Name;

    /// <summary>The lines of one map.</summary>
    private sealed class MapNotes
    {
        private readonly StageNotes _notes;
        private readonly EquatableArray<Store> _stores;
        private readonly EquatableArray<GradientSum> _gradients;
        private readonly EquationText _text;
        private readonly List<Equation> _equations = [];
        private readonly Dictionary<int, Equation> _own = [];
        private readonly HashSet<int> _lines = [];
        private int _id;

        public MapNotes(StageNotes notes, Stage.Map stage)
            : this(notes, stage.Stores, stage.Gradients)
        {
            foreach (Accumulator sum in stage.Accumulators) _equations.Add(Sum(sum));
            _equations.AddRange(stage.Equations);
            _equations.AddRange(stage.Reductions.Select(r => r.Equation));
            FindLines(stage.Reductions.Select(r => r.Equation.Result));
        }

        public MapNotes(StageNotes notes, Stage.Matrix stage)
            : this(notes, stage.Body.Stores, stage.Body.Gradients)
        {
            _equations.AddRange(stage.Told);
            FindLines(stage.Body.Sums.Select(sum => sum.Result));
        }

        private MapNotes(StageNotes notes, EquatableArray<Store> stores, EquatableArray<GradientSum> gradients)
        {
            (_notes, _stores, _gradients) = (notes, stores, gradients);
            _text = new EquationText(value => _own.TryGetValue(value.Id, out Equation? own)
                ? _lines.Contains(value.Id) && !IsBrief(value) ? null : own
                : notes.Brief(value), SizeNames.None);
        }

        public IEnumerable<string> Lines()
        {
            foreach (Equation equation in _equations.Where(e => _lines.Contains(e.Result.Id)))
                yield return IsBrief(equation.Result) ? _text.Expression(equation) : _text.Whole(equation);
            foreach (GradientSum sum in _gradients) yield return $"{Place(sum)} += {Read(sum.Value)}";
            if (_equations.Count > 0 || _gradients.Count > 0) yield break;
            foreach (Value value in _stores.Select(s => s.Value)) yield return Read(value);
        }

        /// <summary>What has a name, what leaves the stage, and what is read more than once has a line; the rest is part of one.</summary>
        private void FindLines(IEnumerable<Value> reduced)
        {
            var uses = new Dictionary<int, int>();
            foreach (Equation equation in _equations)
            {
                _own[equation.Result.Id] = equation;
                foreach (Value operand in equation.Operands) uses[operand.Id] = uses.TryGetValue(operand.Id, out int n) ? n + 1 : 1;
            }
            IEnumerable<Value> left = _stores.Select(s => s.Value).Concat(reduced);
            var leaving = new HashSet<int>(left.Select(value => value.Id));
            foreach (Value result in _equations.Select(e => e.Result))
            {
                bool isRepeated = uses.TryGetValue(result.Id, out int n) && n > 1 && !IsBrief(result) && !IsNumber(result);
                if (!result.IsTemporary || leaving.Contains(result.Id) || isRepeated) _lines.Add(result.Id);
            }
        }

        private bool IsBrief(Value value) => _notes._brief.ContainsKey(value.Id);

        private bool IsNumber(Value value) => _own[value.Id].Operation.IsRepeated();

        /// <summary>How a value is called behind its line.</summary>
        private string Read(Value value) => _own.TryGetValue(value.Id, out Equation? own) && (!_lines.Contains(value.Id) || IsBrief(value))
            ? _text.Expression(own) : _notes.Text(value);

        private string Place(GradientSum sum)
        {
            Value parameter = _notes._plan.Step.Parameters[sum.Parameter];
            int columns = parameter.Shape.Columns;
            var weights = new Submatrix(sum.Parameter, sum.ParameterOffset, columns, 1, sum.Length / columns, columns);
            return sum.Length % columns == 0 ? $"d{new ParameterText(parameter, weights).Text}" : $"d{parameter.Name}";
        }

        /// <summary>A sum of products as an equation: each product is one of a submatrix, by its name, with a vector.</summary>
        private Equation Sum(Accumulator sum)
        {
            var terms = sum.Terms.Select(Product).ToList();
            if (sum.Bias is { } bias) terms.Add(bias.Value);
            Value total = terms[0];
            foreach (Value term in terms.Skip(1))
                total = Define(new Operation.Pointwise(PointwiseFunction.Add), EquatableArray.Of(total, term), sum.Result);
            return _own[total.Id] with { Result = sum.Result };
        }

        private Value Product(ProductTerm term)
        {
            Value parameter = _notes._plan.Step.Parameters[term.Weights.Parameter];
            var part = new ParameterText(parameter, term.Weights);
            var named = new Value(--_id, part.Text, parameter.Shape);
            Value left = part.IsTransposed ? term.Vector : named, right = part.IsTransposed ? named : term.Vector;
            return Define(new Operation.MatMul(), EquatableArray.Of(left, right), term.Vector);
        }

        private Value Define(Operation operation, EquatableArray<Value> operands, Value like)
        {
            var result = new Value(--_id, like.Name, like.Shape, like.Name);
            _own[result.Id] = new Equation(result, operation, operands, Origin.None);
            return result;
        }
    }
}
