using System;

namespace RnnGen;

/// <summary>A learning rate as a function of the step: <c>optimizer.LearningRate = schedule.At(optimizer.Steps)</c>. Immutable.</summary>
public abstract record LearningRateSchedule
{
    private LearningRateSchedule()
    {
    }

    /// <summary>The rate of a step.</summary>
    /// <param name="step">The number of steps taken before, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Rate(step);
    }

    private protected abstract double Rate(long step);

    private static double Positive(double value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} has to be finite.");
    }

    private static long Steps(long value, long least, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }

    /// <summary>Always the same.</summary>
    public sealed record Constant(double Value) : LearningRateSchedule
    {
        /// <summary>The rate.</summary>
        public double Value { get; } = Positive(Value, nameof(Value));

        private protected override double Rate(long step) => Value;
    }

    /// <summary>Multiplied by a factor after every so many steps: Initial · Factor^⌊step / Every⌋.</summary>
    public sealed record Step(double Initial, long Every, double Factor) : LearningRateSchedule
    {
        /// <summary>The first rate.</summary>
        public double Initial { get; } = Positive(Initial, nameof(Initial));

        /// <summary>The number of steps between changes.</summary>
        public long Every { get; } = Steps(Every, 1, nameof(Every));

        /// <summary>The factor of a change.</summary>
        public double Factor { get; } = Positive(Factor, nameof(Factor));

        private protected override double Rate(long step) => Initial * Math.Pow(Factor, step / Every);
    }

    /// <summary>Multiplied by a factor after every step: Initial · Factor^step.</summary>
    public sealed record Exponential(double Initial, double Factor) : LearningRateSchedule
    {
        /// <summary>The first rate.</summary>
        public double Initial { get; } = Positive(Initial, nameof(Initial));

        /// <summary>The factor of a step.</summary>
        public double Factor { get; } = Positive(Factor, nameof(Factor));

        private protected override double Rate(long step) => Initial * Math.Pow(Factor, step);
    }

    /// <summary>A straight line from Initial at step 0 to Final at step Total, then Final.</summary>
    public sealed record Linear(double Initial, double Final, long Total) : LearningRateSchedule
    {
        /// <summary>The first rate.</summary>
        public double Initial { get; } = Positive(Initial, nameof(Initial));

        /// <summary>The last rate.</summary>
        public double Final { get; } = Positive(Final, nameof(Final));

        /// <summary>The step that has the last rate.</summary>
        public long Total { get; } = Steps(Total, 1, nameof(Total));

        private protected override double Rate(long step) => Initial + (Final - Initial) * Math.Min(1, (double)step / Total);
    }

    /// <summary>
    /// A linear warm-up to Peak over Warmup steps (the first step already has Peak / Warmup), then half a cosine down to Final at step
    /// Total, then Final (Loshchilov and Hutter, ICLR 2017, without restarts).
    /// </summary>
    public sealed record Cosine(double Peak, long Total, long Warmup = 0, double Final = 0) : LearningRateSchedule
    {
        /// <summary>The highest rate.</summary>
        public double Peak { get; } = Positive(Peak, nameof(Peak));

        /// <summary>The step that reaches the last rate; above <see cref="Warmup"/>.</summary>
        public long Total { get; } = Steps(Total, Warmup + 1, nameof(Total));

        /// <summary>The number of steps of the warm-up.</summary>
        public long Warmup { get; } = Steps(Warmup, 0, nameof(Warmup));

        /// <summary>The last rate.</summary>
        public double Final { get; } = Positive(Final, nameof(Final));

        private protected override double Rate(long step)
        {
            if (step < Warmup)
            {
                return Peak * (step + 1) / Warmup;
            }

            double done = Math.Min(1, (double)(step - Warmup) / (Total - Warmup));
            return Final + (Peak - Final) * 0.5 * (1 + Math.Cos(Math.PI * done));
        }
    }
}
