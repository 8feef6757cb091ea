using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RnnGen.Compiler.Definitions;
using RnnGen.Tool.Definitions;
using Xunit;

namespace RnnGen.ToolTests.Commands;

public sealed partial class ShowCommandTests : IDisposable
{
    /// <summary>Every operator and function of the language, and what is written in the equations only.</summary>
    private const string Everything = """
        cell: everything
        sizes: { input: 4, hidden: 4, wide: 8 }
        require: [input = hidden, wide = 2 * hidden]
        constants: { beta: 0.25 }
        inputs: { x: input, dt: [] }
        states: { h: hidden, memory_cell: wide, M: [hidden, hidden] }
        parameters: { Wf: [hidden, hidden], V: [wide, hidden], gate2: [hidden], g: [] }
        equations: |
          a = tanh(Wf @ h' + x) - sigmoid(-gate2) * 2
          b, c = split(V @ a, 2)
          d = where(b < 0, min(b, c), max(b, c)) + clamp(c, -1, 1) + 1e-7 * leakyrelu(relu(a)) + elu(c)
          e = exp(0.1 * tanh(d)) / (1 + abs(c)) + log(1 + softplus(c)) + sqrt(1 + abs(d)) - sign(c) * softsign(c)
          k = hardsigmoid(e) + logsigmoid(e) + stopgradient(e) * (sum(e) - mean(e)) + softmax(e) * max(e) - min(e) * beta
          M = 0.5 * transpose(M') + outer(a, k) * dt
          memory_cell = [k; M @ k] + 0.1 * memory_cell'
          q = square(k) * dot(k, x) + rsqrt(1 + square(k)) + silu(k) / (1 + norm(x)) + mish(k) * hardsigmoid6(k) + hardswish(gelutanh(k))
          r = zoneout(dropout(layernorm(q), 0.1) + rmsnorm(q, 1e-3), h', 0.2, fixed)
          h = 0.1 * r + memory_cell[0..hidden] * g - (a + (b - c)) + (k @ M) * memory_cell[hidden + 1] - M[0] * (a @ b)
        outputs:
          y: -(h * a)
        """;

    private const string Network = """
        cell: net
        sizes: { input: 3, hidden: 4 }
        inputs: { x: input }
        cells:
          first: { cell: gru, hidden: hidden }
          back_way: { cell: lstm, hidden: hidden, reversed: true }
        outputs:
          y: ([first(x); back_way(x)])
        """;

    private readonly ToolRun _tool = new();

    /// <summary>The first size, and the second; cells that have more repeat them. A few cells are shown at large sizes, too.</summary>
    public static TheoryData<string, int, int> ZooAtTwoSizes
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (string name in ZooLibrary.Names) data.Add(name, 3, 5);
            foreach (string name in (string[])["lstm", "gru", "rnn-softmax", "mlstm"]) data.Add(name, 40, 64);
            return data;
        }
    }

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(ZooAtTwoSizes))]
    public void Every_cell_of_the_zoo_is_shown_in_every_notation(string name, int first, int second)
    {
        string[] sizes =
            [.. CellHeader.Read(ZooLibrary.TryGet(name)!).Sizes.Select((size, i) => $"{size}={(i % 2 == 0 ? first : second)}")];
        string[] call = ["show", name, "--size", .. sizes];
        ToolResult text = _tool.Call(call);
        Assert.True(text.Code == 0, text.Error);
        Assert.Contains($"\nSizes: {string.Join(", ", sizes.Select(size => size.Replace("=", " = ")))}\n", text.Output);
        string[] titles = ["Equations", "Values", "Gradient", "Costs of a step", "Step", "Forward", "Backward"];
        Assert.All(titles, title => Assert.Contains($"\n{title}", text.Output));
        CheckLatex(_tool.Call([.. call, "--latex"]));
        CheckMathML(_tool.Call([.. call, "--mathml"]));

        using JsonDocument json = JsonDocument.Parse(_tool.Call([.. call, "--json"]).Output);
        JsonElement.ArrayEnumerator values = json.RootElement.GetProperty("values").EnumerateArray();
        long parameters = values.Where(value => value.GetProperty("kind").GetString() == "parameter")
            .Sum(value => value.GetProperty("shape").EnumerateArray().Aggregate(1L, (product, extent) => product * extent.GetInt64()));
        Assert.Equal(parameters, json.RootElement.GetProperty("costs").GetProperty("parameterCount").GetInt64());
        Assert.Contains($"  parameters        {parameters:N0} in ", text.Output);
    }

    [Fact]
    public void The_whole_output_of_one_cell_is_as_verified() =>
        Verified.Check("show-gru.txt", _tool.Call("show", "gru", "--size", "input=3", "hidden=5").Output);

    [Fact]
    public void Latex_has_indices_steps_products_and_brackets_of_mathematics()
    {
        string latex = _tool.Call("show", "lstm", "--latex").Output;
        Assert.Contains(@"f_{t} &= \sigma\left( W_{f}\, \begin{bmatrix} h_{t-1} \\ x_{t} \end{bmatrix} + b_{f} \right)", latex);
        Assert.Contains(@"c_{t} &= f_{t} \odot c_{t-1} + i_{t} \odot g_{t}", latex);
        Assert.Contains(@"\bar{c}_{t} &= \bar{c}^{\mathrm{in}}_{t} + \bar{h}_{t} \odot o_{t} \odot \left( 1 - \tanh\left( c_{t}", latex);
        Assert.Contains(@"\bar{W}_{f} &\mathrel{+}= \bar{z}_{f,t}\, {\begin{bmatrix} h_{t-1} \\ x_{t} \end{bmatrix}}^{\top}", latex);
        Assert.Contains(@"{{W_{o}}_{[:,\, 0 : \mathrm{hidden}]}}^{\top}\, \bar{z}_{o,t}", latex);
    }

    [Fact]
    public void Everything_the_language_has_is_printed_in_both_notations()
    {
        _tool.Write("everything.cell.yaml", Everything);
        ToolResult checkedFile = _tool.Call("check", "everything.cell.yaml");
        Assert.True(checkedFile.Code == 0, checkedFile.Output);
        string latex = CheckLatex(_tool.Call("show", "everything.cell.yaml", "--latex"));
        string mathml = CheckMathML(_tool.Call("show", "everything.cell.yaml", "--mathml"));
        Assert.All(
            [
                @"\left( b_{t}, c_{t} \right) &= \operatorname{split}\left(",
                @"\begin{cases} \min\left( b_{t}, c_{t} \right) & \text{if } b_{t} < 0 \\ \max\left( b_{t}, c_{t} \right) &",
                @"1 \cdot 10^{-7}\, \operatorname{leakyrelu}",
                @"\frac{\exp\left( 0.1\, \tanh\left( d_{t} \right) \right)}{1 + \left| c_{t} \right|}",
                @"\sqrt{1 + \left| d_{t} \right|}",
                @"M_{t} &= 0.5\, {M_{t-1}}^{\top} + a_{t}\, {k_{t}}^{\top} \cdot \mathrm{dt}_{t}",
                @"\sigma\left( -\mathrm{gate}_{2} \right) \cdot 2",
                @"\min\left( e_{t} \right) \cdot \beta",
                @"_{[0 : \mathrm{hidden}]} \cdot g - \left( a_{t} + \left( b_{t} - c_{t} \right) \right)",
                @"{M_{t}}^{\top}\, k_{t} \cdot {\mathrm{memory}_{\mathrm{cell},t}}_{[\mathrm{hidden} + 1]}",
                @"{M_{t}}_{[0]} \cdot {a_{t}}^{\top}\, b_{t}",
                @"\operatorname{square}\left( k_{t} \right) \cdot \operatorname{dot}\left( k_{t}, x_{t} \right)",
                @"h_{t-1}, 0.2, \mathrm{fixed} \right)",
                @"y_{t} &= -\left( h_{t} \odot a_{t} \right)",
            ],
            piece => Assert.Contains(piece, latex));
        Assert.All(["σ", "tanh", "msqrt", "mfrac", "otherwise", "β", "⊙", "⊤"], piece => Assert.Contains(piece, mathml));
    }

    [Fact]
    public void Values_with_an_index_have_it_below_them()
    {
        _tool.Write("highway.cell.yaml", "sizes: { d: 2 }\nstates: { h: 2 * d }\nparameters: { R: [2, d, d] }\nequations: |\n"
            + "  repeat k in 0..2:\n    s[k] = tanh(R[k] @ part(h', k, 2))\n  h = s\n");
        string latex = CheckLatex(_tool.Call("show", "highway.cell.yaml", "--latex"));
        Assert.Contains(@"s_{1,t} &= \tanh\left(", latex);
        Assert.Contains(@"\operatorname{part}\left( h_{t-1}, 1, 2 \right)", latex);
    }

    [Fact]
    public void Cells_inside_keep_their_names_and_directions()
    {
        _tool.Write("net.cell.yaml", Network);
        ToolResult text = _tool.Call("show", "net.cell.yaml");
        Assert.Equal(0, text.Code);
        Assert.Contains("  parameter  back_way.Wf  [hidden, hidden + input]  [4, 7]\n", text.Output);
        Assert.Contains("streaming         none: a state goes from the last step to the first\n", text.Output);
        Assert.DoesNotContain("\nStep\n", text.Output);
        string latex = CheckLatex(_tool.Call("show", "net.cell.yaml", "--latex"));
        Assert.Contains(@"h^{(\mathrm{first})}_{t-1}", latex);
        Assert.Contains(@"c^{(\mathrm{back\_way})}_{t+1}", latex);
        Assert.Contains(@"\bar{z}^{(\mathrm{back\_way})}_{g,t}", latex);
        CheckMathML(_tool.Call("show", "net.cell.yaml", "--mathml"));
    }

    [Fact]
    public void Layers_directions_and_elements_are_options()
    {
        string[] call = ["show", "gru", "--size", "input=3", "hidden=4", "--layers", "2", "--bidirectional", "--double"];
        ToolResult result = _tool.Call(call);
        Assert.Equal(0, result.Code);
        Assert.Contains("layer2.backward.Wz", result.Output);
        Assert.Contains("elements of 8 bytes", result.Output);
    }

    [Fact]
    public void The_caches_that_a_step_is_held_against_can_be_given()
    {
        string[] call = ["show", "lstm", "--size", "input=16", "hidden=64"];
        Assert.Contains("stays in the second-level cache (512 KiB)", _tool.Call(call).Output);
        Assert.Contains("stays in the first-level cache (128 KiB)", _tool.Call([.. call, "--l1", "128"]).Output);
        Assert.Contains("is larger than the second-level cache (40 KiB)", _tool.Call([.. call, "--l2", "40"]).Output);
    }

    [Fact]
    public void Sizes_that_nobody_gave_are_taken_and_named() =>
        Assert.Contains("Without a value, and taken so here: input = 16, hidden = 24\n", _tool.Call("show", "lstm").Output);

    [Fact]
    public void A_definition_with_mistakes_is_reported_as_check_reports_it()
    {
        _tool.Write("bad.cell.yaml", Network.Replace("first(x)", "frist(x)"));
        ToolResult shown = _tool.Call("show", "bad.cell.yaml"), checkedFile = _tool.Call("check", "bad.cell.yaml");
        Assert.Equal(1, shown.Code);
        Assert.StartsWith("bad.cell.yaml:8:8: error RNN", shown.Output);
        Assert.StartsWith(shown.Output, checkedFile.Output);
    }

    [Theory]
    [InlineData("There is no file and no cell of the zoo called 'lsmt'. Did you mean 'lstm'?", "lsmt")]
    [InlineData("There is no file 'absent.cell.yaml'", "absent.cell.yaml")]
    [InlineData("'.' is a folder", ".")]
    [InlineData("--size hiden=3: ", "lstm", "--size", "hiden=3")]
    [InlineData("--size has to be such as hidden=64, found 'hidden'.", "lstm", "--size", "hidden")]
    [InlineData("--hidden has to be a whole number of at least 1, found '0'.", "lstm", "--hidden", "0")]
    [InlineData("--layers has to be a whole number of at least 1.", "lstm", "--layers", "0")]
    [InlineData("--latex, --mathml and --json exclude each other.", "lstm", "--latex", "--json")]
    [InlineData("--unknown", "lstm", "--unknown")]
    public void Wrong_usage_ends_with_2_and_says_what_to_write(string message, params string[] arguments)
    {
        ToolResult result = _tool.Call(["show", .. arguments]);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error);
        Assert.Equal("", result.Output);
    }

    private static string CheckLatex(ToolResult result)
    {
        Assert.True(result.Code == 0, result.Error + result.Output);
        string latex = result.Output;
        int depth = 0;
        for (int i = 0; i < latex.Length; i++)
        {
            if (latex[i] == '\\') i++;
            else if (latex[i] == '{') depth++;
            else if (latex[i] == '}') Assert.True(--depth >= 0, latex[..i]);
        }
        Assert.Equal(0, depth);
        Assert.Equal(LeftBracket().Count(latex), RightBracket().Count(latex));
        var open = new Stack<string>();
        foreach (Match match in Environments().Matches(latex))
        {
            if (match.Groups["what"].Value == "begin") open.Push(match.Groups["name"].Value);
            else Assert.Equal(open.Pop(), match.Groups["name"].Value);
        }
        Assert.Empty(open);
        Assert.DoesNotMatch(@"[-+] *-", latex);
        // TeX takes one index below and one above.
        Assert.DoesNotMatch(@"[_^]\{[^{}]*\}[_^]\{[^{}]*\}[_^]", latex);
        return latex;
    }

    private static string CheckMathML(ToolResult result)
    {
        Assert.True(result.Code == 0, result.Error + result.Output);
        XElement root = XElement.Parse(result.Output);
        XNamespace math = "http://www.w3.org/1998/Math/MathML";
        Assert.Equal(2, root.Elements(math + "math").Count());
        // What takes a fixed number of children has them.
        (string Name, int Count)[] fixedCounts = [("msub", 2), ("msup", 2), ("msubsup", 3), ("mfrac", 2), ("mover", 2)];
        foreach ((string name, int count) in fixedCounts)
            Assert.All(root.Descendants(math + name), element => Assert.Equal(count, element.Elements().Count()));
        return result.Output;
    }

    [GeneratedRegex(@"\\left(?![a-z])")]
    private static partial Regex LeftBracket();

    [GeneratedRegex(@"\\right(?![a-z])")]
    private static partial Regex RightBracket();

    [GeneratedRegex(@"\\(?<what>begin|end)\{(?<name>[^}]*)\}")]
    private static partial Regex Environments();
}
