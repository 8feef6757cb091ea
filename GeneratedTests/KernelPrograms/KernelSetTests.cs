using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>Kernels that do the same are one kernel, whatever they and their variables are called.</summary>
public class KernelSetTests
{
    private static readonly CellPlan s_plan = new PlannedCell(ZooSizes.Function("rnn", 5), ElementType.Float, new CellOptions()).Plan;

    private readonly KernelSet _kernels = new(new CellOptions(), lanes: 16, new StageNotes(s_plan), new LocalNames(s_plan));

    [Fact]
    public void Names_and_remarks_make_no_other_kernel()
    {
        Kernel first = _kernels.Share(Copy("Copy", "count", "from", "to", "k", "v"));
        Assert.Same(first, _kernels.Share(Copy("Other", "n", "a", "b", "i", "x", "in rows")));
        Assert.Equal("Copy", Assert.Single(_kernels.All).Name);
    }

    [Fact]
    public void What_differs_in_more_than_names_is_another_kernel_with_a_name_of_its_own()
    {
        _kernels.Share(Copy("Copy", "count", "from", "to", "k", "v"));
        _kernels.Share(Copy("Copy", "count", "from", "from", "k", "v")); // copies onto itself
        Kernel back = Copy("Copy", "count", "to", "from", "k", "v");
        _kernels.Share(back with { Parameters = Copy("Copy", "count", "from", "to", "k", "v").Parameters });
        _kernels.Share(Copy("Copy", "count", "from", "to", "k", "v", step: 2));
        Assert.Equal(["Copy", "Copy_2", "Copy_3", "Copy_4"], _kernels.All.Select(kernel => kernel.Name));
    }

    private static Kernel Copy(
        string name, string count, string from, string to, string k, string v, string remark = "", int step = 1) => new(
        name, EquatableArray.Of(remark),
        EquatableArray.Of<Parameter>(new Parameter.Count(count), new Parameter.Elements(from), new Parameter.Elements(to)),
        Statements.Of(body => body.Loop(k, Offset.Of(count), Offset.Vectors(step), of =>
        {
            of.Define(v, new VectorExpression.Load(new Address(from, Offset.Of(k))));
            of.Store(new VectorExpression.Variable(v), new Address(to, Offset.Of(k)));
        }, remark)));
}
