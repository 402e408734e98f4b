using Virga.Ec2.Images;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The metadata options of a launch: the request's, over those that the image asks for.</summary>
internal static class LaunchMetadata
{
    private const int MaxHopLimit = 64;

    /// <summary>An image with IMDSv2 support makes tokens required and the hop limit 2 (EC2 User Guide).</summary>
    public static MetadataOptionsRow Of(InstanceMetadataOptionsRequest? asked, LaunchImage image)
    {
        var needsTokens = image.ImdsSupport == "v2.0";
        var hops = asked?.HttpPutResponseHopLimit ?? (needsTokens ? 2 : 1);
        if (hops is < 1 or > MaxHopLimit)
            throw CommonErrors.InvalidParameterValue(
                $"The value {hops} for HttpPutResponseHopLimit is invalid. Specify a value between 1 and "
                + $"{MaxHopLimit}.");
        return new()
        {
            HttpTokens = asked?.HttpTokens ?? (needsTokens ? HttpTokensState.Required : HttpTokensState.Optional),
            HttpPutResponseHopLimit = hops,
            HttpEndpoint = asked?.HttpEndpoint ?? InstanceMetadataEndpointState.Enabled,
            HttpProtocolIpv6 = asked?.HttpProtocolIpv6 ?? InstanceMetadataProtocolState.Disabled,
            InstanceMetadataTags = asked?.InstanceMetadataTags ?? InstanceMetadataTagsState.Disabled,
        };
    }
}
