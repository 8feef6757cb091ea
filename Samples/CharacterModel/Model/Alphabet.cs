using System;

namespace CharacterModel.Model;

/// <summary>The 27 symbols of a name: the letters a to z, and one that stands before the first letter and after the last.</summary>
internal static class Alphabet
{
    /// <summary>The number of symbols.</summary>
    public const int Size = 27;

    /// <summary>The symbol that begins and ends a name.</summary>
    public const int Edge = 0;

    /// <summary>The symbol of a letter, small or capital.</summary>
    public static int IndexOf(char letter) => char.IsAsciiLetter(letter)
        ? char.ToLowerInvariant(letter) - 'a' + 1
        : throw new ArgumentOutOfRangeException(nameof(letter), letter, "A name consists of the letters a to z.");

    /// <summary>The small letter of a symbol other than <see cref="Edge"/>.</summary>
    public static char LetterOf(int index) => (char)('a' + index - 1);
}
