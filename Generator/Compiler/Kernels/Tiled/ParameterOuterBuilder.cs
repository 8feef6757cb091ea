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
        EquatableArray<Statement> loops = Statements.Of(to =>
        {
            for (int first = 0, end; first < schedules.Count; first = end)
            {
                end = first + 1;
                while (end < schedules.Count && schedules[end] == schedules[first] && Length(end) == Length(first)) end++;
                (int from, int behind) = (first, end);
                to.Loop("k", Length(first), Offset.Vectors(schedules[first].Width), of =>
                {
                    for (int i = from; i < behind; i++) of.Add(Term(stage.Terms[i], schedules[i]));
                });
            }
        });
        return kernels.Share(new Kernel(
            stage.Name, kernels.Notes.Of(stage),
            new StageNames(frame, stage).RowParameters(), loops), new StageMemory(frame, stage).OfRows());

        int Length(int term) => stage.Terms[term].Weights.Length;
    }

    /// <summary>One product, at some vectors of the parameter's rows; products with rows of one length share the loop over these.</summary>
    private Statement.Call Term(OuterTerm product, InPlaceSchedule schedule)
    {
        Submatrix weights = product.Weights;
        FrameEntry adjoint = frame[product.Adjoint], source = frame[product.Source];
        Offset k = "k".Variable();
        Offset parameter = frame.StartOfParameter(weights.Parameter, parameterOffsets[weights.Parameter]);
        Offset start = frame.Start(product.Source, product.SourceValue);
        OuterVector[] vectors = [.. Enumerable.Range(0, schedule.Width).Select(v => new OuterVector(
            new Address(source.Rows, Offset.Add(k, start, Offset.Vectors(v))), source.Stride, Offset.Zero, 0))];
        return new OuterTiles(kernels.OfRuntime, schedule.Units, vectors).Call(
            stage.Units, frame.Rows(product.Adjoint, product.AdjointValue), adjoint.Stride, weights.UnitStride,
            new Address(StageNames.Gradients, Offset.Add(k, parameter, weights.Offset)));
    }
}
