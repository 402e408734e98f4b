using System.Net;

namespace Virga.Metadata;

/// <summary>The other end of a connection: its address, and the tag a tunnel gave it (an interface id), if
/// any.</summary>
internal readonly record struct MetadataPeer(IPAddress? Address, string? Tag = null);

/// <summary>The instance behind a request: what it may read, under which options.</summary>
/// <param name="InstanceId">Tokens are bound to it.</param>
internal sealed record MetadataTarget(
    string InstanceId,
    MetadataOptions Options,
    MetadataTree Tree,
    MetadataReadLog Reads);

/// <summary>Finds the instance behind a connection.</summary>
internal interface IMetadataSource
{
    /// <summary>
    /// The target of a request, or null when nobody is known at that end. May take the instance's name off the front
    /// of the path ("/i-…/latest/meta-data/"), for readers that are not in an instance.
    /// </summary>
    MetadataTarget? Find(in MetadataPeer peer, ref ReadOnlySpan<byte> path);
}

/// <summary>
/// The metadata options of an instance that the service itself obeys.
/// </summary>
/// <param name="IsEndpointEnabled">HttpEndpoint; when not, every answer is 403.</param>
/// <param name="AreTokensRequired">HttpTokens=required.</param>
/// <param name="HopLimit">HttpPutResponseHopLimit, 1 to 64: the IP TTL of the reply that carries a token; null leaves
/// the system's own.</param>
/// <param name="IsIpv6Enabled">HttpProtocolIpv6.</param>
internal sealed record MetadataOptions(
    bool IsEndpointEnabled = true,
    bool AreTokensRequired = false,
    int? HopLimit = null,
    bool IsIpv6Enabled = false);
