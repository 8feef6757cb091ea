using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// Checks what planning may rely on: each equation that something needs stands in exactly one loop, or is a leaf computed again; a loop
/// reads what it computed before, what an earlier loop hands on, and of the step before what it carries itself or an earlier loop left in
/// memory; time loops run in the direction of their carries; each result, sum, kept value and carry is taken care of once.
/// </summary>
public static class SequenceVerifier
{
    public static void Verify(SequenceProgram program)
    {
        try
        {
            new Check(program).Run();
        }
        catch (InvalidIrException wrong)
        {
            throw new InvalidIrException($"{wrong.Message}\n{SequenceText.Print(program)}");
        }
    }

    private sealed class Check(SequenceProgram program)
    {
        private readonly SequenceFunction _function = program.Function;
        private readonly Dictionary<int, Equation> _definitions = program.Function.Equations.ToDictionary(e => e.Result.Id);
        private readonly Dictionary<int, Carry> _arrivals = program.Function.Carries.All.ToDictionary(c => c.Arriving.Id);
        private readonly HashSet<int> _computed = [], _handed = [], _left = [];
        private HashSet<int> _read = [];

        public void Run()
        {
            foreach (Loop loop in program.Loops) Of(loop);
            Each("carry", _function.Carries.All, program.Loops.SelectMany(l => l.Body.Carries));
            Each("result", _function.Results, program.Loops.SelectMany(l => l.Body.Flow.Results));
            Each("kept value", _function.Kept, program.Loops.SelectMany(l => l.Body.Flow.Kept));
            Each("sum", Enumerable.Range(0, _function.Sums.Count), program.Loops.SelectMany(l => l.Body.Flow.Sums));
        }

        private void Of(Loop loop)
        {
            LoopBody body = loop.Body;
            if (loop is Loop.TimeLoop over && body.Carries.FirstOrDefault(c => c.Direction != over.Direction) is { } wrong)
                throw new InvalidIrException($"A loop runs {over.Direction} and carries {wrong.Arriving}, which goes {wrong.Direction}.");
            var here = new HashSet<int>();
            if (loop is Loop.TimeLoop) here.UnionWith(body.Carries.Select(c => c.Arriving.Id));
            else if (!_function.Carries.Last && body.Carries.Count > 0)
                throw new InvalidIrException("All rows at once cannot carry what is in memory for one step only.");
            _read = [.. body.Flow.Reads.Select(v => v.Id)];
            var again = new HashSet<int>(body.Again.Select(v => v.Id));
            foreach (Equation equation in body.Equations)
            {
                if (!_definitions.TryGetValue(equation.Result.Id, out Equation? known) || known != equation)
                    throw new InvalidIrException($"{equation.Result} is not an equation of the function.");
                if (again.Contains(equation.Result.Id) && !equation.Operation.IsView())
                    throw new InvalidIrException($"{equation.Result} is computed again and costs something.");
                if (!again.Contains(equation.Result.Id) && !_computed.Add(equation.Result.Id))
                    throw new InvalidIrException($"{equation.Result} is computed in two loops.");
                foreach (Value operand in equation.Operands) Read(here, operand);
                here.Add(equation.Result.Id);
            }
            Leave(body, here);
        }

        private void Leave(LoopBody body, HashSet<int> here)
        {
            foreach (int sum in body.Flow.Sums) foreach (Value value in _function.Sums[sum].Values) Read(here, value);
            foreach (Result result in body.Flow.Results) Read(here, result.Value);
            foreach (Carry carry in body.Carries) if (carry.Leaving is { } leaving) Read(here, leaving);
            foreach (Value value in body.Flow.Kept.Concat(body.Flow.Handed))
                if (!here.Contains(value.Id)) throw new InvalidIrException($"{value} is handed on by a loop that does not have it.");
            _handed.UnionWith(body.Flow.Handed.Select(v => v.Id));
            _left.UnionWith(body.Carries.Select(c => c.State));
        }

        private void Read(HashSet<int> here, Value value)
        {
            if (here.Contains(value.Id)) return;
            bool isLeft = _arrivals.TryGetValue(value.Id, out Carry? carry);
            if (!isLeft && !_definitions.ContainsKey(value.Id)) return; // an argument
            if (!_read.Contains(value.Id)) throw new InvalidIrException($"{value} is read, and nothing says so.");
            if (_handed.Contains(value.Id) || isLeft && _function.Carries.Last && _left.Contains(carry!.State)) return;
            throw new InvalidIrException($"{value} is read before it is there.");
        }

        private static void Each<T>(string what, IEnumerable<T> expected, IEnumerable<T> found)
        {
            var left = found.ToList();
            foreach (T one in expected)
                if (!left.Remove(one)) throw new InvalidIrException($"No loop takes care of the {what} {one}.");
            if (left.Count > 0) throw new InvalidIrException($"Two loops take care of the {what} {left[0]}.");
        }
    }
}
