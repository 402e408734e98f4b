using Virga.Ec2.Tags;
using Virga.Ec2.TransitGatewayMeteringPolicies;
using Virga.Ec2.TransitGatewayMulticastDomains;
using Virga.Ec2.TransitGatewayPolicyTables;
using Virga.Ec2.TransitGatewayRouteTables;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGateways;

/// <summary>Creates a transit gateway, with a route table for all attachments unless that is switched off.</summary>
internal sealed class CreateTransitGateway : IMutation<CreateTransitGatewayRequest, CreateTransitGatewayResult>
{
    public static CreateTransitGatewayResult Run(CreateTransitGatewayRequest input, Change change)
    {
        Quota.TransitGateways.Check(change, () => change.Rows<TransitGatewayRow>().Count(one => !one.IsGone));
        var options = input.Options ?? new();
        var row = Row(change, input, options);
        if (row.AssociatesByDefault || row.PropagatesByDefault)
        {
            var table = NewTransitGatewayRouteTable.Make(change, row.Id);
            row = row with
            {
                AssociationDefaultRouteTableId = row.AssociatesByDefault ? table.Id : null,
                PropagationDefaultRouteTableId = row.PropagatesByDefault ? table.Id : null,
            };
        }

        change.Put(row);
        change.TagNew(input.TagSpecifications, ResourceType.TransitGateway, row.Id);
        change.Later<TransitGatewaySettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGateway = TransitGatewayView.Of(row, change) };
    }

    private static TransitGatewayRow Row(
        Change change, CreateTransitGatewayRequest input, TransitGatewayRequestOptions options) =>
        new(change.NewId("tgw"))
        {
            State = TransitGatewayState.Pending,
            CreationTime = change.Now,
            Description = input.Description,
            AmazonSideAsn = TransitGatewayRules.Asn(options.AmazonSideAsn ?? TransitGatewayRules.DefaultAsn),
            CidrBlocks = TransitGatewayRules.Blocks(options.TransitGatewayCidrBlocks ?? []),
            AcceptsSharedAttachments = TransitGatewayRules.Read(options.AutoAcceptSharedAttachments, false),
            AssociatesByDefault = TransitGatewayRules.Read(options.DefaultRouteTableAssociation, true),
            PropagatesByDefault = TransitGatewayRules.Read(options.DefaultRouteTablePropagation, true),
            HasVpnEcmpSupport = TransitGatewayRules.Read(options.VpnEcmpSupport, true),
            HasDnsSupport = TransitGatewayRules.Read(options.DnsSupport, true),
            HasSecurityGroupReferencingSupport =
                TransitGatewayRules.Read(options.SecurityGroupReferencingSupport, false),
            HasMulticastSupport = TransitGatewayRules.Read(options.MulticastSupport, false),
        };
}

/// <summary>A transit gateway reaches the state that it is on its way to.</summary>
internal sealed class TransitGatewaySettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayRow>(subject) is not { } row) return;
        if (row.State == TransitGatewayState.Deleting) End(change, row);
        else if (row.State != TransitGatewayState.Deleted)
            change.Put(row with { State = TransitGatewayState.Available });
    }

    private static void End(Change change, TransitGatewayRow row)
    {
        change.Put(row with { State = TransitGatewayState.Deleted });
        change.Expire<TransitGatewayFades>(TransitGatewayRules.Visible, row.Id);
        foreach (var table in change.Rows<TransitGatewayRouteTableRow>()
            .By(TransitGatewayRouteTableRow.ByTransitGateway, row.Id))
            TransitGatewayRouteTableSettles.End(change, table);
        foreach (var domain in change.Rows<TransitGatewayMulticastDomainRow>().Where(one => one.GatewayId == row.Id))
            change.Remove<TransitGatewayMulticastDomainRow>(domain.Id);
        foreach (var policy in change.Rows<TransitGatewayMeteringPolicyRow>().Where(one => one.GatewayId == row.Id))
            change.Remove<TransitGatewayMeteringPolicyRow>(policy.Id);
        foreach (var table in change.Rows<TransitGatewayPolicyTableRow>().Where(one => one.GatewayId == row.Id))
            change.Remove<TransitGatewayPolicyTableRow>(table.Id);
    }
}

/// <summary>A deleted transit gateway disappears from listings.</summary>
internal sealed class TransitGatewayFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<TransitGatewayRow>(subject);
}
