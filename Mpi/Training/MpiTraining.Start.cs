using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using RnnGen.Mpi.Collectives;

namespace RnnGen.Mpi;

/// <content>What is compared and shared before the first step.</content>
public sealed partial class MpiTraining<T>
{
    // Bytes for each fact: fixed, so that all ranks send as much; only names can be longer, and are cut.
    private const int FactLength = 128;

    private void RequireSameStart()
    {
        CellInfo info = _parameters.Info;
        (string Subject, string Value)[] facts =
        [
            ("the cell", info.Name),
            ("the fingerprint of the cell", info.Fingerprint),
            ("the element type", typeof(T).Name),
            ("the optimiser", _optimizer.Name),
            ("the seed", _options.Seed.ToString(CultureInfo.InvariantCulture)),
            ("the largest norm", _options.MaximumNorm.ToString("R", CultureInfo.InvariantCulture)),
            ("the number of local steps", _options.LocalSteps.ToString(CultureInfo.InvariantCulture)),
            ("the reduction", _options.Reduction.ToString()),
        ];
        Session.Exchange(new Note(Turn.Start, facts.Length));
        byte[] own = new byte[facts.Length * FactLength], all = new byte[own.Length * Session.Ranks];
        for (int i = 0; i < facts.Length; i++)
        {
            Encoding.UTF8.GetEncoder().Convert(facts[i].Value, own.AsSpan(i * FactLength, FactLength), flush: true, out _, out _, out _);
        }

        Session.GatherBytes(own, all);
        for (int rank = 1; rank < Session.Ranks; rank++)
        {
            RequireSameFacts(facts, all.AsSpan(0, own.Length), all.AsSpan(rank * own.Length, own.Length), rank);
        }
    }

    private void RequireSameFacts(
        ReadOnlySpan<(string Subject, string Value)> facts, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found, int rank)
    {
        for (int i = 0; i < facts.Length; i++)
        {
            ReadOnlySpan<byte> first = expected.Slice(i * FactLength, FactLength), other = found.Slice(i * FactLength, FactLength);
            if (!first.SequenceEqual(other))
            {
                throw Session.Broken(Notes.Differs(rank, facts[i].Subject, Text(other), Text(first), TurnTable.Name(Turn.Start)));
            }
        }

        static string Text(ReadOnlySpan<byte> fact) => Encoding.UTF8.GetString(fact).TrimEnd('\0');
    }

    private void ShareStart()
    {
        Session.BroadcastBytes(MemoryMarshal.AsBytes(_parameters.Values), 0);
        for (int i = 0; i < _optimizer.StateNames.Count; i++)
        {
            Session.BroadcastBytes(MemoryMarshal.AsBytes(_optimizer.State(i)), 0);
        }

        long steps = _optimizer.Steps;
        Session.BroadcastBytes(MemoryMarshal.AsBytes(new Span<long>(ref steps)), 0);
        _optimizer.Steps = steps;
        _optimizer.LearningRate = Session.OfFirst(_optimizer.LearningRate);
    }
}
