using System;

namespace Streams;

/// <summary>What a run is told.</summary>
/// <param name="Port">The port of the page; 0 takes a free one.</param>
/// <param name="Sensors">How many stream.</param>
/// <param name="Period">From one window of a sensor to the next.</param>
/// <param name="Interval">Steps after which a session is saved.</param>
/// <param name="Time">How long it runs; zero until it is stopped.</param>
internal sealed record Settings(int Port, int Sensors, TimeSpan Period, int Interval, TimeSpan Time);
