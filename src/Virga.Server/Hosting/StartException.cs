using System.Net.Sockets;
using Virga.Server.Configuration;

namespace Virga.Server.Hosting;

/// <summary>The server cannot start here; the message names the setting that is to blame.</summary>
internal sealed class StartException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>Making it opens the data directory, and asks the environment for the engine.</summary>
    public static T OfMaking<T>(ServerOptions options, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (FormatException wrong)
        {
            // It names DOCKER_HOST or DOCKER_TLS_VERIFY by itself.
            throw new StartException(wrong.Message, wrong);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                options.DataDirectory is { } data
                    ? $"{wrong.Message} The data directory is {data} (VIRGA_DATA, --data)."
                    : wrong.Message,
                wrong);
        }
    }

    /// <summary>A port that is taken, one that needs root, or an address that is not this machine's.</summary>
    public static async Task OfListeningAsync(ServerOptions options, Task listening)
    {
        try
        {
            await listening.ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is IOException or SocketException)
        {
            var registry = options.EcrPort == 0 ? "" : $" and port {options.EcrPort} (VIRGA_ECR_PORT, --ecr-port)";
            throw new StartException(
                $"{wrong.Message} The server listens on {options.Endpoint} (VIRGA_HOST, --host, VIRGA_PORT, --port)"
                + $"{registry}.",
                wrong);
        }
    }
}
