using System.Collections.Generic;
using System.Globalization;
using System.Text;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Weights;

/// <summary>
/// Reads the header of a safetensors file: <c>{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}</c> with an
/// optional <c>"__metadata__"</c> of strings. That much of JSON and no more: anything else is a fault, at which reading ends. No text makes
/// it throw, or takes more than one pass. The format: https://github.com/huggingface/safetensors.
/// </summary>
internal sealed class HeaderReader
{
    private const string Metadata = "__metadata__";

    private readonly string _text;
    private readonly List<WeightsTensor> _tensors = [];
    private readonly HashSet<string> _names = [];
    private int _at;
    private string? _fault;

    private HeaderReader(string text) => _text = text;

    public static WeightsContent Read(string header)
    {
        var reader = new HeaderReader(header);
        reader.ReadObject(reader.ReadEntry);
        if (reader.Peek() != '\0' || reader._at < header.Length) reader.Fail("text behind the end");
        return new WeightsContent(reader._tensors.ToEquatableArray(), reader._fault);
    }

    private void ReadEntry(string name)
    {
        if (!_names.Add(name)) Fail($"'{name}' twice");
        else if (name == Metadata) ReadMetadata();
        else ReadTensor(name);
    }

    private void ReadMetadata()
    {
        var keys = new HashSet<string>();
        ReadObject(key =>
        {
            if (keys.Add(key)) ReadText();
            else Fail($"'{key}' twice");
        });
    }

    private void ReadTensor(string name)
    {
        string? dtype = null;
        List<long>? shape = null, offsets = null;
        ReadObject(key =>
        {
            switch (key)
            {
                case "dtype" when dtype is null:
                    dtype = ReadText();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers();
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers();
                    break;
                default:
                    Fail($"'{key}' in '{name}', or twice");
                    break;
            }
        });
        if (dtype is null || shape is null || offsets is not { Count: 2 }) Fail($"no dtype, shape and two data_offsets in '{name}'");
        else _tensors.Add(new WeightsTensor(name, dtype, shape.ToEquatableArray(), offsets[0], offsets[1]));
    }

    /// <summary>A map of which each value is read as it comes.</summary>
    private void ReadObject(System.Action<string> readValue)
    {
        if (!Take('{') || TakeIf('}')) return;
        do
        {
            string key = ReadText();
            if (!Take(':')) return;
            readValue(key);
        }
        while (_fault is null && TakeIf(','));
        Take('}');
    }

    private List<long> ReadNumbers()
    {
        var numbers = new List<long>();
        if (!Take('[') || TakeIf(']')) return numbers;
        do
        {
            Peek();
            int start = _at;
            while (_at < _text.Length && _text[_at] is >= '0' and <= '9') _at++;
            string digits = _text.Substring(start, _at - start);
            bool isPadded = digits.Length > 1 && digits[0] == '0';
            if (!isPadded && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) numbers.Add(number);
            else Fail("no number from 0 to 2^63 - 1");
        }
        while (_fault is null && TakeIf(','));
        Take(']');
        return numbers;
    }

    private string ReadText()
    {
        var text = new StringBuilder();
        if (!Take('"')) return "";
        while (_at < _text.Length && _text[_at] != '"')
        {
            if (_text[_at] < ' ') break;
            if (_text[_at] == '\\') ReadEscape(text);
            else text.Append(_text[_at++]);
        }

        if (_fault is null && !(_at < _text.Length && _text[_at++] == '"')) Fail("a text without an end");
        string read = text.ToString();
        if (!IsWhole(read)) Fail("half of a surrogate pair");
        return read;
    }

    private static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }

        return true;
    }

    private void ReadEscape(StringBuilder text)
    {
        const string Letters = "\"\\/bfnrt", Meant = "\"\\/\b\f\n\r\t";
        char letter = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        if (letter == 'u' && _at + 6 <= _text.Length && ushort.TryParse(
            _text.Substring(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
        {
            text.Append((char)unit);
            _at += 6;
            return;
        }

        int index = letter == '\0' ? -1 : Letters.IndexOf(letter);
        if (index < 0) Fail("an escape that JSON has not");
        else text.Append(Meant[index]);
        _at += 2;
    }

    private bool TakeIf(char wanted)
    {
        if (_fault is not null || Peek() != wanted) return false;
        _at++;
        return true;
    }

    private bool Take(char wanted)
    {
        if (TakeIf(wanted)) return true;
        Fail($"no '{wanted}'");
        return false;
    }

    /// <summary>What comes next, white space apart; '\0' at the end.</summary>
    private char Peek()
    {
        while (_at < _text.Length && (_text[_at] is ' ' or '\t' or '\n' or '\r')) _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    /// <summary>Of the first fault only: all others follow from it. Reading ends there.</summary>
    private void Fail(string found)
    {
        string place = _at.ToString(CultureInfo.InvariantCulture);
        _fault ??= $"its header is not that of a safetensors file: {found} at character {place}";
        _at = _text.Length;
    }
}
