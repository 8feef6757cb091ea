using System;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace RnnGen.ToolTests.Commands;

/// <summary>
/// Texts beside the tests, <c>Name.verified.txt</c>. Where a text differs, <c>Name.received.txt</c> is written: rename it to accept.
/// </summary>
internal static class Verified
{
    public static void Check(string name, string text, [CallerFilePath] string test = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(test)!, Path.GetFileNameWithoutExtension(name));
        string verified = $"{stem}.verified{Path.GetExtension(name)}", received = $"{stem}.received{Path.GetExtension(name)}";
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (text == expected) File.Delete(received);
        else File.WriteAllText(received, text);
        Assert.Equal(expected, text);
    }
}
