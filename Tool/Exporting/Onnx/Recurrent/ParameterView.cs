using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Exporting.Onnx.Recurrent;

/// <summary>A submatrix of a parameter, as a matrix; a vector is one row.</summary>
/// <param name="Parameter">Its number.</param>
internal sealed record ParameterView(int Parameter, int Row, int Column, int Rows, int Columns);

/// <summary>Which values of a step are submatrices of parameters.</summary>
internal sealed class ParameterViews
{
    private readonly Dictionary<int, ParameterView> _views = [];

    public ParameterViews(StepFunction step)
    {
        for (int i = 0; i < step.Parameters.Count; i++)
        {
            Value parameter = step.Parameters[i];
            bool isMatrix = parameter.Shape.IsMatrix;
            _views[parameter.Id] = new ParameterView(
                i, 0, 0, isMatrix ? parameter.Shape.Rows : 1, isMatrix ? parameter.Shape.Columns : parameter.Shape.Length);
        }
        foreach (Equation equation in step.Equations)
        {
            if (equation.Operation is not Operation.Slice slice) continue;
            if (!_views.TryGetValue(equation.Operands[0].Id, out ParameterView? whole)) continue;
            bool isOfRows = slice.Axis == 0 && equation.Operands[0].Shape.IsMatrix;
            _views[equation.Result.Id] = isOfRows
                ? whole with { Row = whole.Row + slice.Start, Rows = slice.Length }
                : whole with { Column = whole.Column + slice.Start, Columns = slice.Length };
        }
    }

    public ParameterView? Find(Value value) => _views.TryGetValue(value.Id, out ParameterView? view) ? view : null;
}
