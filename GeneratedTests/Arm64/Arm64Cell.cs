using System;
using System.Collections.Generic;
using System.IO;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;

namespace RnnGen.Tests.Arm64;

/// <summary>A cell that is taken to Arm64, and the arguments that it is compared at.</summary>
internal sealed class Arm64Cell
{
    private const int MostDraws = 100;

    /// <summary>A stream or a tape of one row has kernels of its own; seven rows are a whole tile and a remainder.</summary>
    private static readonly (int TimeSteps, int Batch)[] s_counts = [(3, 1), (2, 7)];

    private readonly List<SequenceDraw> _draws = [];
    private readonly StepFunction _function;

    private Arm64Cell(string name, CellSource source, StepFunction function) => (Name, Source, _function) = (name, source, function);

    /// <summary>What a failure calls it.</summary>
    public string Name { get; }

    public CellSource Source { get; }

    /// <summary>How far it may be off the interpreter, by the metric of the reference runs.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Whether its states and its pools are used too.</summary>
    public bool HasSessions { get; init; }

    /// <summary>How much the program checks of it.</summary>
    public int Checks => _draws.Count + (HasSessions ? 2 : 0);

    /// <summary>
    /// Null where there is no point to compare at: rounding could put kernel and interpreter on different sides of a kink. Points where the
    /// rounding of arguments alone uses up the tolerance, as near a pole, are passed over.
    /// </summary>
    /// <param name="isContractive">Weights that enlarge no error, for a bound that is not one of rounding.</param>
    public static Arm64Cell? TryCreate(
        string name, CellSource source, StepFunction function, double tolerance, bool hasSessions = false, bool isContractive = false)
    {
        var cell = new Arm64Cell(name, source, function) { Tolerance = tolerance, HasSessions = hasSessions };
        double kinkDistance = source.Element == ElementType.Float ? 1e-5 : 1e-9;
        foreach ((int timeSteps, int batch) in s_counts)
        {
            var random = new Random(17);
            bool isFound = false;
            SequenceDraw? draw = null;
            for (int i = 0; i < MostDraws && !isFound; i++)
            {
                draw = InterpretedGradients.TryDraw(function, timeSteps, batch, random, kinkDistance, MostDraws);
                if (draw is null) return null;
                if (isContractive) draw = draw.Contractive(function);
                if (source.Element == ElementType.Float) draw = draw.Rounded();
                isFound = Conditioning.OfRounding(function, draw, timeSteps, batch, source.Element) <= tolerance / 8;
            }
            if (!isFound) return null;
            cell._draws.Add(draw!);
        }
        return cell;
    }

    /// <summary>Arguments, and what the interpreter makes of them.</summary>
    public void Write(BinaryWriter file)
    {
        file.Write(Tolerance);
        file.Write(HasSessions);
        file.Write(_draws.Count);
        for (int i = 0; i < _draws.Count; i++)
        {
            (int timeSteps, int batch) = s_counts[i];
            SequenceFile.Write(file, _draws[i], ExpectedSequence.Of(_function, _draws[i], timeSteps, batch));
        }
    }
}
