using System.Collections.Generic;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Analysis;

/// <summary>Sees slices and transposes of parameters as submatrices of the parameter's own memory.</summary>
internal sealed class ParameterViews
{
    private readonly Dictionary<int, View> _views = [];

    public ParameterViews(EquatableArray<Value> parameters, IEnumerable<Equation> equations)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            Value p = parameters[i];
            _views[p.Id] = new View(i, 0, p.Shape.Rows, p.Shape.Columns, p.Shape.Columns, 1);
        }
        foreach (Equation equation in equations)
            if (Derive(equation) is { } view) _views[equation.Result.Id] = view;
    }

    public bool TryGet(Value value, out View view) => _views.TryGetValue(value.Id, out view!);

    private View? Derive(Equation equation)
    {
        if (equation.Operands.Count != 1 || !_views.TryGetValue(equation.Operands[0].Id, out View? of)) return null;
        return equation.Operation switch
        {
            Operation.Transpose => new View(of.Parameter, of.Offset, of.Columns, of.Rows, of.ColumnStride, of.RowStride),
            Operation.Slice { Axis: 0 } slice => of with { Offset = of.Offset + slice.Start * of.RowStride, Rows = slice.Length },
            Operation.Slice { Axis: 1 } slice => of with { Offset = of.Offset + slice.Start * of.ColumnStride, Columns = slice.Length },
            _ => null,
        };
    }

    internal sealed record View(int Parameter, int Offset, int Rows, int Columns, int RowStride, int ColumnStride)
    {
        /// <summary>The elements lie one after the other, in order.</summary>
        public bool IsContiguous => (ColumnStride == 1 || Columns == 1) && (RowStride == Columns || Rows == 1);
    }
}
