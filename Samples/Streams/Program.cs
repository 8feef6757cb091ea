using System.CommandLine;
using Streams;

return await CommandLine.Create().Parse(args).InvokeAsync();
