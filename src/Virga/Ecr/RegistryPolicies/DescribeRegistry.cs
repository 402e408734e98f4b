using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.RegistryPolicies;

/// <summary>Shows the registry's replication configuration.</summary>
internal sealed class DescribeRegistry : IQuery<DescribeRegistryRequest, DescribeRegistryResponse>
{
    public static DescribeRegistryResponse Run(DescribeRegistryRequest input, WorldView at) => new()
    {
        RegistryId = at.Account,
        ReplicationConfiguration = new() { Rules = RegistryRow.Of(at).ReplicationRules },
    };
}
