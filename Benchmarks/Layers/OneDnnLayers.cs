using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.OneDnn;

namespace RnnGen.Benchmarks.Layers;

/// <summary>A network by oneDNN: one operation for each layer, which share the memory between them.</summary>
internal sealed class OneDnnLayers : Contestant
{
    private readonly LayerSet _set;
    private readonly List<OneDnnLstmLayer> _layers = [];

    public OneDnnLayers(LayerSet set) : base(Peers.OneDnn)
    {
        _set = set;
        bool training = set.Mode == Mode.Training;
        foreach (SetLayer layer in set.Layers)
            _layers.Add(new OneDnnLstmLayer(layer.Workload, layer.Parameters, training, _layers.LastOrDefault()?.Target));
        set.Inputs.AsSpan().CopyTo(_layers[0].Source.Values);
        if (!training) return;
        for (int i = 1; i < _layers.Count; i++) _layers[i - 1].TakeTargetAdjoint(_layers[i].SourceAdjoint);
        set.Seeds.AsSpan().CopyTo(_layers[^1].TargetAdjoint.Values);
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            foreach (OneDnnLstmLayer layer in _layers) layer.Forward();
            for (int l = _layers.Count - 1; _set.Mode == Mode.Training && l >= 0; l--) _layers[l].Backward();
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        var h = new Result("h", _layers[^1].Target.Values.ToArray());
        if (_set.Mode != Mode.Training) return [h];
        IEnumerable<Result> gradients = _layers.Zip(_set.Layers).SelectMany(pair => pair.First.Gradients().Zip(pair.Second.Names)
            .SelectMany(half => half.First.Tensors.Select(t => new Result(half.Second + t.Name, t.Values))));
        return [h, new Result("dx", _layers[0].SourceAdjoint.Values.ToArray()), .. gradients];
    }

    public override void Dispose()
    {
        foreach (OneDnnLstmLayer layer in _layers) layer.Dispose();
    }
}
