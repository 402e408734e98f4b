using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>
/// Lists the resource groups that a reservation is in. AWS's Resource Groups are a service of their own, which is not
/// here: no reservation can be in any.
/// </summary>
internal sealed class GetGroupsForCapacityReservation
    : IQuery<GetGroupsForCapacityReservationRequest, GetGroupsForCapacityReservationResult>
{
    public static GetGroupsForCapacityReservationResult Run(
        GetGroupsForCapacityReservationRequest input, WorldView at)
    {
        _ = at.Named<CapacityReservationRow>(input.CapacityReservationId);
        return new() { CapacityReservationGroups = [] };
    }
}
