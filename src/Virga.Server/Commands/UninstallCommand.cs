using System.Net.Sockets;
using Virga.Docker.Engine;
using Virga.Server.Configuration;
using Virga.Server.Hosting;

namespace Virga.Server.Commands;

/// <summary>
/// <c>virga uninstall</c>: removes what an emulator of these settings left on this machine. The data directory and the
/// program stay: they are files that their owner removes.
/// </summary>
internal static class UninstallCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        if (await AnswersAsync(options, cancellation).ConfigureAwait(false))
            return await RefuseAsync($"something listens at {options.Endpoint}: end the emulator first")
                .ConfigureAwait(false);
        try
        {
            await Uninstallation.RunAsync(options).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or DockerEngineException or FormatException)
        {
            return await RefuseAsync(failure.Message).ConfigureAwait(false);
        }

        await Console.Out.WriteLineAsync(
            "Nothing of this emulator is left on the engine or in this host's network. What is left is files: "
            + (options.DataDirectory is { } data ? $"{data}, and " : "") + "this program.").ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync("virga uninstall: " + reason).ConfigureAwait(false);
        return 1;
    }

    /// <summary>Whatever listens there: an emulator with TLS would answer no plain question.</summary>
    private static async Task<bool> AnswersAsync(ServerOptions options, CancellationToken cancellation)
    {
        using var socket = new Socket(options.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(options.Endpoint, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception none) when (none is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
