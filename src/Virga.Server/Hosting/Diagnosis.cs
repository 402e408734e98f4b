using System.Net.Sockets;
using Virga.Server.Configuration;

namespace Virga.Server.Hosting;

/// <summary>One thing that was looked at.</summary>
internal sealed record Check(string Name, bool IsFine, string Finding, string? Fix);

/// <summary>Looks at what Virga needs of the machine.</summary>
internal static class Diagnosis
{
    public static async Task<IReadOnlyList<Check>> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return [PortCheck(options), DataCheck(options)];
    }

    private static Check PortCheck(ServerOptions options)
    {
        try
        {
            using var listener = new TcpListener(options.Endpoint);
            listener.Start();
            return new("port", true, $"{options.Endpoint} is free", null);
        }
        catch (SocketException exception)
        {
            return new("port", false, $"{options.Endpoint}: {exception.Message}", "choose another with --port");
        }
    }

    private static Check DataCheck(ServerOptions options)
    {
        if (options.DataDirectory is not { } directory) return new("data", true, "state is kept in memory", null);
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, ".virga-probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new("data", true, $"{directory} can be written", null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("data", false, exception.Message, "choose another with --data");
        }
    }
}
