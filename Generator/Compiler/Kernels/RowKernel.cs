using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>The kernel of a stage that takes one row after the other, whatever it does with a row.</summary>
/// <param name="isOneRow">One row, whose references are the parameters themselves.</param>
internal sealed class RowKernel(KernelSet kernels, Frame frame, Stage stage, bool isOneRow)
{
    /// <param name="body">Of the row at hand.</param>
    public Kernel Build(Action<Statements> body)
    {
        EquatableArray<Parameter> parameters = isOneRow
            ? StageNames.OneRowArguments(frame, stage).Select(Parameter (a) => new Parameter.Elements(a)).ToEquatableArray()
            : new StageNames(frame, stage).RowParameters();
        EquatableArray<Statement> statements = Statements.Of(to =>
        {
            if (isOneRow) body(to);
            else to.Loop("row", "rows".Variable(), 1, ofRow =>
            {
                foreach (var region in Frame.Regions(stage))
                {
                    FrameEntry entry = frame[region];
                    ofRow.Add(new Statement.Refer(entry.Row, new Address(entry.Rows, "row".Variable() * entry.Stride)));
                }
                body(ofRow);
            });
        });
        var memory = new StageMemory(frame, stage);
        var kernel = new Kernel(stage.Name, kernels.Notes.Of(stage), parameters, statements);
        IEnumerable<Lent> lent = isOneRow ? memory.OfOneRow() : memory.OfRows();
        return stage is Stage.Matrix { Shape.Rows: > 1 } ? kernels.ShareAlike(kernel, lent) : kernels.Share(kernel, lent);
    }
}
