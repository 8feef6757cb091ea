using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

/// <summary>Hands out the private memory of one program: scratch, work, packed weights and gradient areas.</summary>
internal sealed class ProgramMemory(int lanes, EquatableArray<Value> parameters, int nextId, bool streaming = false)
{
    private readonly List<Panel> _panels = [];
    private readonly List<Panel> _gradientPanels = [];
    private readonly List<GradientSum> _gradientSums = [];
    private readonly Dictionary<int, ParameterCopy> _copies = [];
    private int _nextId = nextId;
    private int _scratch, _work, _packed, _gradient, _stages;

    public Value Invent(string name, Shapes.Shape shape) => new(_nextId++, name, shape);

    public ref int NextId => ref _nextId;

    public int StageNumber() => _stages++;

    public Location Scratch(int length) => Private(Region.Scratch, ref _scratch, length);

    public Location Work(int length) => Private(Region.Work, ref _work, length);

    public Location Copy(int parameter)
    {
        int length = parameters[parameter].Shape.Length;
        if (!_copies.TryGetValue(parameter, out ParameterCopy? copy))
        {
            // One vector of slack: a part of a parameter may be read in whole vectors.
            _copies[parameter] = copy = new ParameterCopy(parameter, _packed, length);
            _packed += KernelTable.RoundUp(length, lanes) + lanes;
        }
        return new Location(Region.Copy, parameter, copy.Offset, length, Padded: true);
    }

    /// <summary>Vectors of units that a stage of so many sums takes side by side.</summary>
    public int Blocks(int accumulators, int units) => KernelTable.BlocksSideBySide(accumulators, units, lanes, streaming);

    public Panel Panel(int units, int first, int width, int blocks, EquatableArray<PanelSegment> segments)
    {
        Panel panel = Place(new Panel(_panels.Count, units, first, width, blocks, segments, 0, 0), ref _packed);
        _panels.Add(panel);
        return panel;
    }

    public Panel GradientPanel(int units, int width, EquatableArray<PanelSegment> segments)
    {
        Panel panel = Place(new Panel(_gradientPanels.Count, units, 0, width, Blocks(width, units), segments, 0, 0), ref _gradient);
        _gradientPanels.Add(panel);
        return panel;
    }

    public GradientSum GradientSum(Value value, int parameter, int offset)
    {
        var sum = new GradientSum(value, parameter, offset, _gradient, value.Shape.Length);
        _gradient += KernelTable.RoundUp(value.Shape.Length, lanes);
        _gradientSums.Add(sum);
        return sum;
    }

    public Program Program(string name, IEnumerable<Sweep> sweeps) => new(
        name, sweeps.ToEquatableArray(), _panels.ToEquatableArray(), _copies.Values.OrderBy(c => c.Offset).ToEquatableArray(),
        _packed, _scratch, _work, _gradientPanels.ToEquatableArray(), _gradientSums.ToEquatableArray(), _gradient);

    private Panel Place(Panel panel, ref int end)
    {
        Panel placed = panel with { Offset = end, Length = KernelTable.RoundUp(panel.Units, lanes) * panel.LaneRows };
        end += KernelTable.RoundUp(placed.Length, lanes);
        return placed;
    }

    private Location Private(Region region, ref int end, int length)
    {
        var location = new Location(region, 0, end, length, Padded: true);
        end += KernelTable.RoundUp(length, lanes);
        return location;
    }
}
