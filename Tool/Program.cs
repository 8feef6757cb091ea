using System;
using System.Text;
using RnnGen.Tool;

Console.OutputEncoding = Encoding.UTF8;
return CommandLine.Run(args, ToolConsole.OfThisProcess());
