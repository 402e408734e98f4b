using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>Lists the entries of a policy table: none, since they come from core networks.</summary>
internal sealed class GetTransitGatewayPolicyTableEntries
    : IQuery<GetTransitGatewayPolicyTableEntriesRequest, GetTransitGatewayPolicyTableEntriesResult>
{
    public static GetTransitGatewayPolicyTableEntriesResult Run(
        GetTransitGatewayPolicyTableEntriesRequest input, WorldView at)
    {
        TransitGatewayPolicyTables.Usable(at, input.TransitGatewayPolicyTableId);
        NoItems.Check(input.Filters, input.NextToken);
        return new() { TransitGatewayPolicyTableEntries = [] };
    }
}
