using System;
using System.IO;
using System.Text;
using RnnGen.Formats;

namespace RnnGen.Tool.Importing;

/// <summary>
/// Writes a definition and its parameters so that both appear or none: into temporary files beside them, which are moved when both are
/// whole. A pair that was there before comes back where the second cannot be moved.
/// </summary>
internal sealed class PairWriter(string folder, WrittenModel model)
{
    public string Definition { get; } = Path.Combine(folder, model.Name + ".cell.yaml");

    public string Tensors { get; } = Path.Combine(folder, model.Name + ".safetensors");

    /// <exception cref="IOException">One of them cannot be written; neither was changed.</exception>
    public void Write()
    {
        Directory.CreateDirectory(folder);
        string mark = "." + Path.GetRandomFileName() + ".tmp";
        string definition = Definition + mark, tensors = Tensors + mark, before = Definition + ".old" + mark;
        bool isReplacing = File.Exists(Definition);
        try
        {
            File.WriteAllText(definition, model.Definition, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            model.Tensors.Write(tensors);
            if (isReplacing) File.Copy(Definition, before);
            File.Move(definition, Definition, overwrite: true);
            try
            {
                File.Move(tensors, Tensors, overwrite: true);
            }
            catch (Exception)
            {
                if (isReplacing) File.Move(before, Definition, overwrite: true);
                else File.Delete(Definition);
                throw;
            }
        }
        finally
        {
            foreach (string temporary in new[] { definition, tensors, before }) File.Delete(temporary);
        }
    }
}
