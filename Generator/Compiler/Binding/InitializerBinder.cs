using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Shapes;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>How parameters begin.</summary>
internal static class InitializerBinder
{
    /// <summary>One argument for each element.</summary>
    private const int AnyNumber = -1;

    private sealed record Row(string Name, BoundInitializerKind Kind, int Arguments, bool ForMatrices)
    {
        /// <summary>A matrix has as many rows as columns.</summary>
        public bool IsSquare { get; init; }
    }

    private static readonly EquatableArray<Row> Rows = EquatableArray.Of(
        new Row("zeros", BoundInitializerKind.Zeros, 0, false),
        new Row("ones", BoundInitializerKind.Ones, 0, false),
        new Row("constant", BoundInitializerKind.Constant, 1, false),
        new Row("uniform", BoundInitializerKind.Uniform, 2, false),
        new Row("normal", BoundInitializerKind.Normal, 2, false),
        new Row("glorot", BoundInitializerKind.Glorot, 0, true),
        new Row("he", BoundInitializerKind.He, 0, true),
        new Row("orthogonal", BoundInitializerKind.Orthogonal, 0, true),
        new Row("identity", BoundInitializerKind.Identity, 0, true),
        new Row("loguniform", BoundInitializerKind.LogUniform, 2, false),
        new Row("chrono", BoundInitializerKind.Chrono, 1, false),
        new Row("ramp", BoundInitializerKind.Ramp, 2, false),
        new Row("logramp", BoundInitializerKind.LogRamp, 2, false),
        new Row("spectral", BoundInitializerKind.Spectral, 1, true) { IsSquare = true },
        new Row("hippo", BoundInitializerKind.Hippo, 0, false) { IsSquare = true },
        new Row("lmu", BoundInitializerKind.Lmu, 1, false) { IsSquare = true },
        new Row("values", BoundInitializerKind.Values, AnyNumber, false));

    /// <summary>What others call the initialisers, and what is written instead.</summary>
    private static readonly (string Names, string Instead)[] Foreign =
    [
        ("xavier xavier_uniform glorot_uniform xavier_normal glorot_normal fan_avg variance_scaling", "glorot"),
        ("kaiming kaiming_normal kaiming_uniform he_normal he_uniform msra fan_in lecun lecun_normal", "he"),
        ("zero none null empty", "zeros"),
        ("one", "ones"),
        ("const fill value full", "constant(v)"),
        ("eye", "identity"),
        ("gaussian gauss randn random_normal truncated_normal trunc_normal", "normal(0, 0.1)"),
        ("random rand random_uniform", "uniform(-0.1, 0.1)"),
        ("ortho orthonormal unitary", "orthogonal"),
        ("log_uniform", "loguniform(0.001, 0.1)"),
        ("arange range linspace", "ramp(0, 1)"),
        ("legs hippo_legs legendre", "hippo"),
        ("spectral_radius reservoir", "spectral(0.9)"),
        ("table list literal array", "values(1, 2, 3)"),
    ];

    /// <summary>Reports what is wrong with an initialiser, as far as it does not depend on sizes.</summary>
    public static void Check(Symbol parameter, ShapeSolver solver, NumberRange range, DiagnosticBag diagnostics)
    {
        if (parameter.Declaration?.Initializer is not { } syntax) return;
        if (Rows.FirstOrDefault(row => row.Name == syntax.Name) is not { } row)
        {
            string? instead = Foreign.FirstOrDefault(known => known.Names.Split(' ').Contains(syntax.Name.ToLowerInvariant())).Instead;
            EquatableArray<Fix> fixes = instead is null
                ? Fix.Respell(syntax.NameSpan, syntax.Name, Rows.Select(known => known.Name))
                : Fix.Write(syntax.NameSpan, instead);
            diagnostics.Report(Rules.UnknownInitializer, syntax.NameSpan, fixes, syntax.Name,
                instead is null ? Spelling.Suggest(syntax.Name, Rows.Select(known => known.Name)) : $" Did you mean '{instead}'?");
            return;
        }
        foreach (NumberSyntax number in syntax.Arguments) range.Check(number.Value, number.Span, number.Text);
        if (WhatIsWrong(row, syntax) is { } reason)
            diagnostics.Report(Rules.WrongInitializer, syntax.Span, syntax.Text, reason);
        SymbolicShape shape = solver.Resolve(parameter.Shape);
        if (row.ForMatrices && shape is SymbolicShape.Known && !shape.IsMatrix)
            diagnostics.Report(Rules.InitializerShape, syntax.NameSpan, syntax.Name, parameter.Name, solver.Display(shape));
    }

    /// <summary>The initialiser that was asked for, or the default: Glorot for matrices, zeros for the others.</summary>
    public static BoundInitializer Bind(Symbol parameter, bool isMatrix)
    {
        if (parameter.Declaration?.Initializer is not { } syntax)
            return new BoundInitializer(isMatrix ? BoundInitializerKind.Glorot : BoundInitializerKind.Zeros, 0, 0);
        Row row = Rows.First(known => known.Name == syntax.Name);
        EquatableArray<double> table =
            row.Arguments == AnyNumber ? syntax.Arguments.Select(argument => argument.Value).ToEquatableArray() : default;
        return new BoundInitializer(row.Kind, table.Count > 0 ? 0 : Number(0), table.Count > 0 ? 0 : Number(1)) { Table = table };

        double Number(int index) => syntax.Arguments.ElementAtOrDefault(index)?.Value ?? 0;
    }

    /// <summary>Reports what is wrong with an initialiser for the shape that its parameter has.</summary>
    public static void CheckShape(Symbol parameter, Shape shape, int blocks, DiagnosticBag diagnostics)
    {
        if (parameter.Declaration?.Initializer is not { } syntax) return;
        Row row = Rows.First(known => known.Name == syntax.Name);
        if (row.IsSquare && shape.IsMatrix && shape.Rows != blocks * shape.Columns)
            diagnostics.Report(Rules.InitializerNotSquare, syntax.NameSpan, syntax.Name, parameter.Name,
                $"{Concretion.Text(shape.Rows / blocks)}, {Concretion.Text(shape.Columns)}");
        if (row.Arguments == AnyNumber && syntax.Arguments.Count != shape.Length)
            diagnostics.Report(Rules.WrongTable, syntax.NameSpan, Concretion.Text(syntax.Arguments.Count), parameter.Name,
                Concretion.Text(shape.Length));
    }

    private static string? WhatIsWrong(Row row, InitializerSyntax syntax)
    {
        if (row.Arguments != AnyNumber && syntax.Arguments.Count != row.Arguments)
        {
            return row.Kind switch
            {
                BoundInitializerKind.Constant => "it is written 'constant(value)'",
                BoundInitializerKind.Uniform => "it is written 'uniform(lowest, highest)'",
                BoundInitializerKind.Normal => "it is written 'normal(mean, deviation)'",
                BoundInitializerKind.LogUniform => "it is written 'loguniform(lowest, highest)'",
                BoundInitializerKind.Chrono => "it is written 'chrono(longest)', with the longest time that is to be remembered, in steps",
                BoundInitializerKind.Ramp or BoundInitializerKind.LogRamp => $"it is written '{row.Name}(first, step)'",
                BoundInitializerKind.Spectral => "it is written 'spectral(radius)'",
                BoundInitializerKind.Lmu => "it is written 'lmu(length)', with the length of the window in steps",
                _ => $"'{row.Name}' has no arguments",
            };
        }
        return row.Kind switch
        {
            BoundInitializerKind.Uniform when syntax.Arguments[0].Value > syntax.Arguments[1].Value =>
                "the lowest value is above the highest",
            BoundInitializerKind.Normal when syntax.Arguments[1].Value < 0 => "the deviation is negative",
            BoundInitializerKind.LogUniform when syntax.Arguments[0].Value > syntax.Arguments[1].Value =>
                "the lowest value is above the highest",
            BoundInitializerKind.LogUniform when syntax.Arguments[0].Value <= 0 => "its values are above zero",
            BoundInitializerKind.LogRamp when syntax.Arguments[0].Value <= 0 || syntax.Arguments[1].Value < 0 =>
                "a logarithm is taken of numbers above zero",
            BoundInitializerKind.Chrono when syntax.Arguments[0].Value < 2 => "the longest time is at least 2 steps",
            BoundInitializerKind.Spectral when syntax.Arguments[0].Value < 0 => "the radius is negative",
            BoundInitializerKind.Lmu when syntax.Arguments[0].Value <= 0 => "the length is above zero",
            _ => null,
        };
    }
}
