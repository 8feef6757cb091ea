using System;
using Amplifier;
using Spectre.Console;

// A file is no terminal of 80 columns.
if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 1000;
return CommandLine.Create(AnsiConsole.Console).Parse(args).Invoke();
