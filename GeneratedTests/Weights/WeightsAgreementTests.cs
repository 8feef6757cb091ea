using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Weights;
using RnnGen.Definitions;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Runtime;
using Xunit;
using WeightsNote = RnnGen.BuildTasks.WeightsNote;

namespace RnnGen.Tests.Weights;

/// <summary>
/// What the build says of a file, against what the runtime library makes of it: no file that builds may fail when it is read.
/// </summary>
public sealed class WeightsAgreementTests
{
    private const string Path = "a.safetensors";

    private const string Cell =
        $"""[RnnGen.Cell("rnn", Input = 2, Hidden = 3, Weights = "{Path}")] public partial struct Cell;""";

    /// <summary>Bytes that mean something in a header, or are no text at all.</summary>
    private static readonly byte[] s_bytes = [.. "{}[]:,\"\\ \n0189-.eEFBW_u"u8, 0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xFF];

    private static readonly CellSignature s_signature =
        SignatureLowering.Lower(FrontEnd.Read(Request.Zoo("rnn", ("input", 3), ("hidden", 5))).Cell!);

    [Fact]
    public void Damaged_files_are_refused_by_both_or_by_none()
    {
        var random = new Random(13);
        byte[] whole = Whole(random);
        int fine = 0, refused = 0;
        for (int i = 0; i < 4000; i++)
        {
            byte[] file = i == 0 ? whole : Damage(i % 2 == 0 ? whole : Whole(random), random);
            string? built = BuildError(file), run = RunError(file);
            // JSON has a zero below zero: only the build is strict there.
            bool isAlike = (built is null) == (run is null) || (run is null && Text(file).Contains("-0"));
            Assert.True(isAlike, $"{i}: build: {built ?? "fine"}\nrun: {run ?? "fine"}\n{Text(file)}");
            if (built is null) fine++;
            else refused++;
        }

        Assert.True(fine > 200 && refused > 2000, $"{fine} fine, {refused} refused: the damage proves little");
    }

    [Theory]
    [InlineData(180, "{`W`:{`dtype`:`F32`,`shape`:[5,3],`data_offsets`:[0,60]},`U`:{`dtype`:`F32`,`shape`:[5,5],`data_offsets`:[60,160]},"
        + "`b`:{`dtype`:`F32`,`shape`:[5],`data_offsets`:[160,180]}}")]
    [InlineData(180, "{`__metadata__`:{`a`:`\\u0041\\n\\``},`\\u0057`:{`shape`:[5 , 3],`data_offsets`:[ 20,80 ],`dtype`:`F32`},\n"
        + "`U`:{`dtype`:`F32`,`shape`:[5,5],`data_offsets`:[80,180]},`b`:{`dtype`:`F32`,`shape`:[5],`data_offsets`:[0,20]}}  ")]
    [InlineData(90, "{`W`:{`dtype`:`BF16`,`shape`:[5,3],`data_offsets`:[0,30]},`U`:{`dtype`:`F16`,`shape`:[5,5],`data_offsets`:[30,80]},"
        + "`b`:{`dtype`:`F16`,`shape`:[5],`data_offsets`:[80,90]}}")]
    public void Other_ways_to_write_a_header_are_fine(int data, string quoted)
    {
        string header = quoted.Replace('`', '"');
        byte[] file = [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), .. new byte[data]];
        Assert.Null(RunError(file));
        Assert.Null(BuildError(file));
    }

    /// <summary>Deep, long and odd texts take no stack, no memory and little time.</summary>
    [Fact]
    public void No_note_breaks_the_compiler()
    {
        string many = string.Join(", ", Enumerable.Range(0, 20_000)
            .Select(i => $"\"{i}\": {{\"dtype\": \"F32\", \"shape\": [0], \"data_offsets\": [0, 0]}}"));
        string[] headers =
        [
            new('{', 1_000_000), new('[', 1_000_000), "{\"" + new string('x', 1_000_000), "{" + many + "}", "{\"\uD800\":",
            "{\"W\":{\"shape\":[" + new string('1', 500_000),
            "{\"W\":{\"dtype\":\"F32\",\"shape\":[" + string.Join(",", Enumerable.Repeat("1", 99_999)) + "],\"data_offsets\":[0,4]}}",
        ];
        foreach (string header in headers)
        {
            var file = new WeightsFile(Path, "", 8 + header.Length + 4, Start(header.Length), header);
            EquatableArray<CellDiagnostic> found = Check(file);
            Assert.NotEmpty(found);
            Assert.All(found, mistake => Assert.InRange(mistake.Message.Length, 20, 1500));
        }

        var large = new WeightsFile(Path, "", (1L << 30) + 1, Start(2), "{}");
        Assert.Equal("RNN202", Assert.Single(Check(large)).Rule.Id);
        const string Huge = "{\"W\":{\"dtype\":\"F32\",\"shape\":[1073741824],\"data_offsets\":[0,4294967296]}}";
        var tooLarge = new WeightsFile(Path, "", 8 + Huge.Length + (1L << 32), Start(Huge.Length), Huge);
        Assert.Equal("RNN207", Assert.Single(Check(tooLarge)).Rule.Id);
    }

    /// <summary>The note itself: whatever stands in it, the generator neither fails nor is silent.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("path: /project/a.safetensors")]
    [InlineData("path: /project/a.safetensors\nlength: many\nstart: zz-\n\n{}")]
    [InlineData("path: /project/a.safetensors\nlength: 99999999999999999999\nstart: FF-FF-FF-FF-FF-FF-FF-FF\n\n")]
    [InlineData("path: /project/a.safetensors\nlength: 10\nstart: 02-00-00-00-00-00-00-00-00-00\n\n{}")]
    public void Odd_notes_are_a_mistake_like_others(string note)
    {
        GeneratorRun run = GeneratorHarness.Run(Cell, ("obj/a.rnngen-weights", note));
        Assert.Null(run.Result.Exception);
        Assert.Contains(Assert.Single(run.Diagnostics).Id, (string[])["RNN201", "RNN202", "RNN203"]);
        Assert.Empty(run.Complaints);
    }

    private static byte[] Whole(Random random)
    {
        string dtype = random.Next(3) switch { 0 => "F16", 1 => "BF16", _ => "F32" };
        return TensorBytes.File(
            TensorBytes.Of("W", dtype, [5, 3], Enumerable.Range(0, 15).Select(i => i / 16.0)),
            TensorBytes.Of("U", dtype, [5, 5], Enumerable.Repeat(0.5, 25)),
            TensorBytes.Of("b", "F32", [5], [1, 2, 3, 4, 5]));
    }

    /// <summary>One to three changes, mostly in the header.</summary>
    private static byte[] Damage(byte[] whole, Random random)
    {
        List<byte> file = [.. whole];
        for (int changes = random.Next(1, 3); changes > 0 && file.Count > 0; changes--)
        {
            int at = random.Next(random.Next(3) == 0 ? file.Count : Math.Min(file.Count, 150));
            switch (random.Next(5))
            {
                case 0:
                    file.RemoveAt(at);
                    break;
                case 1:
                    file.Insert(at, s_bytes[random.Next(s_bytes.Length)]);
                    break;
                case 2 when at > 8:
                    file.Insert(at, (byte)' '); // harmless between words, where the header's length says so
                    file[0]++;
                    break;
                case 2:
                    (file[at], file[0]) = (file[random.Next(file.Count)], (byte)(file[0] + random.Next(-1, 2)));
                    break;
                case 3 when random.Next(4) == 0:
                    file.RemoveRange(at, file.Count - at);
                    break;
                default:
                    file[at] = s_bytes[random.Next(s_bytes.Length)];
                    break;
            }
        }

        return [.. file];
    }

    private static string? BuildError(byte[] file)
    {
        string note = WeightsNote.Of(new BuildTasks.WeightsFile(Path, "", ""), new MemoryStream(file));
        var text = new GeneratorHarness.SpecText(("note", note));
        return Check(RnnGen.Hosting.WeightsNote.Read(text, default).File).FirstOrDefault()?.Message;
    }

    private static EquatableArray<CellDiagnostic> Check(WeightsFile file) => WeightsCheck.Check(
        new WeightsRequest(new DiagnosticPlace.Argument("Weights"), file), s_signature, ElementType.Float, "Cell");

    private static string Text(byte[] file) => Encoding.Latin1.GetString(file);

    private static string Start(long length) => BitConverter.ToString(BitConverter.GetBytes(length));

    private static string? RunError(byte[] file)
    {
        try
        {
            new Rnn.Parameters().Load(new MemoryStream(file), new ParameterLoadOptions { Convert = true });
            return null;
        }
        catch (SafetensorsException refused)
        {
            return refused.Message;
        }
    }
}
