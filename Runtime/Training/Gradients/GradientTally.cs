namespace RnnGen;

/// <summary>Counts what was found of one tensor.</summary>
internal struct GradientTally
{
    private GradientDifference _worst;
    private int _checked, _atKinks;

    public void Add(GradientDifference difference)
    {
        if (_checked++ == 0 || difference.Share > _worst.Share)
        {
            _worst = difference;
        }
    }

    public void AddKink() => _atKinks++;

    public readonly TensorGradient Result(TensorPlace place)
    {
        GradientVerdict verdict = !double.IsFinite(_worst.Error) ? GradientVerdict.NotFinite
            : _worst.Share > 1 ? GradientVerdict.Wrong
            : _checked == 0 && _atKinks > 0 ? GradientVerdict.Unchecked
            : GradientVerdict.Correct;
        return new TensorGradient(place.Name, place.Shape, verdict, _worst, _checked, _atKinks);
    }
}
