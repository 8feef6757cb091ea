using System;
using System.CommandLine;
using System.Globalization;
using System.Threading.Tasks;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Reports;
using RnnGen.Benchmarks.Serving;

namespace RnnGen.Benchmarks;

/// <summary>
/// <c>serve</c>: what a call of a session costs that comes over a socket to a silo of RnnGen.Orleans, and what storages take.
/// </summary>
internal static class ServeCommand
{
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Time for each row.", DefaultValueFactory = _ => 5 };

    private static readonly Option<int> Sessions = new("--sessions")
    {
        Description = "Sessions that call, each again as soon as it is answered.",
        DefaultValueFactory = _ => 256,
    };

    private static readonly Option<string> Only = new("--storage")
    {
        Description = $"Only {Storage.Memory}, {Storage.Redis} or {Storage.Postgres}; all of them otherwise.",
        DefaultValueFactory = _ => "",
    };

    private static readonly int[] s_widths = [10, 8, 12, 14, 14, 24, 8];

    public static Command Create()
    {
        var command = new Command("serve", "Sessions of LSTM (64,128) on a silo: calls a second, and writes of storages.")
        {
            Seconds, Sessions, Only,
        };
        command.SetAction((arguments, _) => Run(
            TimeSpan.FromSeconds(arguments.GetValue(Seconds)), arguments.GetValue(Sessions), arguments.GetValue(Only)!));
        return command;
    }

    private static async Task<int> Run(TimeSpan time, int sessions, string only)
    {
        Console.WriteLine(Machine.Describe());
        int saved = new ServedLstm.State().SavedLength;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"A saved state has {saved} bytes. {sessions} sessions, client and silo in one process, by sockets of the loopback.\n"));
        Print("storage", "interval", "steps a call", "calls a second", "steps a second", "processor time of a call", "latency");
        foreach (string name in new[] { Storage.Memory, Storage.Redis, Storage.Postgres })
        {
            if (only.Length > 0 && !string.Equals(name, only, StringComparison.OrdinalIgnoreCase)) continue;
            using Storage? storage = Storage.Start(name);
            if (storage is null) Console.WriteLine($"{name} is not installed.");
            else await Measure(storage, time, sessions, saved);
        }

        return 0;
    }

    private static async Task Measure(Storage storage, TimeSpan time, int sessions, int saved)
    {
        // A checkpoint has the outputs of a call besides.
        int record = saved + ServedLstm.Info.OutputLength * sizeof(float);
        await using (ServedSilo silo = await ServedSilo.Start(storage, interval: 1))
        {
            double writes = await StorageLoad.Measure(silo.Services, record, time);
            Console.WriteLine($"{storage.Name}: {Text.Number(writes)} writes of {record} bytes a second, without sessions");
        }

        // Without checkpoints the storage makes no difference.
        int[] intervals = storage.Name == Storage.Memory ? [int.MaxValue] : [1, 16];
        foreach (int interval in intervals)
        {
            await using ServedSilo silo = await ServedSilo.Start(storage, interval);
            foreach (int steps in new[] { 1, 4, 16 })
            {
                ServedRate rate = await ServedLoad.Measure(silo.Client, sessions, steps, time);
                Print(
                    interval == int.MaxValue ? "none" : storage.Name,
                    interval == int.MaxValue ? "none" : interval.ToString(CultureInfo.InvariantCulture),
                    steps.ToString(CultureInfo.InvariantCulture),
                    Text.Number(rate.Calls),
                    Text.Number(rate.Calls * steps),
                    Text.Duration(rate.Processor),
                    Text.Duration(rate.Latency));
            }
        }
    }

    private static void Print(params string[] cells) => Console.WriteLine(Table.Line(cells, s_widths));
}
