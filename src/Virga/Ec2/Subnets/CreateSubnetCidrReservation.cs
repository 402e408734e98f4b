using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Keeps a part of a subnet from being given by itself.</summary>
internal sealed class CreateSubnetCidrReservation
    : IMutation<CreateSubnetCidrReservationRequest, CreateSubnetCidrReservationResult>
{
    public static CreateSubnetCidrReservationResult Run(CreateSubnetCidrReservationRequest input, Change change)
    {
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        var block = Block(subnet, input.Cidr!);
        if (SubnetReservations.Of(change, subnet.Id).Any(one => Overlaps(one.Block, block)))
            throw new AwsException(
                "InvalidCidrReservation.Conflict", $"The CIDR '{block}' overlaps with another reservation.");
        var row = change.Put(new SubnetCidrReservationRow(change.NewId("scr"))
        {
            SubnetId = subnet.Id,
            Block = block,
            Type = input.ReservationType!,
            Description = input.Description,
        });
        change.TagNew(input.TagSpecifications, SubnetCidrReservationRow.Kind.ResourceType!, row.Id);
        return new() { SubnetCidrReservation = SubnetView.Reservation(row, change) };
    }

    private static string Block(SubnetRow subnet, string text)
    {
        if (Cidr.TryParse(text, out var ipv4) && subnet.CidrBlock is not null
            && Cidr.Parse(subnet.CidrBlock).Contains(ipv4.Canonical))
            return ipv4.Canonical.ToString();
        if (Ipv6Cidr.TryParse(text, out var ipv6)
            && subnet.Ipv6CidrBlocks.Any(one => Ipv6Cidr.Parse(one.Block).Contains(ipv6.Canonical)))
            return ipv6.Canonical.ToString();
        throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter cidr is invalid. It is not within the subnet's CIDR range.");
    }

    private static bool Overlaps(string one, string other) =>
        Cidr.TryParse(one, out var a) && Cidr.TryParse(other, out var b)
            ? a.Overlaps(b)
            : Ipv6Cidr.TryParse(one, out var c) && Ipv6Cidr.TryParse(other, out var d) && c.Overlaps(d);
}
