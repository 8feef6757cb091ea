using System;
using CharacterModel.Learning;

namespace CharacterModel.Display;

/// <summary>Shows nothing: of many processes one speaks for all.</summary>
internal sealed class SilentDisplay : TrainingDisplay
{
    /// <inheritdoc/>
    public override void Show(Action<Action<EpochReport>> training) => training(_ => { });
}
