using Amplifier;
using Spectre.Console;

return CommandLine.Create(AnsiConsole.Console).Parse(args).Invoke();
