using System;
using System.Collections.Generic;
using System.Linq;
using NJsonSchema;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Yaml;
using Xunit;
using YamlDotNet.Serialization;

namespace RnnGen.Tests.Package;

/// <summary>The JSON schema by which editors complete and check *.cell.yaml files, against the language that the compiler reads.</summary>
public sealed class SchemaTests
{
    private static readonly JsonSchema s_schema =
        JsonSchema.FromJsonAsync(Repository.Read("Definitions/cell.schema.json")).GetAwaiter().GetResult();

    public static TheoryData<string> Zoo => [.. ZooLibrary.Names];

    [Fact]
    public void Has_the_keys_of_the_language() =>
        Assert.Equal(DefinitionReader.Keys.Order(StringComparer.Ordinal), s_schema.Properties.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Zoo))]
    public void Accepts_the_zoo(string name) => Assert.Equal([], Mistakes(ZooLibrary.TryGet(name)!));

    [Theory]
    [InlineData("rnngen: 1\ncell: a\nabout: b\nsource: c\nclass: Acme.Wake\naccess: public")]
    [InlineData("unroll: full\nactivations: fast\nrecompute: true\nstreamingWeights: bfloat16\ndenormals: keep")]
    [InlineData("unroll: auto\nactivations: accurate\nrecompute: 'false'\nstreamingWeights: full\ndenormals: flush")]
    [InlineData("weights: Cells/a.safetensors")]
    [InlineData("sizes: { input: , hidden: 64 }\nrequire: [input = hidden]\nconstants: { beta: 1.0, gamma: }")]
    [InlineData("sizes: [input, hidden]\ninputs: { x: input, dt: [], m: [input, 2] }\nstates:\n  h: hidden\n  c: [2 * hidden]")]
    [InlineData("parameters:\n  W:\n  V: [hidden, input]\n  s: []\n  b: { shape: [hidden], init: constant(1) }\n  u: { init: ones }")]
    [InlineData("parameters: [W, b]\nequations:\n  - h = x\noutputs:\n  h:\n  y: softmax(h)\n  z: 1")]
    public void Accepts_what_the_language_has(string text) => Assert.Equal([], Mistakes(text));

    [Theory]
    [InlineData("rnngen: 2")]
    [InlineData("equation: h = x")]
    [InlineData("access: private")]
    [InlineData("unroll: Full")]
    [InlineData("activations: quick")]
    [InlineData("recompute: on")]
    [InlineData("streamingWeights: half")]
    [InlineData("denormals: zero")]
    [InlineData("weights: [W, b]")]
    [InlineData("weights: model.pt")]
    [InlineData("class: 3.Wake")]
    [InlineData("class: [Wake]")]
    [InlineData("sizes: 5")]
    [InlineData("sizes: { n: 0 }")]
    [InlineData("sizes: { n: many }")]
    [InlineData("sizes: [n, n]")]
    [InlineData("inputs: [x]")]
    [InlineData("inputs: { x: [a, b, c] }")]
    [InlineData("inputs: { x y: a }")]
    [InlineData("constants: [beta]")]
    [InlineData("parameters: { W: { shap: [n] } }")]
    [InlineData("equations: { h: x }")]
    [InlineData("outputs: [y]")]
    [InlineData("outputs: { y: [h, c] }")]
    public void Rejects_what_the_language_has_not(string text) => Assert.NotEmpty(Mistakes(text));

    /// <summary>Reads YAML as editors do, with numbers as numbers.</summary>
    private static IEnumerable<string> Mistakes(string yaml)
    {
        object? content = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml);
        string json = new SerializerBuilder().JsonCompatible().Build().Serialize(content);
        return s_schema.Validate(json).Select(mistake => mistake.ToString());
    }
}
