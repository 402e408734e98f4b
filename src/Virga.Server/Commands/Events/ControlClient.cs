using System.Text;

namespace Virga.Server.Commands.Events;

/// <summary>Asks a running server's control API. Prints answers, and faults to the other stream.</summary>
internal sealed class ControlClient(string endpoint) : IDisposable
{
    private readonly HttpClient client = new();

    /// <summary>The answer's text, or null after the fault was printed.</summary>
    public async Task<string?> AskAsync(string path, string? body, CancellationToken cancellation)
    {
        var url = new Uri(endpoint.TrimEnd('/') + path);
        try
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await (content is null
                ? client.GetAsync(url, cancellation)
                : client.PostAsync(url, content, cancellation)).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return text;
            await Console.Error.WriteLineAsync($"virga: {(int)answer.StatusCode} {text}").ConfigureAwait(false);
        }
        catch (HttpRequestException away)
        {
            await Console.Error.WriteLineAsync($"virga: no server at {endpoint}: {away.Message}").ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Asks and prints; the exit code.</summary>
    public async Task<int> PrintAsync(string path, string? body, CancellationToken cancellation)
    {
        if (await AskAsync(path, body, cancellation).ConfigureAwait(false) is not { } text) return 1;
        await Console.Out.WriteLineAsync(text.TrimEnd()).ConfigureAwait(false);
        return 0;
    }

    public void Dispose() => client.Dispose();
}
