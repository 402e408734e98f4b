namespace Virga.Fabric.Driver;

/// <summary>
/// Starts an agent, or finds one, and gives a duplex stream to it. Disposing the stream ends that agent.
/// </summary>
internal interface IFabricTransport
{
    Task<Stream> ConnectAsync(CancellationToken cancellation);
}
