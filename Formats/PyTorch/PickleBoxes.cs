namespace RnnGen.Formats;

/// <summary>Objects for the values that pickles are full of, so that a byte of a file costs no object of its own.</summary>
internal static class PickleBoxes
{
    private static readonly object[] s_small = CreateSmall();

    public static object True { get; } = true;

    public static object False { get; } = false;

    public static object Of(long value) => value is >= 0 and < 256 ? s_small[value] : value;

    private static object[] CreateSmall()
    {
        var boxes = new object[256];
        for (int i = 0; i < boxes.Length; i++)
        {
            boxes[i] = (long)i;
        }

        return boxes;
    }
}
