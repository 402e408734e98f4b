using System.Text.RegularExpressions;

namespace Virga.Wire;

/// <summary>
/// What the model asks of a value: how long or large it may be, its form, its values. One per shape, shared.
/// </summary>
internal sealed class Rule
{
    /// <summary>A hostile value against an unlucky pattern ends here, and counts as not matching.</summary>
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    private Regex? regex;

    /// <summary>The least length, count or value.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest length, count or value.</summary>
    public double? Max { get; init; }

    /// <summary>The pattern as AWS tells it.</summary>
    public string? Pattern { get; init; }

    /// <summary>The same pattern for .NET, where it has to be written in another way.</summary>
    public string? NetPattern { get; init; }

    /// <summary>Whether a text is one of the values.</summary>
    public Func<string, bool>? IsKnown { get; init; }

    /// <summary>The values, for the message.</summary>
    public string? Values { get; init; }

    /// <summary>The value is a secret and is not repeated.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Says what is wrong with a text; nothing when it is right.</summary>
    public IEnumerable<string> Broken(string value, ConstraintStyle style)
    {
        foreach (var text in BrokenLength(value.Length))
            yield return text;
        if (Pattern is not null && !IsMatch(value))
            yield return $"Member must satisfy regular expression pattern: {Pattern}";
        if (IsKnown is not null && !IsKnown(value))
            yield return style == ConstraintStyle.Unquoted
                ? "Member must satisfy enum value set"
                : $"Member must satisfy enum value set: [{Values}]";
    }

    /// <summary>The same for the number of characters, bytes or items.</summary>
    public IEnumerable<string> BrokenLength(int length)
    {
        if (length > Max)
            yield return MaxLength;
        if (length < Min)
            yield return MinLength;
    }

    /// <summary>The same for a number.</summary>
    public IEnumerable<string> BrokenValue(double value)
    {
        if (value > Max)
            yield return $"Member must have value less than or equal to {Max}";
        if (value < Min)
            yield return $"Member must have value greater than or equal to {Min}";
    }

    /// <summary>Everything that is asked; told when a member of a list or map fails.</summary>
    public string All()
    {
        var texts = new List<string>(4);
        if (Max is not null)
            texts.Add(MaxLength);
        if (Min is not null)
            texts.Add(MinLength);
        if (Pattern is not null)
            texts.Add($"Member must satisfy regular expression pattern: {Pattern}");
        if (IsKnown is not null)
            texts.Add($"Member must satisfy enum value set: [{Values}]");
        return string.Join(", ", texts);
    }

    private string MaxLength => $"Member must have length less than or equal to {Max}";

    private string MinLength => $"Member must have length greater than or equal to {Min}";

    private bool IsMatch(string value)
    {
        regex ??= new Regex($@"\A(?:{NetPattern ?? Pattern})\z", RegexOptions.CultureInvariant, LongestMatch);
        try
        {
            return regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
