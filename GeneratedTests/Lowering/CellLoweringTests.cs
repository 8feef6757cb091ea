using System.Linq;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Lowering;

public class CellLoweringTests
{
    [Fact]
    public void LowersTheLstm()
    {
        string printed = Printer.Print(Request.Lower(Request.Zoo("lstm", ("input", 3), ("hidden", 5))));
        Assert.Equal(
            """
            step Cell
              parameters: Wf[5, 8], bf[5], Wi[5, 8], bi[5], Wg[5, 8], bg[5], Wo[5, 8], bo[5]
              inputs: x[3]
              previous: h'[5], c'[5]
                f_1[8] = [h'; x]    // f = sigmoid(Wf @ [h'; x] + bf)
                f_2[5] = Wf @ f_1
                zf[5] = f_2 + bf
                f[5] = sigmoid(zf)
                i_1[8] = [h'; x]    // i = sigmoid(Wi @ [h'; x] + bi)
                i_2[5] = Wi @ i_1
                zi[5] = i_2 + bi
                i[5] = sigmoid(zi)
                g_1[8] = [h'; x]    // g = tanh(Wg @ [h'; x] + bg)
                g_2[5] = Wg @ g_1
                zg[5] = g_2 + bg
                g[5] = tanh(zg)
                o_1[8] = [h'; x]    // o = sigmoid(Wo @ [h'; x] + bo)
                o_2[5] = Wo @ o_1
                zo[5] = o_2 + bo
                o[5] = sigmoid(zo)
                c_1[5] = f * c'    // c = f * c' + i * g
                c_2[5] = i * g
                c[5] = c_1 + c_2
                h_1[5] = tanh(c)    // h = o * tanh(c)
                h[5] = o * h_1
              next: h[5], c[5]
              outputs:
            """,
            string.Join("\n", printed.TrimEnd().Split('\n').Select(line => line.TrimEnd())));
    }

    public static TheoryData<string> Zoo => [.. ZooLibrary.Names];

    [Theory]
    [MemberData(nameof(Zoo))]
    public void LowersEveryCellOfTheZoo(string name) => Verifier.Verify(ZooSizes.Function(name, ZooSizes.Small(name)));
}
