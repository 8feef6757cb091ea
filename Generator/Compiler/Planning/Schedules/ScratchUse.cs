using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>Which stages of a program touch a place of its scratch.</summary>
internal sealed class ScratchUse
{
    private readonly List<(Location Place, string Stage, bool IsRead)> _uses;
    private readonly int[] _starts;
    private readonly int _longest;

    public ScratchUse(Program program)
    {
        IEnumerable<Stage> stages = program.Sweeps.SelectMany(sweep => sweep.AllStages);
        IEnumerable<(Location Place, string Stage, bool IsRead)> uses = stages.SelectMany(stage =>
            Places.Read(stage).Select(place => (place, stage.Name, true))
                .Concat(Places.Written(stage).Select(place => (place, stage.Name, false))));
        _uses = [.. uses.Where(use => use.Place.Region == Region.Scratch).OrderBy(use => use.Place.Offset)];
        _starts = [.. _uses.Select(use => use.Place.Offset)];
        _longest = _uses.Select(use => use.Place.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>Whether some other stage than these reads there.</summary>
    public bool IsReadBeside(Location place, HashSet<string> own) => Of(place).Any(use => use.IsRead && !own.Contains(use.Stage));

    /// <summary>Whether some other stage than these reads or writes there.</summary>
    public bool IsTouchedBeside(Location place, HashSet<string> own) => Of(place).Any(use => !own.Contains(use.Stage));

    private IEnumerable<(Location Place, string Stage, bool IsRead)> Of(Location place)
    {
        int first = Array.BinarySearch(_starts, place.Offset - _longest);
        if (first < 0) first = ~first;
        while (first > 0 && _starts[first - 1] == place.Offset - _longest) first--;
        for (int i = first; i < _uses.Count && _starts[i] < place.Offset + place.Length; i++)
            if (_uses[i].Place.Overlaps(place)) yield return _uses[i];
    }
}
