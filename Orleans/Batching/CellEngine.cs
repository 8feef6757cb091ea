using System;
using System.Numerics;
using System.Threading;

namespace RnnGen.Orleans.Batching;

/// <summary>The sessions of a cell.</summary>
internal sealed class CellEngine<TCell, T> : StreamEngine
    where TCell : struct, ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int FirstCapacity = 256;

    private readonly Lock _growth = new();
    private readonly CellWeights<T> _weights;
    private readonly CellStatePool<T> _pool;

    public CellEngine(string model, CellWeights<T> weights, StreamOptions options, StreamMeter meter)
        : base(model, TCell.Info, options, meter)
    {
        _weights = weights;
        _pool = TCell.CreateStatePool(Math.Min(options.Capacity, FirstCapacity));
    }

    // The constructor of the base class makes itself known to the meter before there is a pool.
    public override int Sessions => _pool?.Count ?? 0;

    public override bool TryRent(out StateHandle handle)
    {
        while (!_pool.TryRent(out handle))
        {
            lock (_growth)
            {
                if (_pool.Capacity >= Options.Capacity) return false;
                _pool.Grow((int)Math.Min(Options.Capacity, 2L * _pool.Capacity));
            }
        }

        return true;
    }

    public override void Return(StateHandle handle) => _pool.Return(handle);

    public override byte[] Save(StateHandle handle)
    {
        if (!_pool.HasBegun(handle)) return [];
        byte[] state = new byte[_pool.SavedLength];
        _pool.Save(handle, state);
        return state;
    }

    public override void Load(StateHandle handle, byte[] state) => _pool.Load(handle, state);

    protected override BatchWorker CreateWorker() => new CellBatchWorker<TCell, T>(_weights, _pool);
}
