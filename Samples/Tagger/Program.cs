using System;
using Hyphenation;

return CommandLine.Create(Console.Out).Parse(args).Invoke();
