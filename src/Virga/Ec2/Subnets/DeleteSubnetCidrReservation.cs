using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>Gives a reserved part of a subnet back.</summary>
internal sealed class DeleteSubnetCidrReservation
    : IMutation<DeleteSubnetCidrReservationRequest, DeleteSubnetCidrReservationResult>
{
    public static DeleteSubnetCidrReservationResult Run(DeleteSubnetCidrReservationRequest input, Change change)
    {
        var row = change.Named<SubnetCidrReservationRow>(input.SubnetCidrReservationId);
        var shape = SubnetView.Reservation(row, change);
        change.Remove<SubnetCidrReservationRow>(row.Id);
        return new() { DeletedSubnetCidrReservation = shape };
    }
}
