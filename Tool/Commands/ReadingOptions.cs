using System;
using System.Collections.Generic;
using System.CommandLine;
using RnnGen.Formats;

namespace RnnGen.Tool.Commands;

/// <summary>The options that say what a file of weights alone does not.</summary>
internal sealed class ReadingOptions
{
    private static readonly SortedDictionary<string, ActivationFunction> s_activations = new(StringComparer.Ordinal)
    {
        ["identity"] = ActivationFunction.Identity,
        ["relu"] = ActivationFunction.Relu,
        ["sigmoid"] = ActivationFunction.Sigmoid,
        ["tanh"] = ActivationFunction.Tanh,
    };

    private readonly Option<string[]> _modules = new("--modules")
    {
        Description = "Of a file of weights alone (PyTorch): the modules that are the network, in their order, such as lstm fc.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
        HelpName = "name",
    };

    private readonly Option<string?> _nonlinearity =
        Activation("--nonlinearity", "The activation of nn.RNN, which weights do not say; tanh without it.");

    private readonly Option<string?> _between =
        Activation("--between-linear", "The activation between two nn.Linear, which weights do not say.");

    public void AddTo(Command command)
    {
        command.Add(_modules);
        command.Add(_nonlinearity);
        command.Add(_between);
    }

    public ReadOptions Of(ParseResult call) => new()
    {
        Modules = call.GetValue(_modules) is { Length: > 0 } named ? named : null,
        Nonlinearity = Named(call.GetValue(_nonlinearity)) ?? ActivationFunction.Tanh,
        BetweenLinear = Named(call.GetValue(_between)),
    };

    private static Option<string?> Activation(string name, string description) =>
        new Option<string?>(name) { Description = description }.AcceptOnlyFromAmong([.. s_activations.Keys]);

    private static ActivationFunction? Named(string? name) => name is null ? null : s_activations[name];
}
