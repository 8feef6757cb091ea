// Written from ../Double512.Approximate.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using Self = RnnGen.Numerics.Double1;

namespace RnnGen.Numerics;

// As in the vector structs, with choices in place of masks.
public readonly partial struct Double1
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateTanh(Self x) => Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateSigmoid(Self x) => Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateExp(Self x) => Exp(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateSoftplus(Self x) => Softplus(x);
}
