using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>Where the tensors of a Keras model's layers are.</summary>
internal interface IKerasWeights
{
    /// <summary>The tensors of a layer in the order of <c>layer.get_weights()</c>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="count">How many its configuration asks for.</param>
    IReadOnlyList<ImportedTensor> Of(KerasLayer layer, int count);
}
