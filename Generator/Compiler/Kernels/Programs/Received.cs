using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// What a kernel at the head of a cell receives, gathered while it is built: it asks for what it needs, once or many times.
/// </summary>
internal sealed class Received
{
    private readonly List<(Parameter Parameter, Source Source)> _all = [];

    /// <summary>Counts first, then flags, then references, each kind in the order of use.</summary>
    private IEnumerable<(Parameter Parameter, Source Source)> Sorted => _all.OrderBy(p => p.Parameter switch
    {
        Parameter.Count => 0,
        Parameter.Flag => 1,
        _ => 2,
    });

    public EquatableArray<Parameter> Parameters => Sorted.Select(p => p.Parameter).ToEquatableArray();

    public EquatableArray<Source> Sources => Sorted.Select(p => p.Source).ToEquatableArray();

    public bool Has(string name) => _all.Exists(p => p.Parameter.Name == name);

    public Offset Count(Source source, string name, int atLeast = 0) => Add(new Parameter.Count(name, atLeast), source).Variable();

    /// <summary>Whether the tape holds such adjoints.</summary>
    public Condition.Flag Flag(Adjoints adjoints) =>
        new(Add(new Parameter.Flag(FlagName(adjoints)), new Source.Has(adjoints)));

    public static string FlagName(Adjoints adjoints) => adjoints == Adjoints.Any ? StageNames.Saves : "has" + adjoints;

    public string Elements(Source source, string name) => Add(new Parameter.Elements(name), source);

    private string Add(Parameter parameter, Source source)
    {
        int known = _all.FindIndex(p => p.Parameter.Name == parameter.Name);
        if (known < 0) _all.Add((parameter, source));
        return parameter.Name;
    }
}
