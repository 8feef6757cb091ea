using System.Collections.Generic;
using System.Text;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Text;

/// <summary>Puts a <see cref="MappedText"/> together while a reader walks over its source.</summary>
internal sealed class MappedTextBuilder(int sourceStart)
{
    private readonly StringBuilder _value = new();
    private readonly List<MappedRun> _runs = [];

    /// <summary>Adds characters that were written as <paramref name="sourceLength"/> characters at <paramref name="source"/>.</summary>
    public void Append(string characters, int source, int sourceLength)
    {
        int start = _value.Length;
        _value.Append(characters);
        MappedRun? last = _runs.Count == 0 ? null : _runs[_runs.Count - 1];
        bool verbatim = characters.Length == sourceLength;
        if (verbatim && last is { IsVerbatim: true } && last.SourceEnd == source)
            _runs[_runs.Count - 1] = last with { Length = last.Length + sourceLength, SourceLength = last.Length + sourceLength };
        else
            _runs.Add(new MappedRun(start, characters.Length, source, sourceLength));
    }

    public MappedText Build()
    {
        if (_runs.Count == 0) _runs.Add(new MappedRun(0, 0, sourceStart, 0));
        return new MappedText(_value.ToString(), _runs.ToEquatableArray());
    }
}
