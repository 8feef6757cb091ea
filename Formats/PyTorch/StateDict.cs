using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>The tensors of one dict of a checkpoint.</summary>
/// <param name="Path">The keys that lead to it, joined by dots; empty for the outermost dict.</param>
/// <param name="Tensors">Its tensors under their own names, in order.</param>
internal sealed record StateDict(string Path, IReadOnlyList<ImportedTensor> Tensors);
