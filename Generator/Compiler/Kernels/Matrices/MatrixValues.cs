using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Matrices;

/// <summary>
/// The values of a pass over a matrix in registers: those of a row, of a vector of columns, and of a vector of elements, in each of the
/// rows and vectors that are side by side. What varies along less is made further outside.
/// </summary>
internal sealed class MatrixValues
{
    private static readonly Offset s_i = "i".Variable();

    private readonly KernelSet _kernels;
    private readonly Frame _frame;
    private readonly Stage.Matrix _stage;
    private readonly StageNames _names;
    private readonly NameScope _scope;
    private readonly List<string> _taken;
    private readonly Dictionary<int, Along> _kinds;
    private readonly Dictionary<int, MatrixOperand> _operands;
    private readonly Dictionary<int, Equation> _contracted;
    private readonly Dictionary<(int Id, int Row, int Vector), VectorExpression> _known;
    private readonly Dictionary<Location, string> _references;

    public MatrixValues(KernelSet kernels, Frame frame, Stage.Matrix stage, StageNames names)
    {
        (_kernels, _frame, _stage, _names) = (kernels, frame, stage, names);
        _kinds = stage.Body.Kinds();
        _operands = stage.Body.Operands.ToDictionary(operand => operand.Value.Id);
        _contracted = ((Schedule.Matrix)stage.Schedule!).Contracted.Select(i => stage.Body.Equations[i])
            .ToDictionary(equation => equation.Result.Id);
        (_known, _references, _taken, _scope) = ([], [], ["i", "j"], names.Scope());
        if (((Schedule.Matrix)stage.Schedule).InBlocks) _taken.AddRange([MatrixBuilder.Top, MatrixBuilder.End]);
        foreach (string name in _taken) _scope.Fresh(name);
    }

    private MatrixValues(MatrixValues outside)
    {
        (_kernels, _frame, _stage, _names) = (outside._kernels, outside._frame, outside._stage, outside._names);
        (_kinds, _operands, _contracted) = (outside._kinds, outside._operands, outside._contracted);
        (_known, _references) = (new(outside._known), new(outside._references));
        (_taken, _scope) = ([.. outside._taken], outside._names.Scope());
        foreach (string name in _taken) _scope.Fresh(name);
    }

    /// <summary>Values of a block inside, beside those that are known here.</summary>
    public MatrixValues Inside() => new(this);

    /// <summary>A name that nothing has.</summary>
    public string Fresh(string wanted)
    {
        string name = _scope.Fresh(wanted);
        _taken.Add(name);
        return Names.Escape(name);
    }

    public Along Kind(Value value) => _kinds[value.Id];

    /// <summary>References to the first of the rows at hand, one for each matrix.</summary>
    public void Refer(Statements to)
    {
        MatrixBody body = _stage.Body;
        IEnumerable<Location> matrices = body.Operands.Where(o => o.Along == Along.Both).Select(o => o.Location)
            .Concat(body.Stores.Select(s => s.Location));
        var names = new Dictionary<Address, string>();
        foreach (Location location in matrices.Distinct())
        {
            Address start = Place(location);
            if (!names.TryGetValue(start, out string? name))
            {
                names[start] = name = Fresh(start.Elements + "At");
                to.Add(new Statement.Refer(name, start with { Offset = Offset.Add(start.Offset, s_i * _stage.Shape.Columns) }));
            }
            _references[location] = name;
        }
    }

    /// <summary>What varies along nothing else: loads, and what is made of them.</summary>
    /// <param name="row">Which of the rows side by side.</param>
    /// <param name="vector">Which of the vectors.</param>
    /// <param name="portion">The columns; null where they do not matter.</param>
    /// <param name="only">By id; all where it is left out.</param>
    public void Define(Along kind, int row, int vector, RowVectors.Portion? portion, Statements to, HashSet<int>? only = null)
    {
        foreach (MatrixOperand operand in _stage.Body.Operands.Where(o => o.Along == kind && only?.Contains(o.Value.Id) != false))
            Name(operand.Value, Load(operand, row, vector, portion), row, vector, to);
        foreach (Equation equation in _stage.Body.Equations.Where(e => _kinds[e.Result.Id] == kind && only?.Contains(e.Result.Id) != false))
        {
            if (_contracted.ContainsKey(equation.Result.Id)) continue;
            if (equation.Operation is Operation.Constant constant)
                _known[Key(equation.Result, row, vector)] = new VectorExpression.Constant(constant.Number);
            else if (equation.Operation is Operation.Broadcast)
                _known[Key(equation.Result, row, vector)] = Read(equation.Operands[0], row, vector);
            else Name(equation.Result, Expression(equation, row, vector), row, vector, to);
        }
    }

    public VectorExpression Read(Value value, int row, int vector) => _known[Key(value, row, vector)];

    /// <summary>Writes what leaves the pass, and adds what is summed over rows of the tape.</summary>
    public void Store(int row, int vector, RowVectors.Portion portion, Statements to)
    {
        foreach (Store store in _stage.Body.Stores)
            to.Add(portion.Store(Read(store.Value, row, vector), RowOf(store.Location, row), vector, isReadBehind: true));
        foreach (GradientSum sum in _stage.Body.Gradients)
        {
            var place = new Address("gradients", Offset.Add(sum.AreaOffset, Offset.Add(s_i, row) * _stage.Shape.Columns));
            to.Add(portion.Store(
                BodyBuilder.Plus(portion.Load(place, vector), Read(sum.Value, row, vector)), place, vector, isReadBehind: true));
        }
    }

    public Address Place(Location location)
    {
        Address row = _frame.Row(location);
        if (location.Region == Region.Copy || _frame.Base(_stage, (location.Region, location.Index)) is not (> 0 and var start)) return row;
        return row with { Offset = _frame[location].Base + location.Offset - start };
    }

    private Address RowOf(Location matrix, int row) => new(_references[matrix], row * _stage.Shape.Columns);

    private VectorExpression Load(MatrixOperand operand, int row, int vector, RowVectors.Portion? portion)
    {
        Address place = Place(operand.Location);
        return operand.Along switch
        {
            Along.Nothing => new VectorExpression.Broadcast(place),
            Along.Rows => new VectorExpression.Broadcast(place with { Offset = Offset.Add(place.Offset, s_i, row) }),
            Along.Columns => portion!.Load(place, vector),
            _ => portion!.Load(RowOf(operand.Location, row), vector),
        };
    }

    private (int, int, int) Key(Value value, int row, int vector)
    {
        Along kind = _kinds[value.Id];
        return (value.Id, (kind & Along.Rows) != 0 ? row : 0, (kind & Along.Columns) != 0 ? vector : 0);
    }

    private void Name(Value value, VectorExpression of, int row, int vector, Statements to)
    {
        string name = _kernels.Locals.Of(value);
        int number = row + vector;
        string fresh = Fresh(number == 0 ? name : Names.Numbered(name, number));
        to.Define(fresh, of);
        _known[Key(value, row, vector)] = new VectorExpression.Variable(fresh);
    }

    private VectorExpression Expression(Equation equation, int row, int vector) => equation.Operation switch
    {
        Operation.Pointwise { Function: PointwiseFunction.Add } => Addition(equation, row, vector),
        Operation.Pointwise { Function: PointwiseFunction.Subtract } => Subtraction(equation, row, vector),
        Operation.Pointwise pointwise => new VectorExpression.Apply(
            pointwise.Function, (FunctionForm)_kernels.Options.Activations, Operands(equation, row, vector)),
        Operation.Select select => new VectorExpression.Select(select.Comparison, Operands(equation, row, vector)),
        _ => throw new System.InvalidOperationException($"{equation.Operation} does not act element by element."),
    };

    private EquatableArray<VectorExpression> Operands(Equation equation, int row, int vector) =>
        equation.Operands.Select(operand => Read(operand, row, vector)).ToEquatableArray();

    private VectorExpression Addition(Equation sum, int row, int vector)
    {
        Value left = sum.Operands[0], right = sum.Operands[1];
        if (_contracted.TryGetValue(left.Id, out Equation? first)) return Fused(first, right, isNegated: false, row, vector);
        if (_contracted.TryGetValue(right.Id, out Equation? second)) return Fused(second, left, isNegated: false, row, vector);
        return BodyBuilder.Plus(Read(left, row, vector), Read(right, row, vector));
    }

    private VectorExpression Subtraction(Equation difference, int row, int vector) =>
        _contracted.TryGetValue(difference.Operands[1].Id, out Equation? product)
            ? Fused(product, difference.Operands[0], isNegated: true, row, vector)
            : BodyBuilder.Apply(
                PointwiseFunction.Subtract, Read(difference.Operands[0], row, vector), Read(difference.Operands[1], row, vector));

    private VectorExpression Fused(Equation product, Value addend, bool isNegated, int row, int vector) => new VectorExpression.MultiplyAdd(
        Read(product.Operands[0], row, vector), Read(product.Operands[1], row, vector), Read(addend, row, vector), isNegated);
}
