using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Lists the reservations of a subnet.</summary>
internal sealed class GetSubnetCidrReservations
    : IQuery<GetSubnetCidrReservationsRequest, GetSubnetCidrReservationsResult>
{
    private static readonly Listing<SubnetCidrReservationRow, SubnetCidrReservation> Listing = new()
    {
        View = SubnetView.Reservation,
        Filters = new()
        {
            { "reservationType", one => one.ReservationType },
            { "subnet-id", one => one.SubnetId },
        },
    };

    public static GetSubnetCidrReservationsResult Run(GetSubnetCidrReservationsRequest input, WorldView at)
    {
        var subnet = at.Named<SubnetRow>(input.SubnetId);
        var ids = SubnetReservations.Of(at, subnet.Id).Select(one => one.Id).ToList();
        if (ids.Count == 0) return new() { SubnetIpv4CidrReservations = [], SubnetIpv6CidrReservations = [] };
        var page = Listing.Page(at, ids, input.Filters, input.MaxResults, input.NextToken);
        return new()
        {
            SubnetIpv4CidrReservations = page.Items.FindAll(one => !one.Cidr!.Contains(':', StringComparison.Ordinal)),
            SubnetIpv6CidrReservations = page.Items.FindAll(one => one.Cidr!.Contains(':', StringComparison.Ordinal)),
            NextToken = page.NextToken,
        };
    }
}
