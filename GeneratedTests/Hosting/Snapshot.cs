using System;
using System.IO;
using System.Runtime.CompilerServices;
using DiffEngine;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>
/// Compares text with an approved file, following the conventions of Verify: <c>Name.verified.cs</c> beside the test is the approved
/// text, <c>Name.received.cs</c> is written where the text differs, and a diff tool opens on a developer's machine.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, string name, [CallerFilePath] string testFile = "") =>
        Verify(text, name, openDiffTool: !BuildServerDetector.Detected && !DiffRunner.Disabled, testFile);

    public static void Verify(string text, string name, bool openDiffTool, string testFile)
    {
        string stem = Path.Combine(Path.GetDirectoryName(testFile)!, name);
        string verified = stem + ".verified.cs";
        string received = stem + ".received.cs";
        string approved = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (text == approved)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        if (openDiffTool) DiffRunner.Launch(received, verified);
        string difference = FirstDifference(approved, text);
        Assert.Fail($"{name} differs from its snapshot {difference}. If the new text is right, rename {received} to {verified}.");
    }

    private static string FirstDifference(string approved, string text)
    {
        if (approved.Length == 0) return "(there is none yet)";
        string[] before = approved.Split('\n'), after = text.Split('\n');
        int line = 0;
        while (line < Math.Min(before.Length, after.Length) && before[line] == after[line]) line++;
        return $"at line {line + 1}: '{Line(before, line)}' became '{Line(after, line)}'";
    }

    private static string Line(string[] lines, int line) => line < lines.Length ? lines[line] : "(end)";
}
