using System;

namespace RnnGen.Tool;

/// <summary>The call asks for what cannot be: the message says what was found and what to write. It ends with exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
