using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>
/// Puts what a loop back through time leaves for later sweeps over what the forward pass saved, where the loop is the last to read that.
/// Before: the gates of all steps, and beside them their adjoints. After: the adjoints in place of the gates: half the memory, and one
/// stream through the caches less (2 % of a training step of LSTM (64,128), T 64, B 32).
/// </summary>
internal sealed class InPlaceWork
{
    private readonly IReadOnlyList<Sweep> _sweeps;
    private readonly List<Location> _slots;
    private readonly int[] _starts;
    private readonly int _lanes;
    private readonly Dictionary<int, Location> _moves = [];

    private InPlaceWork(IReadOnlyList<Sweep> sweeps, IReadOnlyList<Location> slots, int lanes)
    {
        (_sweeps, _slots, _lanes) = (sweeps, [.. slots.OrderBy(slot => slot.Offset)], lanes);
        _starts = [.. _slots.Select(slot => slot.Offset)];
    }

    /// <summary>The same sweeps with fewer rows of work; <paramref name="workStride"/> becomes what is left.</summary>
    /// <param name="slots">The work that has been handed out, in order.</param>
    public static List<Sweep> Apply(
        IReadOnlyList<Sweep> sweeps, IEnumerable<Location> saved, IReadOnlyList<Location> slots, int lanes, ref int workStride)
    {
        var pass = new InPlaceWork(sweeps, slots, lanes);
        if (sweeps.Any(s => s.Kind != SweepKind.AllRows)) pass.Pair([.. saved.OrderBy(s => s.Offset)]);
        workStride = pass.Close();
        // What makes states again reads what the loop has not come to yet, and leaves nothing for later sweeps: it stays as it is.
        return sweeps.Select(sweep => sweep with
        {
            Stages = sweep.Stages.Select(stage => Places.Replaced(stage, pass.Moved)).ToEquatableArray(),
        }).ToList();
    }

    /// <summary>The k-th free place takes the k-th value that fits, so that what lay side by side still does.</summary>
    private void Pair(List<Location> saved)
    {
        Access[] writes = Accesses(_slots, Region.Work, Places.Written), reads = Accesses(saved, Region.Saved, Places.Read);
        var open = new Dictionary<int, LinkedList<int>>();
        for (int i = 0; i < saved.Count; i++)
        {
            if (!open.TryGetValue(saved[i].Length, out LinkedList<int>? places)) open.Add(saved[i].Length, places = new());
            places.AddLast(i);
        }
        for (int i = 0; i < _slots.Count; i++)
        {
            if (Writer(writes[i], _slots[i]) is not { } writer) continue;
            if (!open.TryGetValue(_slots[i].Length, out LinkedList<int>? places)) continue;
            LinkedListNode<int>? place = places.First;
            while (place is not null && !IsLastReadBy(writer, reads[place.Value], saved[place.Value])) place = place.Next;
            if (place is null) continue;
            _moves.Add(_slots[i].Offset, saved[place.Value]);
            places.Remove(place);
        }
    }

    /// <summary>The last of the stages that touch a place, how often it does and how often all do.</summary>
    /// <param name="First">Where in the place the stage does first.</param>
    private readonly record struct Access(int Sweep, int Stage, int Count, int All, Location? First);

    /// <summary>Who touches each place.</summary>
    /// <param name="places">Of one region, in order, none over another.</param>
    private Access[] Accesses(List<Location> places, Region region, Func<Stage, IEnumerable<Location>> touched)
    {
        int[] starts = [.. places.Select(place => place.Offset)];
        var accesses = new Access[places.Count];
        for (int i = 0; i < _sweeps.Count; i++)
        {
            for (int j = 0; j < _sweeps[i].Stages.Count; j++)
            {
                foreach (Location location in touched(_sweeps[i].Stages[j]).Where(l => l.Region == region))
                {
                    for (int p = IndexOf(starts, location.Offset); p < places.Count && starts[p] < location.Offset + location.Length; p++)
                    {
                        if (starts[p] + places[p].Length <= location.Offset) continue;
                        Access before = accesses[p];
                        bool isSame = before.All > 0 && before.Sweep == i && before.Stage == j;
                        accesses[p] = new(i, j, isSame ? before.Count + 1 : 1, before.All + 1, isSame ? before.First : location);
                    }
                }
            }
        }
        return accesses;
    }

    /// <summary>The last start that is not behind an offset.</summary>
    private static int IndexOf(int[] starts, int offset)
    {
        int index = Array.BinarySearch(starts, offset);
        return Math.Max(index >= 0 ? index : ~index - 1, 0);
    }

    /// <summary>
    /// The stage of a loop that stores a whole value unit by unit; null if it is not made like that, or in parts, or for all rows at once.
    /// </summary>
    private (int Loop, int Stage)? Writer(Access write, Location work) =>
        write.All == 1 && _sweeps[write.Sweep].Kind != SweepKind.AllRows && write.First == work
        && _sweeps[write.Sweep].Stages[write.Stage] is Stage.Map map && map.Units == work.Length && map.Stores.Any(s => s.Location == work)
            ? (write.Sweep, write.Stage)
            : null;

    /// <summary>Whether nothing reads a saved value after the unit that the writer computes from it.</summary>
    private bool IsLastReadBy((int Loop, int Stage) writer, Access read, Location saved)
    {
        if (read.All == 0 || (read.Sweep, read.Stage).CompareTo(writer) < 0) return true;
        return (read.Sweep, read.Stage) == writer && read.Count == 1
            && ReadsBeforeItStores((Stage.Map)_sweeps[writer.Loop].Stages[writer.Stage], saved);
    }

    /// <summary>The equations of a unit load before anything of it is stored.</summary>
    private static bool ReadsBeforeItStores(Stage.Map map, Location saved) =>
        map.Loads.FirstOrDefault(l => l.Location == saved && !l.IsBroadcast) is { } load && map.Units == saved.Length
        && map.Stores.All(s => s.Value.Id != load.Value.Id) && map.Gradients.All(g => g.Value.Id != load.Value.Id)
        && map.Reductions.All(r => r.Equation.Operands[0].Id != load.Value.Id);

    /// <summary>Moves the work that stays together; returns its length.</summary>
    private int Close()
    {
        int end = 0;
        foreach (Location slot in _slots.Where(slot => !_moves.ContainsKey(slot.Offset)))
        {
            _moves.Add(slot.Offset, slot with { Offset = end });
            end += Padding.RoundUp(slot.Length, _lanes);
        }
        return end;
    }

    private Location Moved(Location location)
    {
        if (location.Region != Region.Work) return location;
        int start = _starts[IndexOf(_starts, location.Offset)];
        Location to = _moves[start];
        return location with { Region = to.Region, Index = to.Index, Offset = to.Offset + location.Offset - start };
    }
}
