using Virga.Distribution.Storage;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>Other registries, over the network.</summary>
internal interface IUpstreams
{
    /// <summary>Why the registry of a rule does not answer; null when it does.</summary>
    ValueTask<string?> ProbeAsync(PullThroughCacheRuleRow rule, CancellationToken cancellation);

    /// <summary>A manifest and its media type.</summary>
    /// <exception cref="AwsException">UnableToGetUpstreamImageException.</exception>
    ValueTask<(byte[] Content, string? MediaType)> ManifestAsync(
        PullThroughCacheRuleRow rule, string name, string reference, CancellationToken cancellation);

    /// <summary>Streams a layer into an upload.</summary>
    /// <exception cref="AwsException">UnableToGetUpstreamImageException.</exception>
    ValueTask LayerAsync(
        PullThroughCacheRuleRow rule, string name, string digest, Upload upload, CancellationToken cancellation);
}
