namespace Virga.Iam.Evaluation;

/// <summary>
/// The condition keys of a request (<c>aws:SourceIp</c>, <c>ec2:Region</c>, <c>aws:RequestTag/Name</c>) with their
/// values.
/// Names are not case sensitive.
/// </summary>
internal sealed class RequestContext
{
    private readonly Dictionary<string, string[]> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, for explanations.</summary>
    public IEnumerable<KeyValuePair<string, string[]>> All => values;

    /// <summary>Sets a key; null leaves it out.</summary>
    public RequestContext Set(string key, string? value)
    {
        if (value is not null) values[key] = [value];
        return this;
    }

    /// <summary>Sets a key that can have several values.</summary>
    public RequestContext SetMany(string key, IEnumerable<string> many)
    {
        values[key] = [.. many];
        return this;
    }

    /// <summary>The values of a key, or null when the request does not have it.</summary>
    public string[]? Find(string key) => values.GetValueOrDefault(key);

    /// <summary>A copy that can be changed for one resource of a request.</summary>
    public RequestContext Copy()
    {
        var copy = new RequestContext();
        foreach (var (key, value) in values) copy.values[key] = value;
        return copy;
    }
}
