namespace RnnGen;

/// <summary>Why a pool refuses a handle.</summary>
public enum StateHandleFault
{
    /// <summary>No pool has given it: it is <c>default</c>.</summary>
    None,

    /// <summary>Another pool has given it.</summary>
    Foreign,

    /// <summary>Its session has been returned, and the slot is free.</summary>
    Returned,

    /// <summary>Its session has been returned, and the slot has another session since.</summary>
    Stale,

    /// <summary>The call names its session twice.</summary>
    Duplicate,
}
