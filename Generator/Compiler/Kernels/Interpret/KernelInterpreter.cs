using System;
using System.Collections.Generic;
using System.Globalization;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>
/// Runs a kernel in double precision with memory whose bounds are checked, at any width of vectors: what emitted code computes, without
/// emitting or compiling it.
/// </summary>
/// <param name="lanes">Elements of a vector.</param>
/// <param name="hasManyRegisters">Whether the processor has 32 vector registers, not 16.</param>
public sealed class KernelInterpreter(int lanes, bool hasManyRegisters)
{
    /// <param name="arguments">By the names of the parameters: a count, a flag, or a reference.</param>
    /// <exception cref="OutOfMemoryBoundsException">The kernel leaves the memory that it is lent.</exception>
    public void Run(Kernel kernel, IReadOnlyDictionary<string, object> arguments)
    {
        var code = KernelCode.Of(kernel, lanes, hasManyRegisters);
        InterpreterFrame frame = code.Begin();
        (int counts, int flags, int references) = (0, 0, 0);
        foreach (Parameter parameter in kernel.Parameters)
        {
            object value = arguments[parameter.Name];
            switch (parameter)
            {
                case Parameter.Count: frame.Counts[counts++] = Convert.ToInt64(value, CultureInfo.InvariantCulture); break;
                case Parameter.Flag: frame.Flags[flags++] = (bool)value; break;
                case Parameter.Elements: frame.References[references++] = (Reference)value; break;
                default: throw new InvalidOperationException($"{parameter} has no value outside of kernels.");
            }
        }
        code.Run(frame);
        code.End(frame);
    }

    /// <summary>A number of elements in terms of a kernel's parameters.</summary>
    /// <param name="arguments">By their names, at least those that the number depends on.</param>
    public long Number(Kernel kernel, IReadOnlyDictionary<string, object> arguments, Offset number)
    {
        var translator = new KernelTranslator(kernel, lanes, hasManyRegisters);
        Amount amount = translator.Of(number);
        var frame = new InterpreterFrame(translator.Slots, lanes);
        (int counts, int flags) = (0, 0);
        foreach (Parameter parameter in kernel.Parameters)
        {
            bool isGiven = arguments.TryGetValue(parameter.Name, out object? value);
            if (parameter is Parameter.Count)
                frame.Counts[counts++] = isGiven ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
            if (parameter is Parameter.Flag) frame.Flags[flags++] = isGiven && (bool)value!;
        }
        return amount.Of(frame);
    }
}
