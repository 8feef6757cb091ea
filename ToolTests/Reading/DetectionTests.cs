using System;
using System.Linq;
using System.Text;
using RnnGen.Formats;
using RnnGen.ToolTests.Fixtures;
using Xunit;

namespace RnnGen.ToolTests.Reading;

/// <summary>Formats are told by what a file holds; its name helps no one who has misnamed it.</summary>
public class DetectionTests
{
    [Fact]
    public void A_misnamed_file_is_read_all_the_same()
    {
        Fixture[] sound = [.. Fixture.Torch.Values.Concat(Fixture.Keras.Values).Where(fixture => !fixture.IsRefused)];
        Assert.All(sound, fixture => Assert.Equal(Format(fixture, fixture.FileName), Format(fixture, "net.bin")));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\u0093NUMPY\u0001\0", "NumPy")]
    [InlineData("\u001f\u008b\b\0", "gzip")]
    [InlineData("\u0080\u0003}q\0.", "pickle")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "git lfs pull")]
    [InlineData("\0\0\0\0TFL3", "TensorFlow Lite")]
    [InlineData("<!DOCTYPE html>", "HTML")]
    [InlineData("RIFF\0\0\0\0WAVE", "WAV")]
    [InlineData("hello", "'hello'")]
    [InlineData("\u0001\u0002\u0003", "010203")]
    [InlineData("PK\u0003\u0004 and no more", "damaged zip archive")]
    [InlineData("{\"a\":1}", "'a'")]
    [InlineData("[1]", "list of JSON")]
    public void Of_an_unknown_file_the_message_says_what_was_seen(string text, string says)
    {
        ModelFormatException said = Assert.Throws<ModelFormatException>(() => ModelFile.Read(Encoding.Latin1.GetBytes(text), "x.bin"));
        Assert.Equal(ModelFailure.Unrecognized, said.Failure);
        Assert.Contains(says, said.Message, StringComparison.Ordinal);
    }

    private static string Format(Fixture fixture, string fileName)
    {
        var options = new ReadOptions { BetweenLinear = ActivationFunction.Relu };
        return ModelFile.Read(fixture.File, fileName, options).Format;
    }
}
