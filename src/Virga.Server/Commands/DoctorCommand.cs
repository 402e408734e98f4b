using Virga.Server.Configuration;
using Virga.Server.Hosting;

namespace Virga.Server.Commands;

/// <summary><c>virga doctor</c>: what works on this machine, what does not, and the fix.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        foreach (var check in await Diagnosis.RunAsync(options, cancellation).ConfigureAwait(false))
        {
            await Console.Out.WriteLineAsync($"{(check.IsFine ? "ok  " : "no  ")} {check.Name}: {check.Finding}")
                .ConfigureAwait(false);
            if (check.Fix is not null)
                await Console.Out.WriteLineAsync($"     fix: {check.Fix}").ConfigureAwait(false);
        }

        return 0;
    }
}
