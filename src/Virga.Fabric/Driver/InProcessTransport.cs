using System.IO.Pipelines;
using Virga.Fabric.Agent;

namespace Virga.Fabric.Driver;

/// <summary>
/// The agent inside the emulator's own process: for Linux hosts where the emulator is root and no engine is needed.
/// The outermost namespace is one of the fabric's own, so nothing of the host's is changed.
/// </summary>
internal sealed class InProcessTransport(FabricAgentOptions options, TimeProvider time) : IFabricTransport
{
    public Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        var toAgent = new Pipe();
        var toEmulator = new Pipe();
        var agentSide = new DuplexStream(toAgent.Reader.AsStream(), toEmulator.Writer.AsStream());
        var ending = new CancellationTokenSource();
        var running = Task.Run(() => RunAsync(agentSide, toEmulator.Writer, ending.Token), CancellationToken.None);
        return Task.FromResult<Stream>(new DuplexStream(
            toEmulator.Reader.AsStream(),
            toAgent.Writer.AsStream(),
            async () =>
            {
                await toAgent.Writer.CompleteAsync();
                await running;
                ending.Dispose();
            }));
    }

    /// <summary>An agent that cannot start looks like one that went away, with its reason.</summary>
    private async Task RunAsync(Stream stream, PipeWriter output, CancellationToken cancellation)
    {
        Exception? reason = null;
        try
        {
            await FabricAgent.RunAsync(stream, options, time, cancellation);
        }
        catch (Exception failure)
        {
            reason = failure;
        }

        await output.CompleteAsync(reason);
    }
}
