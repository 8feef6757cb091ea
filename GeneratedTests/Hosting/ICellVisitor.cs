using System.Numerics;

namespace RnnGen.Tests.Hosting;

/// <summary>Work on a cell whose type is known only at run time.</summary>
internal interface ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    void Visit<TCell>()
        where TCell : struct, ICell<T>;
}
