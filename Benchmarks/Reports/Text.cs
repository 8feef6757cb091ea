using System;
using System.Globalization;

namespace RnnGen.Benchmarks.Reports;

/// <summary>Numbers as people read them: three significant digits.</summary>
internal static class Text
{
    public static string Duration(double seconds) => seconds switch
    {
        < 1e-6 => Number(seconds * 1e9) + " ns",
        < 1e-3 => Number(seconds * 1e6) + " µs",
        < 1 => Number(seconds * 1e3) + " ms",
        _ => Number(seconds) + " s",
    };

    public static string Number(double value)
    {
        if (!double.IsFinite(value)) return "-";
        string format = Math.Abs(value) switch { < 9.995 => "0.00", < 99.95 => "0.0", _ => "#,0" };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Percent(double share) => double.IsFinite(share) ? share.ToString("0 %", CultureInfo.InvariantCulture) : "-";

    public static string Bytes(double bytes) => bytes switch
    {
        < 10_000 => bytes.ToString("0", CultureInfo.InvariantCulture),
        < 10_000_000 => Number(bytes / 1024) + " KB",
        _ => Number(bytes / 1048576) + " MB",
    };
}
