using System.Runtime.InteropServices;
using Virga.Server.Configuration;
using Virga.Server.Hosting;

namespace Virga.Server.Commands;

/// <summary><c>virga serve</c>: runs until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>After this the start is over, and so are the first requests of whoever waited for it.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using var registration = cancellation.Register(() => stop.TrySetResult()).ConfigureAwait(false);
        foreach (var warning in options.Warnings)
            await Console.Error.WriteLineAsync("virga: warning: " + warning).ConfigureAwait(false);
        try
        {
            var server = await VirgaServer.StartAsync(options).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                await server.SettleAsync(TimeSpan.FromMilliseconds(500)).ConfigureAwait(false);
                var banner = Banner.Of(options, server.Health, server.CertificatePath);
                await Console.Out.WriteLineAsync(banner).ConfigureAwait(false);
                await Task.WhenAny(stop.Task, Task.Delay(Quiet, cancellation)).ConfigureAwait(false);
                StartPages.GiveBack();
                await stop.Task.ConfigureAwait(false);
            }

            return 0;
        }
        catch (Exception exception) when (exception is StartException or IOException)
        {
            await Console.Error.WriteLineAsync("virga: " + exception.Message).ConfigureAwait(false);
            return 1;
        }
    }
}
