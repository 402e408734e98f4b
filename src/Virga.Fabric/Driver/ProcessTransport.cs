using System.Diagnostics;

namespace Virga.Fabric.Driver;

/// <summary>
/// An agent behind the standard input and output of a process: a child on this machine, or a client that runs it
/// elsewhere (<c>docker exec -i CONTAINER /virga-server fabric-agent</c>). It ends when its input does.
/// </summary>
internal sealed class ProcessTransport(string program, IReadOnlyList<string> arguments) : IFabricTransport
{
    /// <summary>An agent that does not leave by then is stopped.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    public Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start) ?? throw new IOException($"{program} does not start");
        return Task.FromResult<Stream>(new DuplexStream(
            process.StandardOutput.BaseStream, process.StandardInput.BaseStream, () => EndAsync(process)));
    }

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
