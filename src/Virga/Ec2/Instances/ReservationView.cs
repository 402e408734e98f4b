using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>A launch as AWS shows it: what came of one call.</summary>
internal static class ReservationView
{
    public static Reservation Of(string reservationId, List<Instance> instances, WorldView at) => new()
    {
        ReservationId = reservationId,
        OwnerId = at.Account,

        // EC2-Classic's groups; instances in a VPC have theirs on the interfaces.
        Groups = [],
        Instances = instances,
    };
}
