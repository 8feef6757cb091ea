namespace RnnGen;

/// <summary>In which precision the packed weights of a cell are kept, which <c>Step</c> and <c>Run</c> read.</summary>
public enum StreamingWeights
{
    /// <summary>That of the elements.</summary>
    Full,

    /// <summary>Rounded to bfloat16, which has 8 significant bits. Only for cells of <see langword="float"/>.</summary>
    BFloat16,
}
