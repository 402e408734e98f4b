using System.Text;

namespace Virga.Docker.Engine;

/// <summary>A call to be made: method, path without the version, query, and one kind of body at most.</summary>
internal sealed class EngineRequest(HttpMethodName method, string path)
{
    private readonly StringBuilder query = new();

    /// <summary>JSON, sent with its length.</summary>
    public byte[]? Json { get; init; }

    /// <summary>A tar archive, sent in chunks.</summary>
    public Stream? Archive { get; init; }

    /// <summary>Base64 of the JSON that Docker names X-Registry-Auth. A secret.</summary>
    public string? RegistryAuth { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>The connection becomes a two-way stream after the head of the answer.</summary>
    public bool IsUpgrade { get; init; }

    /// <summary>What messages call this: no query, since that may hold a user's data.</summary>
    public string Call => $"{Method} {path}";

    public string Method { get; } = method.ToString().ToUpperInvariant();

    public string Target => path + query;

    /// <summary>Adds a parameter; null leaves it out.</summary>
    public EngineRequest With(string name, string? value)
    {
        if (value is null) return this;
        query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public EngineRequest With(string name, bool value) => value ? With(name, "1") : this;

    public EngineRequest With(string name, int? value) => With(name, value?.ToString());
}

/// <summary>The methods the Engine API uses.</summary>
internal enum HttpMethodName
{
    Get,
    Head,
    Post,
    Put,
    Delete,
}
