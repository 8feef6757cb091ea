using System;
using System.Linq;
using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using RnnGen.Orleans.Batching;
using RnnGen.Orleans.Silo;

namespace RnnGen.Orleans;

/// <summary>Sessions on a silo, and a session from anywhere.</summary>
public static class StreamExtensions
{
    /// <summary>
    /// Lets a silo keep sessions of a cell. Where it has no grain storage of the name <see cref="StreamOptions.Storage"/> it gets one in
    /// the memory of the cluster, which outlives a session's time in memory but not a silo: add storage that does, before or after.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="model">What clients call the cell. A silo may have several.</param>
    /// <param name="weights">The packed parameters; made once, when the first session comes.</param>
    /// <param name="configure">Sets options.</param>
    /// <typeparam name="TCell">The cell.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <exception cref="ArgumentException">
    /// An option has no such value, the silo has the model already, or a state of the cell is reversed.
    /// </exception>
    public static ISiloBuilder AddStreams<TCell, T>(
        this ISiloBuilder silo, string model, Func<IServiceProvider, CellWeights<T>> weights, Action<StreamOptions>? configure = null)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        var options = new StreamOptions();
        configure?.Invoke(options);
        options.Validate(model);
        if (TCell.Info.States.Any(state => state.IsReversed))
            throw new ArgumentException($"{TCell.Info.Name} has a state that goes back in time: it has no streams.", nameof(TCell));
        if (silo.Services.Any(service => service.ServiceType == typeof(StreamEngine) && Equals(service.ServiceKey, model)))
            throw new ArgumentException($"The silo has streams of the name \"{model}\" already.", nameof(model));

        AddCommon(silo);
        silo.Services.AddKeyedSingleton<StreamEngine>(
            model,
            (services, _) => new CellEngine<TCell, T>(model, weights(services), options, services.GetRequiredService<StreamMeter>()));
        if (!silo.Services.Any(service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, options.Storage)))
            silo.AddMemoryGrainStorage(options.Storage);
        return silo;
    }

    /// <summary>A session.</summary>
    /// <param name="grains">A client of the cluster, or a silo's own factory.</param>
    /// <param name="model">The cell, as <see cref="AddStreams"/> has named it.</param>
    /// <param name="session">Any name but the empty one; the session begins with its first call.</param>
    /// <exception cref="ArgumentException">A name is empty, or that of the model has a '/'.</exception>
    public static IStreamGrain GetStream(this IGrainFactory grains, string model, string session)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<IStreamGrain>(StreamKey.Of(model, session));
    }

    private static void AddCommon(ISiloBuilder silo)
    {
        if (silo.Services.Any(service => service.ServiceType == typeof(StreamMeter))) return;
        silo.Services.AddSingleton<StreamMeter>();
        // Found also where the program's own project is not built by Orleans' generator.
        silo.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(StreamGrain).Assembly));
    }
}
