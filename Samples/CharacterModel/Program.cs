using System;
using System.CommandLine;
using CharacterModel;
using Spectre.Console;

// Longer than an epoch, which is finished after Ctrl-C.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await CommandLine.Create(AnsiConsole.Console).Parse(args).InvokeAsync(invocation);
