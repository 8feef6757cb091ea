using System.Collections.Generic;

namespace RnnGen.Formats.Onnx;

/// <summary>Collects what an import says, each sentence once.</summary>
internal sealed class OnnxNotes
{
    private readonly List<string> _leftBehind = [];

    public IReadOnlyList<string> LeftBehind => _leftBehind;

    public void LeaveBehind(string what)
    {
        if (!_leftBehind.Contains(what)) _leftBehind.Add(what);
    }
}
