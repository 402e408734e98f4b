using Virga.Service;

namespace Virga.Distribution.Backing;

/// <summary>A CNCF distribution server that keeps the bytes of images for us.</summary>
internal interface IRegistryServer
{
    /// <summary>Its address, when it answers there; it is started first where it is ours to start.</summary>
    /// <exception cref="AwsException">It does not answer.</exception>
    ValueTask<Uri> StartAsync(CancellationToken cancellation);

    /// <summary>
    /// Lets it free the files that nothing in it refers to, while nobody writes to it; false where that is its
    /// operator's.
    /// </summary>
    ValueTask<bool> CollectAsync(CancellationToken cancellation);
}

/// <summary>A server that somebody else runs, at an address.</summary>
internal sealed class RegistryAtAddress(Uri address) : IRegistryServer
{
    public ValueTask<Uri> StartAsync(CancellationToken cancellation) => new(address);

    public ValueTask<bool> CollectAsync(CancellationToken cancellation) => new(false);
}
