using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>
/// Weight gradients where they lie: gradient[unit, k] += sum over rows of u[row, unit] · v[row, k]. Vectors lie along k here, so that rows
/// of the parameter have to be whole vectors; of one sequence it saves clearing and unpacking a panel (LSTM (64,128), 64 steps: 8 % of a
/// training step).
/// </summary>
/// <param name="parameterOffsets">Where each parameter begins in the memory of all.</param>
internal sealed class ParameterOuterBuilder(KernelSet kernels, Frame frame, Stage.ParameterOuter stage, int[] parameterOffsets)
{
    public Kernel Build()
    {
        EquatableArray<InPlaceSchedule> schedules = ((Schedule.InPlace)stage.Schedule!).Blocks;
        EquatableArray<Statement> loops = stage.Terms.Select((term, i) => Term(term, schedules[i])).ToEquatableArray();
        return kernels.Share(new Kernel(
            stage.Name, kernels.Notes.Of(stage),
            new StageNames(frame, stage).RowParameters(), loops), new StageMemory(frame, stage).OfRows());
    }

    /// <summary>One product, some vectors of the parameter's rows after the other.</summary>
    private Statement Term(OuterTerm product, InPlaceSchedule schedule)
    {
        Submatrix weights = product.Weights;
        FrameEntry adjoint = frame[product.Adjoint], source = frame[product.Source];
        Offset k = "k".Variable();
        Offset parameter = frame.StartOfParameter(weights.Parameter, parameterOffsets[weights.Parameter]);
        Offset start = frame.Start(product.Source, product.SourceValue);
        OuterVector[] vectors = [.. Enumerable.Range(0, schedule.Width).Select(v => new OuterVector(
            new Address(source.Rows, Offset.Add(k, start, Offset.Vectors(v))), source.Stride, Offset.Zero, 0))];
        Statement.Call call = new OuterTiles(kernels.OfRuntime, schedule.Units, vectors).Call(
            stage.Units, frame.Rows(product.Adjoint, product.AdjointValue), adjoint.Stride, weights.UnitStride,
            new Address(StageNames.Gradients, Offset.Add(k, parameter, weights.Offset)));
        return Statements.Of(to => to.Loop("k", weights.Length, Offset.Vectors(schedule.Width), of => of.Add(call)))[0];
    }
}
