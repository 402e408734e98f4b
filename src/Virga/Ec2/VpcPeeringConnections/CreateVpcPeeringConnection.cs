using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>Asks for a peering connection with a VPC of this or another account or region.</summary>
internal sealed class CreateVpcPeeringConnection
    : IMutation<CreateVpcPeeringConnectionRequest, CreateVpcPeeringConnectionResult>
{
    /// <summary>VPC Peering Guide: a request expires after seven days.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static CreateVpcPeeringConnectionResult Run(CreateVpcPeeringConnectionRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        var peerVpcId = input.PeerVpcId ?? throw CommonErrors.MissingParameter("peerVpcId");
        Ids.Check(VpcRow.Kind, peerVpcId);
        var accepter = new PeeringSide(
            input.PeerOwnerId ?? change.Account, input.PeerRegion ?? change.Region, peerVpcId);
        var present = change.Rows<VpcPeeringConnectionRow>().By(VpcPeeringConnectionRow.ByVpc, vpc.Id)
            .FirstOrDefault(one => !one.IsOver && one.Opposite(vpc.Id).VpcId == peerVpcId);
        if (present is not null)
            throw new AwsException(
                "VpcPeeringConnectionAlreadyExists",
                $"A VPC peering connection already exists between {vpc.Id} and {peerVpcId}: {present.Id}");
        Quota.OutstandingPeerings.Check(change, () => change.Rows<VpcPeeringConnectionRow>().Count(one =>
            one.Requester.Scope == change.Scope
            && one.Status == VpcPeeringConnectionStateReasonCode.PendingAcceptance));
        var peer = change.Rows<VpcRow>(accepter.Scope).Find(peerVpcId);
        if (peer is null && accepter.Scope == change.Scope) throw VpcRow.Kind.NotFound!(peerVpcId);
        var row = Row(change, new(change.Account, change.Region, vpc.Id), accepter);
        row = peer is null || Overlap(vpc, peer) ? Fail(change, row) : Wait(change, row);
        change.TagNew(input.TagSpecifications, ResourceType.VpcPeeringConnection, row.Id);
        return new() { VpcPeeringConnection = VpcPeeringConnectionView.Of(row, change) };
    }

    private static VpcPeeringConnectionRow Row(Change change, PeeringSide requester, PeeringSide accepter) =>
        new(change.NewId("pcx"))
        {
            Requester = requester,
            Accepter = accepter,
            Status = VpcPeeringConnectionStateReasonCode.PendingAcceptance,
            StatusMessage = $"Pending Acceptance by {accepter.Account}",
            ExpirationTime = change.Now + Lifetime,
        };

    /// <summary>The request waits for the accepter; both sides see it.</summary>
    private static VpcPeeringConnectionRow Wait(Change change, VpcPeeringConnectionRow row)
    {
        change.At(row.Accepter.Scope).Expire<PeeringRequestExpires>(Lifetime, row.Id);
        return PeeringSides.Put(change, row);
    }

    /// <summary>AWS lets such a request fail by itself rather than refuse it; only the requester sees it.</summary>
    private static VpcPeeringConnectionRow Fail(Change change, VpcPeeringConnectionRow row)
    {
        change.Expire<PeeringConnectionFades>(TimeSpan.FromHours(2), row.Id);
        return change.Put(row with
        {
            Status = VpcPeeringConnectionStateReasonCode.Failed,
            StatusMessage = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range",
            ExpirationTime = null,
        });
    }

    private static bool Overlap(VpcRow one, VpcRow other) => one.Id == other.Id
        || one.CidrBlocks.Any(a => other.CidrBlocks.Any(b => Cidr.Parse(a.Block).Overlaps(Cidr.Parse(b.Block))));
}

/// <summary>A request that nobody accepted in time ends.</summary>
internal sealed class PeeringRequestExpires : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<VpcPeeringConnectionRow>(subject) is { Status: "pending-acceptance" } row)
            PeeringSides.End(change, row, VpcPeeringConnectionStateReasonCode.Expired, "Expired");
    }
}
