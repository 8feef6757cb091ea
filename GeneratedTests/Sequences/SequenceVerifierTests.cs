using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Sequences;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Sequences;

/// <summary>Each fault that the verifier is there for, planted into a program that is right.</summary>
public class SequenceVerifierTests
{
    private const string Definition = """
        sizes: { n: 3 }
        inputs: { x: n }
        states: { p: n, h: n, g: n }
        parameters: { W: [n, n], U: [n, n], V: [n, n], Z: [n, n] }
        equations: |
          p = x
          h = tanh(W @ p' + U @ h')
          g = tanh(V @ h + Z @ g')
        outputs:
          y: V @ (g * h)
        """;

    private static readonly SequenceProgram s_program = Program();

    public static TheoryData<string, string> Faults => new()
    {
        { "drop a loop", "read before it is there" },
        { "swap two loops", "read before it is there" },
        { "reverse a loop", "runs Reversed" },
        { "compute twice", "computed in two loops" },
        { "drop an equation", "nothing says so" },
        { "swap two equations", "nothing says so" },
        { "forget a carry", "nothing says so" },
        { "forget a result", "takes care of the result" },
        { "repeat a result", "Two loops take care" },
        { "hand on nothing", "read before it is there" },
        { "hand on what is not there", "that does not have it" },
        { "read in secret", "nothing says so" },
        { "change an equation", "is not an equation of the function" },
        { "call it a leaf", "costs something" },
    };

    [Fact]
    public void A_program_is_right_as_it_is()
    {
        SequenceVerifier.Verify(s_program);
        Assert.Equal(6, s_program.Loops.Count);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found(string fault, string message)
    {
        SequenceProgram wrong = Plant(fault);
        Assert.NotEqual(s_program, wrong);
        string found = Assert.Throws<InvalidIrException>(() => SequenceVerifier.Verify(wrong)).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
        Assert.Contains("over time [g to g']", found, StringComparison.Ordinal); // the program is printed
    }

    /// <summary>The loops: the delay, its products, h, the products of h, g, the output.</summary>
    private static SequenceProgram Plant(string fault) => fault switch
    {
        "drop a loop" => With(loops => loops.RemoveAt(1)),
        "swap two loops" => With(loops => (loops[0], loops[1]) = (loops[1], loops[0])),
        "reverse a loop" => Edit(4, loop => ((Loop.TimeLoop)loop) with { Direction = Direction.Reversed }),
        "compute twice" => With(loops => loops.Insert(4, loops[3])),
        "drop an equation" => Body(2, body => body with { Equations = body.Equations.Skip(1).ToEquatableArray() }),
        "swap two equations" => Body(2, body => body with { Equations = body.Equations.Reverse().ToEquatableArray() }),
        "forget a carry" => Body(2, body => body with { Carries = default }),
        "forget a result" => Flow(5, flow => flow with { Results = default }),
        "repeat a result" => Flow(5, flow => flow with { Results = EquatableArray.Of(flow.Results[0], flow.Results[0]) }),
        "hand on nothing" => Flow(3, flow => flow with { Handed = default }),
        "hand on what is not there" => Flow(1, flow => flow with { Handed = s_program.Loops[3].Body.Flow.Handed }),
        "read in secret" => Flow(4, flow => flow with { Reads = default }),
        "change an equation" => Body(3, body => body with
        {
            Equations = body.Equations.Select(e => e with { Operands = e.Operands.Reverse().ToEquatableArray() }).ToEquatableArray(),
        }),
        "call it a leaf" => Body(3, body => body with { Again = body.Equations.Select(e => e.Result).ToEquatableArray() }),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static SequenceProgram With(Action<List<Loop>> change)
    {
        var loops = s_program.Loops.ToList();
        change(loops);
        return s_program with { Loops = loops.ToEquatableArray() };
    }

    private static SequenceProgram Edit(int loop, Func<Loop, Loop> change) => With(loops => loops[loop] = change(loops[loop]));

    private static SequenceProgram Body(int loop, Func<LoopBody, LoopBody> change) =>
        Edit(loop, of => of with { Body = change(of.Body) });

    private static SequenceProgram Flow(int loop, Func<LoopFlow, LoopFlow> change) =>
        Body(loop, body => body with { Flow = change(body.Flow) });

    private static SequenceProgram Program()
    {
        StepFunction step = Pipeline.BeforeDifferentiation(Request.Lower(Request.InPlace(Definition)));
        var values = new ValueSupply(1000);
        return SequenceBuilder.Build(SequenceFunction.Of(step, [], last: true), new SequenceRules(1, 1), values);
    }
}
