using System.Text;

namespace Virga.Server.Imds;

/// <summary>
/// Reads all that an instance of a running server has, as one of its own programs would: a session token, then every
/// name that is listed.
/// </summary>
internal static class InstanceReader
{
    private const string Token = "X-aws-ec2-metadata-token";

    /// <summary>A tree of EC2 has some hundred leaves; a service that lists without end is not one.</summary>
    private const int MaxReads = 10_000;

    /// <param name="instance">An instance id, or the whole URL up to it.</param>
    /// <param name="port">The port of the server's metadata service, where only the id is given.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Path below the version → content.</returns>
    /// <exception cref="HttpRequestException">It is not there, or answers what no instance does.</exception>
    public static async Task<Dictionary<string, byte[]>> ReadAsync(
        string instance, string port, CancellationToken cancellation)
    {
        var root = instance.Contains("://", StringComparison.Ordinal)
            ? instance.TrimEnd('/')
            : $"http://localhost:{port}/{Uri.EscapeDataString(instance)}";
        using var client = new HttpClient();
        using var asked = new HttpRequestMessage(HttpMethod.Put, $"{root}/latest/api/token");
        asked.Headers.Add(Token + "-ttl-seconds", "300");
        using var answer = await client.SendAsync(asked, cancellation).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            Token, await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));

        var leaves = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var open = new Stack<string>(["meta-data/", "dynamic/"]);
        for (var reads = 0; open.TryPop(out var path); reads++)
        {
            if (reads == MaxReads) throw new HttpRequestException($"{root} lists without an end");
            if (await GetAsync(client, $"{root}/latest/{path}", cancellation).ConfigureAwait(false) is not { } body)
                continue;
            if (!path.EndsWith('/')) leaves[path] = body;
            else foreach (var name in Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                open.Push(path + NameOf(path, name));
        }

        if (await GetAsync(client, $"{root}/latest/user-data", cancellation).ConfigureAwait(false) is { } data)
            leaves["user-data"] = data;
        return leaves;
    }

    /// <summary>A key is listed as <c>0=name</c>, and is a directory.</summary>
    private static string NameOf(string directory, string name) =>
        directory == "meta-data/public-keys/" ? name.Split('=')[0] + "/" : name;

    private static async Task<byte[]?> GetAsync(HttpClient client, string url, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(new Uri(url), cancellation).ConfigureAwait(false);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
    }
}
