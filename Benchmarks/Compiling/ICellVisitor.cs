namespace RnnGen.Benchmarks.Compiling;

/// <summary>Code that is written once for all cells.</summary>
internal interface ICellVisitor
{
    void Visit<TCell>()
        where TCell : struct, ICell<float>;
}
