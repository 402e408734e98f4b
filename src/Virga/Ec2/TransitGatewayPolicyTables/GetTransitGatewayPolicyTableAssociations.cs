using Virga.Ec2.TransitGatewayAttachments;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayPolicyTables;

/// <summary>Lists the attachments under a policy table.</summary>
internal sealed class GetTransitGatewayPolicyTableAssociations
    : IQuery<GetTransitGatewayPolicyTableAssociationsRequest, GetTransitGatewayPolicyTableAssociationsResult>
{
    public static GetTransitGatewayPolicyTableAssociationsResult Run(
        GetTransitGatewayPolicyTableAssociationsRequest input, WorldView at)
    {
        var table = TransitGatewayPolicyTables.Usable(at, input.TransitGatewayPolicyTableId);
        var listing = new Listing<TransitGatewayAttachmentRow, TransitGatewayPolicyTableAssociation>
        {
            View = (row, _) => TransitGatewayPolicyTables.Association(
                table, row, TransitGatewayAssociationState.Associated),
            IsVisible = (row, _) => !row.IsOver && table.AttachmentIds.Contains(row.Id),
            Filters = [],
        };
        var page = listing.Page(at, null, input.Filters, input.MaxResults, input.NextToken);
        return new() { Associations = page.Items, NextToken = page.NextToken };
    }
}
