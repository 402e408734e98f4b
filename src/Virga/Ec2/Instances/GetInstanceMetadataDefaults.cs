using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Shows what an account prefers; what it does not is left out.</summary>
internal sealed class GetInstanceMetadataDefaults
    : IQuery<GetInstanceMetadataDefaultsRequest, GetInstanceMetadataDefaultsResult>
{
    public static GetInstanceMetadataDefaultsResult Run(GetInstanceMetadataDefaultsRequest input, WorldView at)
    {
        var defaults = MetadataDefaultsRow.Of(at);
        return new()
        {
            AccountLevel = new()
            {
                HttpTokens = defaults.HttpTokens,
                HttpPutResponseHopLimit = defaults.HttpPutResponseHopLimit,
                HttpEndpoint = defaults.HttpEndpoint,
                InstanceMetadataTags = defaults.InstanceMetadataTags,
                HttpTokensEnforced = defaults.HttpTokensEnforced,
                ManagedBy = ManagedBy.Account,
            },
        };
    }
}
