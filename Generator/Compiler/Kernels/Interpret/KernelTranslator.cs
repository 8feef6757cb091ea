using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>
/// Makes functions over a frame of the statements of a kernel: names become numbers, and what a width settles becomes a constant, once and
/// not in each round of each loop.
/// </summary>
internal sealed partial class KernelTranslator(Kernel kernel, int lanes, bool hasManyRegisters)
{
    private readonly KernelNames _names = new(kernel.Parameters);

    /// <summary>Vectors that were made without a value.</summary>
    private readonly HashSet<int> _assignedLater = [];

    public SlotCounts Slots => _names.Slots;

    /// <summary>The statements of a block, whose names end with it.</summary>
    public Action<InterpreterFrame>[] All(EquatableArray<Statement> statements)
    {
        var outside = _names.Enter();
        var all = new List<Action<InterpreterFrame>>();
        foreach (Statement statement in statements) all.AddRange(One(statement));
        _names.Leave(outside);
        return [.. all];
    }

    private IEnumerable<Action<InterpreterFrame>> One(Statement statement)
    {
        _operands = 0;
        return statement switch
        {
            Statement.Comment or Statement.Prefetch => [],
            Statement.DefineVectors vectors => vectors.Vectors.Select(Define),
            Statement.AssignVector assign => [Assign(assign.Name, assign.Value)],
            Statement.AddToVector add => [Add(add)],
            Statement.DefineScalar scalar => [Define(scalar)],
            Statement.AddToScalar add => [Add(add)],
            Statement.DefineOffset offset => [Define(offset)],
            Statement.Refer refer => [Refer(At(refer.Address), _names.DefineReference(refer.Name))],
            Statement.Point point => [Refer(At(point.Address), _names.Reference(point.Name))],
            Statement.Move move => [Refer(At(new Address(move.Name, move.Elements)), _names.Reference(move.Name))],
            Statement.Store store => [Store(store)],
            Statement.StorePartial store => [Store(store)],
            Statement.StoreScalar store => [Store(store)],
            Statement.StoreSums sums => [Store(sums)],
            Statement.StoreFirstMaximum first => [Store(first)],
            Statement.Scope scope => All(scope.Body),
            Statement.Loop loop => [Loop(loop)],
            Statement.If { Condition: Condition.ManyRegisters } branch => All(hasManyRegisters ? branch.Body : branch.Otherwise),
            Statement.If branch => [If(branch)],
            Statement.Call call => [Call(call)],
            Statement.CallRuntime call => [Of(call.Of)],
            _ => throw Unknown(statement),
        };
    }

    private Action<InterpreterFrame> Define(VectorDefinition vector)
    {
        if (vector.Value is { } value) return Assign(_names.DefineVector, vector.Name, value);
        int slot = _names.DefineVector(vector.Name);
        _assignedLater.Add(slot);
        return frame => frame.HasValue[slot] = false;
    }

    private Action<InterpreterFrame> Assign(string name, VectorExpression value) => Assign(_names.Vector, name, value);

    /// <param name="slotOf">Asked behind the value: a name that is new is none in it.</param>
    private Action<InterpreterFrame> Assign(Func<string, int> slotOf, string name, VectorExpression value)
    {
        Func<int, Action<InterpreterFrame>> evaluate = Vector(value);
        int slot = slotOf(name);
        Action<InterpreterFrame> write = evaluate(slot * lanes);
        if (!_assignedLater.Contains(slot)) return write;
        return frame =>
        {
            write(frame);
            frame.HasValue[slot] = true;
        };
    }

    private Action<InterpreterFrame> Add(Statement.AddToVector add)
    {
        Operand value = Read(add.Value), sum = Named(add.Name);
        return frame =>
        {
            value.Make?.Invoke(frame);
            sum.Make?.Invoke(frame);
            double[] vectors = frame.Vectors;
            for (int i = 0; i < lanes; i++) vectors[sum.At + i] += vectors[value.At + i * value.Step];
        };
    }

    private Action<InterpreterFrame> Define(Statement.DefineScalar scalar)
    {
        Func<InterpreterFrame, double> value = Of(scalar.Value);
        int slot = _names.DefineScalar(scalar.Name);
        return frame => frame.Scalars[slot] = value(frame);
    }

    private Action<InterpreterFrame> Add(Statement.AddToScalar add)
    {
        Func<InterpreterFrame, double> value = Of(add.Value);
        int slot = _names.Scalar(add.Name);
        return frame => frame.Scalars[slot] += value(frame);
    }

    private Action<InterpreterFrame> Define(Statement.DefineOffset offset)
    {
        Amount value = Of(offset.Value);
        int slot = _names.DefineCount(offset.Name);
        return frame => frame.Counts[slot] = value.Of(frame);
    }

    private static Action<InterpreterFrame> Refer(Place place, int slot) => frame => frame.References[slot] = place.Of(frame);

    private Action<InterpreterFrame> Store(Statement.Store store)
    {
        Operand value = ReadWhole(store.Value);
        Place place = At(store.Address);
        return frame =>
        {
            value.Make?.Invoke(frame);
            place.Of(frame).Write(frame.Vectors, value.At, lanes);
        };
    }

    private Action<InterpreterFrame> Store(Statement.StorePartial store)
    {
        Operand value = ReadWhole(store.Value);
        Place row = At(store.Row);
        Amount at = Of(store.At);
        return frame =>
        {
            value.Make?.Invoke(frame);
            long first = at.Of(frame);
            row.Of(frame, first).Write(frame.Vectors, value.At, Within(store.Length - first));
        };
    }

    private Action<InterpreterFrame> Store(Statement.StoreScalar store)
    {
        Place place = At(store.Address);
        Func<InterpreterFrame, double> value = Of(store.Value);
        return frame =>
        {
            Reference element = place.Of(frame);
            element[0] = value(frame);
        };
    }

    private Action<InterpreterFrame> Store(Statement.StoreSums sums)
    {
        Operand[] vectors = [.. sums.Vectors.Select(Named)];
        Place place = At(sums.Address);
        return frame =>
        {
            Reference elements = place.Of(frame);
            for (int i = 0; i < vectors.Length; i++) elements[i] = Sum(frame, vectors[i]);
        };
    }

    private Action<InterpreterFrame> Store(Statement.StoreFirstMaximum first)
    {
        Place from = At(first.Values), to = At(first.Result);
        return frame =>
        {
            Reference values = from.Of(frame), result = to.Of(frame);
            int found = 0;
            for (int i = 1; i < first.Length; i++)
            {
                double value = values[i], largest = values[found];
                if (!(value <= largest) && !double.IsNaN(largest)) found = i;
            }
            for (int i = 0; i < first.Length; i++) result[i] = i == found ? 1 : 0;
        };
    }

    private Action<InterpreterFrame> Loop(Statement.Loop loop)
    {
        var outside = _names.Enter();
        Amount? from = loop.From is { } first ? Of(first) : null;
        int variable = loop.From is null ? _names.Count(loop.Variable) : _names.DefineCount(loop.Variable);
        Func<InterpreterFrame, bool> goesOn = All(loop.While.Select(Of));
        Action<InterpreterFrame>[] body = All(loop.Body);
        Amount step = Of(loop.Step);
        _names.Leave(outside);
        return frame =>
        {
            if (from is { } start) frame.Counts[variable] = start.Of(frame);
            while (goesOn(frame))
            {
                foreach (Action<InterpreterFrame> statement in body) statement(frame);
                frame.Counts[variable] += step.Of(frame);
            }
        };
    }

    private Action<InterpreterFrame> If(Statement.If branch)
    {
        Func<InterpreterFrame, bool> holds = Of(branch.Condition);
        Action<InterpreterFrame>[] body = All(branch.Body), otherwise = All(branch.Otherwise);
        return frame =>
        {
            foreach (Action<InterpreterFrame> statement in holds(frame) ? body : otherwise) statement(frame);
        };
    }

    private Action<InterpreterFrame> Call(Statement.Call call)
    {
        var code = KernelCode.Of(call.Kernel, lanes, hasManyRegisters);
        var give = new Action<InterpreterFrame, InterpreterFrame>[call.Arguments.Count];
        var sums = new List<(int At, int Slot)>();
        (int counts, int flags, int references) = (0, 0, 0);
        for (int i = 0; i < give.Length; i++)
        {
            give[i] = call.Arguments[i] switch
            {
                Argument.Count count => GiveCount(Of(count.Value), counts++),
                Argument.Flag flag => GiveFlag(Of(flag.Condition), flags++),
                Argument.Elements elements => GiveReference(At(elements.Address), references++),
                Argument.Sum sum => GiveSum(Named(sum.Name), sums),
                _ => throw Unknown(call.Arguments[i]),
            };
        }
        return frame =>
        {
            InterpreterFrame callee = code.Begin();
            foreach (Action<InterpreterFrame, InterpreterFrame> argument in give) argument(frame, callee);
            code.Run(callee);
            // The callee changes the caller's vectors.
            foreach ((int at, int slot) in sums) Array.Copy(callee.Vectors, slot * lanes, frame.Vectors, at, lanes);
            code.End(callee);
        };
    }

    private static Action<InterpreterFrame, InterpreterFrame> GiveCount(Amount count, int slot) =>
        (frame, callee) => callee.Counts[slot] = count.Of(frame);

    private static Action<InterpreterFrame, InterpreterFrame> GiveFlag(Func<InterpreterFrame, bool> holds, int slot) =>
        (frame, callee) => callee.Flags[slot] = holds(frame);

    private static Action<InterpreterFrame, InterpreterFrame> GiveReference(Place place, int slot) =>
        (frame, callee) => callee.References[slot] = place.Of(frame);

    private Action<InterpreterFrame, InterpreterFrame> GiveSum(Operand sum, List<(int At, int Slot)> sums)
    {
        int slot = sums.Count;
        sums.Add((sum.At, slot));
        return (frame, callee) =>
        {
            sum.Make?.Invoke(frame);
            Array.Copy(frame.Vectors, sum.At, callee.Vectors, slot * lanes, lanes);
        };
    }

    /// <summary>So many elements, but no more than a vector has, nor less than none.</summary>
    private int Within(long count) => (int)Math.Max(0, Math.Min(lanes, count));

    private static InvalidOperationException Unknown(object node) => new($"{node} cannot be interpreted.");
}
