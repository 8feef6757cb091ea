using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Makes a network of a state_dict. Its names and shapes show modules, their sizes the order; activations and the use of the last step
/// alone leave no trace there, which the notes say.
/// </summary>
internal static class StateDictReader
{
    /// <summary>Reads the one state_dict of a checkpoint that has recurrent modules.</summary>
    /// <param name="dicts">The dicts of the checkpoint with tensors.</param>
    /// <param name="isOrdered">Whether tensors stand in the order in which the program made the modules.</param>
    /// <param name="format">The format's name.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="options">What the file does not say.</param>
    public static ImportedModel Read(IReadOnlyList<StateDict> dicts, bool isOrdered, string format, string name, ReadOptions options)
    {
        StateDict dict = Choose(dicts, options);
        (IReadOnlyList<TorchModule> order, string note) = Order(dict, isOrdered, options);
        var notes = new List<string>();
        if (note.Length > 0) notes.Add(note);
        IReadOnlyList<ImportedLayer> layers = Layers(order, options, notes);
        return new ImportedModel
        {
            Name = name,
            Format = format,
            InputSize = order[0].InputSize,
            Layers = layers,
            Notes =
            [
                .. notes,
                "A state_dict holds no activations: none is applied between modules or behind the last, other than those that are listed.",
            ],
            NotCarriedOver = NotCarriedOver(dicts, dict, order),
        };
    }

    private static StateDict Choose(IReadOnlyList<StateDict> dicts, ReadOptions options)
    {
        List<StateDict> recurrent = [.. dicts.Where(dict => dict.Tensors.Any(tensor => TorchModules.IsRecurrent(tensor.Name)))];
        if (recurrent.Count > 1 && options.Modules is { } names)
            recurrent = recurrent.FindAll(dict => names.All(name => HasModule(dict, name)));
        return recurrent switch
        {
            [var only] => only,
            [] => throw ModelFormatException.Unsupported(
                "", "The file has no tensors of a recurrent module (weight_ih_l0, weight_hh_l0, …); it has " +
                $"{Quoting.Join(dicts.SelectMany(dict => dict.Tensors).Select(tensor => tensor.Name))}."),
            _ => throw ModelFormatException.Unsupported(
                "", $"The file has several state_dicts with recurrent modules: {Quoting.Join(recurrent.Select(dict => dict.Path))}. " +
                "Name the modules of one, with its key (ReadOptions.Modules), or save it alone."),
        };
    }

    private static bool HasModule(StateDict dict, string name) => dict.Tensors.Any(tensor =>
        $"{dict.Path}.{tensor.Name}".StartsWith($"{name}.", StringComparison.Ordinal));

    private static (IReadOnlyList<TorchModule> Order, string Note) Order(StateDict dict, bool isOrdered, ReadOptions options)
    {
        if (options.Modules is not { Count: > 0 } names) return ModuleOrder.Find(TorchModules.Find(dict.Tensors), isOrdered);
        // A name may carry the key of the dict before its own.
        string[] wanted = [.. names.Select(name => Own(dict, name))];
        IReadOnlyList<TorchModule> modules = TorchModules.Find(
            [.. dict.Tensors.Where(tensor => wanted.Contains(tensor.Name[..Math.Max(0, tensor.Name.LastIndexOf('.'))]))]);
        return ([.. wanted.Select(name => modules.FirstOrDefault(module => module.Name == name) ?? throw ModelFormatException.Unsupported(
            $"module {Quoting.Quote(name)}",
            $"there is none of that name; the tensors are {Quoting.Join(dict.Tensors.Select(tensor => tensor.Name))}."))], "");
    }

    private static string Own(StateDict dict, string name) =>
        dict.Path.Length > 0 && name.StartsWith($"{dict.Path}.", StringComparison.Ordinal) ? name[(dict.Path.Length + 1)..] : name;

    private static List<ImportedLayer> Layers(IReadOnlyList<TorchModule> order, ReadOptions options, List<string> notes)
    {
        var layers = new List<ImportedLayer>();
        foreach (TorchModule module in order)
        {
            if (module is TorchModule.Recurrent recurrent)
            {
                layers.AddRange(TorchLayers.Of(recurrent, options));
                if (TorchLayers.Kind(recurrent) == "RNN") notes.Add(Nonlinearity(recurrent, options));
                continue;
            }

            var linear = (TorchModule.Linear)module;
            if (layers is [.., ImportedLayer.Dense before]) layers.Add(Between(before, linear, options));
            layers.Add(new ImportedLayer.Dense(linear.Name.Length > 0 ? linear.Name : "linear", linear.Weight, linear.Bias));
        }

        return layers;
    }

    private static string Nonlinearity(TorchModule.Recurrent module, ReadOptions options) =>
        $"{Quoting.Quote(module.Name)} is taken as an RNN of {options.Nonlinearity.Kind}: a state_dict does not hold its nonlinearity " +
            $"(ReadOptions.Nonlinearity).";

    private static ImportedLayer.Activation Between(ImportedLayer.Dense before, TorchModule.Linear linear, ReadOptions options) =>
        options.BetweenLinear is { } function
            ? new ImportedLayer.Activation($"{before.Name}.activation", function)
            : throw ModelFormatException.Unsupported(
                $"module {Quoting.Quote(linear.Name)}",
                $"it follows another nn.Linear, {Quoting.Quote(before.Name)}. There is probably an activation between them, which a " +
                "state_dict does not hold: say which one (ReadOptions.BetweenLinear; Identity for none).");

    private static string[] NotCarriedOver(IReadOnlyList<StateDict> dicts, StateDict chosen, IReadOnlyList<TorchModule> order)
    {
        List<string> others =
        [
            .. dicts.Where(dict => dict != chosen).SelectMany(dict => dict.Tensors.Select(tensor => $"{dict.Path}.{tensor.Name}")),
        ];
        others.AddRange(chosen.Tensors.Select(tensor => tensor.Name)
            .Where(name => order.All(module => module.Name != name[..Math.Max(0, name.LastIndexOf('.'))])));
        return others.Count == 0 ? [] : [$"Other tensors of the file: {Quoting.Join(others)}."];
    }
}
