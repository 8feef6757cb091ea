using System;
using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RnnGen.Benchmarks;

Console.OutputEncoding = Encoding.UTF8;
try
{
    // Fewer interruptions where the system lets us ask for them.
    Process.GetCurrentProcess().PriorityClass = ProcessPriorityClass.High;
}
catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
{
}

var root = new RootCommand("Measures RnnGen: its kernels beside others, and the compiler itself.")
{
    CompareCommand.Create(), NaiveCommand.Create(), LayersCommand.Create(), MatricesCommand.Create(), ReductionsCommand.Create(),
    SessionsCommand.Create(), ServeCommand.Create(), ReduceCommand.Create(), SmallCommand.Create(), CompileCommand.Create(),
    MachineCommand.Create(), SuitesCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
