using Virga.Ec2.Images;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// The metadata options of a launch: the request's, over the account's defaults, over those that the image asks for
/// (EC2 User Guide, "Order of precedence for instance metadata options").
/// </summary>
internal static class LaunchMetadata
{
    /// <summary>An image with IMDSv2 support makes tokens required and the hop limit 2 (EC2 User Guide).</summary>
    public static MetadataOptionsRow Of(
        InstanceMetadataOptionsRequest? asked, LaunchImage image, MetadataDefaultsRow defaults)
    {
        var needsTokens = image.ImdsSupport == "v2.0";
        var options = new MetadataOptionsRow
        {
            HttpTokens = asked?.HttpTokens ?? defaults.HttpTokens
                ?? (needsTokens ? HttpTokensState.Required : HttpTokensState.Optional),
            HttpPutResponseHopLimit = MetadataOptionRules.CheckHopLimit(
                asked?.HttpPutResponseHopLimit ?? defaults.HttpPutResponseHopLimit ?? (needsTokens ? 2 : 1)),
            HttpEndpoint = asked?.HttpEndpoint ?? defaults.HttpEndpoint ?? InstanceMetadataEndpointState.Enabled,
            HttpProtocolIpv6 = asked?.HttpProtocolIpv6 ?? InstanceMetadataProtocolState.Disabled,
            InstanceMetadataTags = asked?.InstanceMetadataTags ?? defaults.InstanceMetadataTags
                ?? InstanceMetadataTagsState.Disabled,
        };
        MetadataOptionRules.CheckEnforcement(options, defaults);
        return options;
    }
}
