namespace RnnGen.Compiler.Definitions;

/// <summary>What a name of the language is: a letter or '_', then letters, digits and '_', all ASCII.</summary>
public static class Names
{
    public static bool IsStart(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    public static bool IsPart(char character) => IsStart(character) || IsDigit(character);

    public static bool IsDigit(char character) => character is >= '0' and <= '9';

    public static bool IsName(string text)
    {
        if (text.Length == 0 || !IsStart(text[0])) return false;
        foreach (char character in text)
            if (!IsPart(character)) return false;
        return true;
    }
}
