using System.Globalization;

namespace Virga.Facts;

/// <summary>
/// Takes the cells of one row of a <see cref="FactTable"/> from left to right; an empty cell is "not known".
/// </summary>
internal struct FactReader(string row)
{
    private int _at;

    /// <summary>The next cell.</summary>
    public ReadOnlySpan<char> Cell()
    {
        var rest = row.AsSpan(_at);
        var end = rest.IndexOf('\t');
        var cell = end < 0 ? rest : rest[..end];
        _at += cell.Length + 1;
        if (_at > row.Length) _at = row.Length;
        return cell;
    }

    /// <summary>The next cell as text, empty if it is.</summary>
    public string Text() => string.Intern(Cell().ToString());

    /// <summary>The next cell as text, null if it is empty.</summary>
    public string? OptionalText() => Text() is { Length: > 0 } text ? text : null;

    /// <summary>The next cell as a whole number.</summary>
    public int Int() => int.Parse(Cell(), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The next cell as a whole number, null if it is empty.</summary>
    public int? OptionalInt() =>
        int.TryParse(Cell(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The next cell as a number, null if it is empty.</summary>
    public double? OptionalNumber() => Number(Cell());

    /// <summary>
    /// The next cell as a list, split at <paramref name="separator"/>; an empty cell is an empty list.
    /// </summary>
    public string[] List(char separator)
    {
        var cell = Cell();
        return cell.IsEmpty ? [] : cell.ToString().Split(separator);
    }

    /// <summary>A number, null if there is none.</summary>
    public static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value : null;
}
