using System.Globalization;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>Short ways to say what kernel builders say often.</summary>
internal static class KernelSpelling
{
    public static Offset Variable(this string name) => Offset.Of(name);

    public static string Numbered(string name, int number) => name + number.ToString(CultureInfo.InvariantCulture);
}
