using System;
using System.IO;
using System.Linq;
using PureHDF;
using RnnGen.Formats;
using Xunit;

namespace RnnGen.ToolTests.Reading;

/// <summary>HDF5 as another library writes it: other versions of headers, links and attributes than h5py's.</summary>
public class Hdf5Tests
{
    [Fact]
    public void Another_writer_is_understood()
    {
        float[,] matrix = { { 1.5f, -2, 3 }, { 4, 5, float.Epsilon } };
        var many = new H5Group();
        for (int i = 0; i < 40; i++) many[$"tensor {i}"] = new double[] { i, Math.PI };
        var file = new H5File
        {
            ["group"] = new H5Group
            {
                ["matrix"] = new H5Dataset(matrix),
                ["half"] = new H5Dataset(new[] { (Half)0.25f, Half.MaxValue }),
                ["integers"] = new H5Dataset(new[] { -1L, long.MinValue }),
                ["bytes"] = new H5Dataset(new byte[] { 0, 255 }),
            },
            ["many"] = many,
        };
        file.Attributes["keras_version"] = "2.11.0";
        file.Attributes["layer_names"] = new[] { "lstm", "größer" };
        file.Attributes["long"] = new string('x', 10_000);
        byte[] bytes = Written(file);

        Hdf5Object root = Hdf5File.Open(bytes);
        Assert.Equal("2.11.0", root.Text("keras_version"));
        Assert.Equal(["lstm", "größer"], root.Texts("layer_names"));
        Assert.Equal(10_000, root.Text("long")!.Length);
        Assert.Null(root.Text("absent"));
        Assert.Equal(["group", "many"], root.Names);
        Assert.Null(root.Find("group/absent"));
        NamedTensors tensors = KerasFile.ReadTensors(bytes);
        Assert.Equal("group/matrix: F32 [2, 3]", tensors["group/matrix"].ToString());
        Assert.Equal(matrix.Cast<float>().Select(v => (double)v), tensors["group/matrix"].Values.ToArray());
        Assert.Equal([0.25, 65504], tensors["group/half"].Values.ToArray());
        Assert.Equal([-1, long.MinValue], tensors["group/integers"].Values.ToArray());
        Assert.Equal([0, 255], tensors["group/bytes"].Values.ToArray());
        Assert.Equal([39, Math.PI], tensors["many/tensor 39"].Values.ToArray());
    }

    /// <summary>What a general library reads and this one does not is refused, not misread.</summary>
    [Fact]
    public void What_is_not_read_is_refused_by_name()
    {
        (H5File File, string Says)[] files =
        [
            (new H5File { ["chunked"] = new H5Dataset(new float[100], chunks: [10]) }, "h5repack"),
            (new H5File { ["text"] = new H5Dataset(new[] { "a" }) }, "no numbers"),
        ];
        Assert.All(files, item => Assert.Contains(
            item.Says, Assert.Throws<ModelFormatException>(() => KerasFile.ReadTensors(Written(item.File))).Message,
                StringComparison.Ordinal));
    }

    private static byte[] Written(H5File file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
