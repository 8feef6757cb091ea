using System;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace Streams;

/// <summary>The options of the program.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        Option<int> port = Number("--port", "The port of the page.", 5080, least: 0);
        Option<int> sensors = Number("--sensors", "How many sensors stream.", 200, least: 0);
        Option<int> period = Number("--period", "Milliseconds from one window of a sensor to the next.", 100, least: 1);
        Option<int> interval = Number("--interval", "Steps after which a session is saved; with 1 none is lost.", 32, least: 1);
        Option<int> seconds = Number("--seconds", "Seconds to run; 0 runs until Ctrl-C.", 0, least: 0);
        var root = new RootCommand("Live sequences on two silos, with clients that compare every output with an undisturbed state.")
        {
            port, sensors, period, interval, seconds,
        };
        root.SetAction((result, cancellation) => Session.Run(
            new Settings(
                result.GetValue(port),
                result.GetValue(sensors),
                TimeSpan.FromMilliseconds(result.GetValue(period)),
                result.GetValue(interval),
                TimeSpan.FromSeconds(result.GetValue(seconds))),
            cancellation));
        return root;
    }

    private static Option<int> Number(string name, string description, int value, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least) result.AddError($"{name} has to be at least {least}.");
        });
        return option;
    }
}
