using RnnGen.Compiler.Emit.Print;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary><c>Forward</c> and <c>Backward</c> over a tape, as users call them.</summary>
internal sealed class PassesEmitter(CellModel model, Document document)
{
    private const string Forward = "Forward(Parameters, Tape)";

    public void Emit()
    {
        document.Blank();
        document.Summary("Runs all steps of the tape from its initial states. Allocates nothing.");
        using (document.Block("public static void Forward(Parameters parameters, Tape tape)"))
        {
            Require("parameters");
            Require("tape");
            if (model.HasInitialStates) document.Line("tape.Begin(parameters);");
            if (model.DrawsNoise) document.Line("tape.DrawNoise();");
            if (!model.CanStream) document.Line("tape.PlaceInitialStates();");
            document.Line($"{model.Kernels}.Forward(ref parameters.Start, tape);");
            document.Line("tape.MarkForward();");
        }
        Backward();
    }

    private void Backward()
    {
        document.Blank();
        document.Summary(
            $"Back-propagation through time over the last {Tag.See(Forward)}: reads the seeds of the tape, overwrites its input and "
            + $"initial-state adjoints, adds to {Tag.Parameter("gradients")}. Uses the parameters as {Tag.See(Forward)} packed them. "
            + $"Works in place of what {Tag.See(Forward)} saved, once for each forward pass. Allocates nothing.");
        document.Exception(Types.InvalidOperationException, "The tape holds no forward pass to go back over.");
        using var backward = document.Block("public static void Backward(Parameters parameters, Tape tape, Parameters gradients)");
        Require("parameters");
        Require("tape");
        Require("gradients");
        document.Line(Code.If("object.ReferenceEquals(parameters, gradients)", $"{Types.Errors}.SameObject();"));
        document.Line("tape.RequireForward();");
        document.Line($"{model.Kernels}.Backward(tape, ref gradients.Start);");
        if (model.LearnsInitialStates) document.Line("tape.AddInitialStates(gradients);");
        document.Line("tape.ConsumeForward();");
    }

    private void Require(string name) => document.Line($"{Types.ArgumentNullException}.ThrowIfNull({name});");
}
