using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>
/// Weight gradients where they lie: gradient[unit, k] += sum over rows of u[row, unit] · v[row, k]. A tile keeps some units x vectors of k
/// in registers over all rows, and adds them to the gradient once. Vectors lie along k here, so that rows of the parameter have to be whole
/// vectors; of one sequence it saves clearing and unpacking a panel (LSTM (64,128), 64 steps: 8 % of a training step).
/// </summary>
/// <param name="parameterOffsets">Where each parameter begins in the memory of all.</param>
internal sealed class ParameterOuterBuilder(KernelSet kernels, Frame frame, Stage.ParameterOuter stage, int[] parameterOffsets)
{
    private static readonly string[] s_strides = ["unitStride", "adjointStride", "vectorStride"];

    public Kernel Build()
    {
        EquatableArray<Statement> calls = stage.Terms.Select(Statement (block, i) => Block(block, i)).ToEquatableArray();
        return kernels.Add(new Kernel(
            stage.Name, kernels.Notes.Of(stage),
            new StageNames(frame, stage).RowParameters(), calls), new StageMemory(frame, stage).OfRows());
    }

    /// <summary>Builds the product of one block; returns its call.</summary>
    private Statement.Call Block(OuterTerm product, int index)
    {
        ParameterPart block = product.Part;
        int vectors = block.Length / kernels.Lanes;
        int width = KernelTable.GradientVectors(vectors);
        var sizes = new TileRows(width, stage.Units);
        int[] strides = [block.UnitStride, frame[product.Adjoint].Stride, frame[product.Source].Stride];
        var tiles = sizes.Sizes.ToDictionary(size => size, size => Tile($"{stage.Name}Tile{size}x{width}", size, width));
        Kernel all = kernels.Share(new Kernel(
            KernelSpelling.Numbered(stage.Name + "Part", index + 1), EquatableArray<string>.Empty, Parameters([]),
            Tiles(block, width, strides, sizes, tiles)));
        return new Statement.Call(all, Arguments(
            new Address(StageNames.Gradients, parameterOffsets[block.Parameter] + block.Offset), Row(product.Adjoint), Row(product.Source),
            []));
    }

    private Address Row(Location location)
    {
        FrameEntry entry = frame[location];
        return new Address(entry.Rows, entry.Base + location.Offset);
    }

    private static EquatableArray<Parameter> Parameters(string[] strides) =>
        new Parameter[]
        {
            new Parameter.Count("rows", AtLeast: 1), new Parameter.Elements("gradient"), new Parameter.Elements("adjoints"),
            new Parameter.Elements("vectors"),
        }.Concat(strides.Select(s => new Parameter.Count(s))).ToEquatableArray();

    private static EquatableArray<Argument> Arguments(Address gradient, Address adjoints, Address vectors, int[] strides) =>
        new Argument[]
        {
            new Argument.Count("rows".Variable()), new Argument.Elements(gradient), new Argument.Elements(adjoints),
            new Argument.Elements(vectors),
        }.Concat(strides.Select(s => new Argument.Count(s))).ToEquatableArray();

    private EquatableArray<Statement> Tiles(ParameterPart block, int width, int[] strides, TileRows sizes, Dictionary<int, Kernel> tiles)
    {
        Offset unit = "unit".Variable(), k = "k".Variable();
        return Statements.Of(to => to.Loop("k", block.Length, Offset.Vectors(width), ofVectors =>
        {
            ofVectors.Add(new Statement.DefineOffset("unit", Offset.Zero));
            foreach (int size in sizes.Sizes)
            {
                ofVectors.Loop("unit", null, TileConditions.Of(sizes, "unit", size, stage.Units), size, ofTile =>
                    ofTile.Add(new Statement.Call(tiles[size], Arguments(
                        new Address("gradient", Offset.Add(unit * block.UnitStride, k)), new Address("adjoints", unit),
                        new Address("vectors", k), strides))));
            }
        }));
    }

    /// <summary>For any strides, so that one kernel serves all blocks.</summary>
    private Kernel Tile(string name, int units, int width)
    {
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            for (int u = 0; u < units; u++)
                for (int v = 0; v < width; v++) to.Define($"g{u}v{v}", VectorExpression.Zero);
            to.Loop("row", "rows".Variable(), 1, ofRow =>
            {
                for (int v = 0; v < width; v++)
                    ofRow.Define($"v{v}", new VectorExpression.Load(new Address("vectors", Offset.Vectors(v))));
                for (int u = 0; u < units; u++)
                {
                    ofRow.Define($"u{u}", new VectorExpression.Broadcast(new Address("adjoints", u)));
                    for (int v = 0; v < width; v++) ofRow.Add(BodyBuilder.AddProduct($"g{u}v{v}", $"v{v}", $"u{u}"));
                }
                ofRow.Add(new Statement.Move("adjoints", "adjointStride".Variable()));
                ofRow.Add(new Statement.Move("vectors", "vectorStride".Variable()));
            });
            for (int u = 0; u < units; u++)
            {
                for (int v = 0; v < width; v++) Keep($"g{u}v{v}", new Address("gradient", Offset.Vectors(v)), to);
                if (u < units - 1) to.Add(new Statement.Move("gradient", "unitStride".Variable()));
            }
        });
        return kernels.Share(new Kernel(name, EquatableArray<string>.Empty, Parameters(s_strides), body));

        static void Keep(string sum, Address place, Statements to) =>
            to.Store(BodyBuilder.Plus(new VectorExpression.Load(place), new VectorExpression.Variable(sum)), place);
    }
}
