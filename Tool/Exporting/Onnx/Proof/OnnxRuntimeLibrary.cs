using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using RnnGen.Compiler;
using RnnGen.Formats.Onnx;
using RnnGen.Formats.Onnx.Exported;

namespace RnnGen.Tool.Exporting.Onnx.Proof;

/// <summary>
/// ONNX Runtime, if it is there: the tool does not bring it along, because it is many times as large as all of the tool. It is called by
/// the
/// names of its members.
/// </summary>
internal sealed class OnnxRuntimeLibrary
{
    private const string Name = OnnxRuntimeFiles.Name;

    private readonly Assembly _assembly;

    private OnnxRuntimeLibrary(Assembly assembly) => _assembly = assembly;

    public string Version => _assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>In the folder that a call names, or else among the packages of this machine.</summary>
    /// <param name="folder">That of a program that has it; null where the call names none.</param>
    /// <param name="packages">Where NuGet keeps packages; null for nowhere.</param>
    /// <returns>Null where it is not there.</returns>
    /// <exception cref="UsageException">The folder does not have it.</exception>
    public static OnnxRuntimeLibrary? Find(string? folder, string? packages)
    {
        if ((folder is null ? OnnxRuntimeFiles.InPackages(packages) : OnnxRuntimeFiles.InFolder(folder)) is not { } files) return null;
        return new OnnxRuntimeLibrary(new Context(files).LoadFromAssemblyPath(files.Managed));
    }

    /// <summary>Runs a file over the sequences of a trial.</summary>
    /// <returns>Null where it is there, but made for another system.</returns>
    /// <exception cref="ExportException">It does not take the file.</exception>
    public (double[][] Outputs, double[][] Final)? Run(
        byte[] file, ExportedRun graph, OnnxTrial trial, ElementType element)
    {
        try
        {
            using var session = (IDisposable)Activator.CreateInstance(Type("InferenceSession"), file)!;
            return graph.IsStep ? Steps(session, graph, trial, element) : Sequences(session, graph, trial, element);
        }
        catch (TargetInvocationException refused) when (refused.InnerException is TypeInitializationException or DllNotFoundException)
        {
            return null;
        }
        catch (TargetInvocationException refused)
        {
            throw new ExportException(
                $"Nothing was written: ONNX Runtime {Version} does not run the file: {refused.InnerException?.Message}");
        }
    }

    private (double[][], double[][]) Sequences(object session, ExportedRun graph, OnnxTrial trial, ElementType element)
    {
        List<object> values = [.. Named(graph.Inputs, trial.Inputs, element, trial.Steps, trial.Batch)];
        values.AddRange(Named(graph.States, trial.Initial, element, trial.Batch));
        if (graph.Lengths is { } lengths) values.Add(Value(lengths, trial.Lengths, [trial.Batch]));
        double[][] all = Call(session, values, element);
        return (all[..trial.Outputs.Length], all[trial.Outputs.Length..]);
    }

    private (double[][], double[][]) Steps(object session, ExportedRun graph, OnnxTrial trial, ElementType element)
    {
        List<double>[] outputs = [.. trial.Outputs.Select(_ => new List<double>())];
        double[][] states = trial.Initial;
        for (int t = 0; t < trial.Steps; t++)
        {
            double[][] inputs = trial.InputsOf(t);
            double[][] all = Call(
                session, [.. Named(graph.Inputs, inputs, element, trial.Batch), .. Named(graph.States, states, element, trial.Batch)],
                element);
            for (int o = 0; o < outputs.Length; o++) outputs[o].AddRange(all[o]);
            states = all[outputs.Length..];
        }
        return ([.. outputs.Select(all => all.ToArray())], states);
    }

    private IEnumerable<object> Named(IReadOnlyList<OnnxArgument> arguments, double[][] values, ElementType element, params int[] lead) =>
        arguments.Select((argument, i) =>
        {
            int[] extents = [.. lead, .. argument.Type.Tensor.Shape.Dimensions.Skip(lead.Length).Select(dimension => (int)dimension.Value)];
            return element == ElementType.Float
                ? Value(argument.Name, Array.ConvertAll(values[i], value => (float)value), extents)
                : Value(argument.Name, values[i], extents);
        });

    /// <summary>NamedOnnxValue.CreateFromTensor(name, array.ToTensor()).</summary>
    private object Value<T>(string name, T[] values, int[] extents)
    {
        var array = Array.CreateInstance(typeof(T), extents);
        Buffer.BlockCopy(values, 0, array, 0, Buffer.ByteLength(values));
        object tensor = Type("Tensors.ArrayTensorExtensions").GetMethods()
            .Single(method => method.Name == "ToTensor"
                && method.GetParameters() is [{ ParameterType: var from }, { ParameterType: var order }]
                && from == typeof(Array) && order == typeof(bool))
            .MakeGenericMethod(typeof(T)).Invoke(null, [array, false])!;
        return Type("NamedOnnxValue").GetMethod("CreateFromTensor")!.MakeGenericMethod(typeof(T)).Invoke(null, [name, tensor])!;
    }

    private double[][] Call(object session, List<object> values, ElementType element)
    {
        Type named = Type("NamedOnnxValue");
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(named))!;
        foreach (object value in values) list.Add(value);
        MethodInfo run = session.GetType().GetMethod("Run", [typeof(IReadOnlyCollection<>).MakeGenericType(named)])!;
        object results = run.Invoke(session, [list])!;
        using var owner = (IDisposable)results;
        MethodInfo asTensor = named.GetMethod("AsTensor")!.MakeGenericMethod(element == ElementType.Float ? typeof(float) : typeof(double));
        return [.. ((IEnumerable)results).Cast<object>().Select(result => asTensor.Invoke(result, null) switch
        {
            IEnumerable<float> floats => floats.Select(value => (double)value).ToArray(),
            var doubles => ((IEnumerable<double>)doubles!).ToArray(),
        })];
    }

    private Type Type(string name) => _assembly.GetType($"{Name}.{name}", throwOnError: true)!;

    /// <summary>The library and what it needs, apart from what the tool has itself.</summary>
    private sealed class Context(OnnxRuntimeFiles files) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name) =>
            files.Dependency(name.Name!) is { } file ? LoadFromAssemblyPath(file) : null;

        protected override nint LoadUnmanagedDll(string name) => files.Native(name) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
    }
}
