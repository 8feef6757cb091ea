using System;

namespace RnnGen.Tool.Exporting;

/// <summary>What cannot leave as it is: the message says what, and what can be done. Ends with exit code 1.</summary>
internal sealed class ExportException(string message) : Exception(message);
