using Virga.Ec2.InstanceTypes;
using Virga.Ec2.Tags;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityReservations;

/// <summary>Reserves capacity, at once or for a time to come.</summary>
internal sealed class CreateCapacityReservation
    : IMutation<CreateCapacityReservationRequest, CreateCapacityReservationResult>
{
    private const int MaxCount = 1_000;

    public static CreateCapacityReservationResult Run(CreateCapacityReservationRequest input, Change change)
    {
        CapacityRules.CheckCount(input.InstanceCount!.Value, MaxCount);
        if (input.OutpostArn is not null)
            throw new AwsException("UnsupportedOperation", "There are no Outposts in Virga (OutpostArn).");
        CapacityRules.CheckEnd(change, input.EndDateType, input.EndDate);
        var type = CapacityRules.Type(input.InstanceType!);
        var isFuture = input.StartDate > change.Now;
        if (isFuture && input.CommitmentDuration is not > 0)
            throw CommonErrors.MissingParameter("CommitmentDuration");
        var row = change.Put(new CapacityReservationRow(change.NewId("cr"))
        {
            InstanceType = type.Name,
            Platform = input.InstancePlatform!,
            AvailabilityZone = CapacityRules.Zone(change, type, input.AvailabilityZone, input.AvailabilityZoneId),
            Tenancy = input.Tenancy ?? CapacityReservationTenancy.Default,
            TotalCount = input.InstanceCount.Value,
            IsEbsOptimized = input.EbsOptimized ?? false,
            HasEphemeralStorage = input.EphemeralStorage ?? false,
            State = isFuture ? CapacityReservationState.Assessing : CapacityReservationState.Active,
            CreateDate = change.Now,
            StartDate = isFuture ? input.StartDate!.Value : change.Now,
            EndDate = input.EndDate,
            MatchCriteria = input.InstanceMatchCriteria ?? InstanceMatchCriteria.Open,
            PlacementGroupArn = input.PlacementGroupArn,
            DeliveryPreference = input.DeliveryPreference,
            CommitmentEnd = isFuture ? input.StartDate!.Value.AddSeconds(input.CommitmentDuration!.Value) : null,
        });
        change.TagNew(input.TagSpecifications, ResourceType.CapacityReservation, row.Id);
        CapacityProgress.Plan(change, row);
        return new() { CapacityReservation = CapacityReservationView.Of(row, change) };
    }
}

/// <summary>What a reservation must be.</summary>
internal static class CapacityRules
{
    public static void CheckCount(int count, int most)
    {
        if (count < 1 || count > most)
            throw CommonErrors.InvalidParameterValue($"Invalid value '{count}' for InstanceCount.");
    }

    public static void CheckEnd(WorldView at, string? type, DateTimeOffset? end)
    {
        if (type == EndDateType.Limited && end is null)
            throw CommonErrors.MissingParameter("EndDate");
        if (type == EndDateType.Unlimited && end is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameter EndDate may not be specified with the EndDateType unlimited.");
        if (end <= at.Now) throw CommonErrors.InvalidParameterValue("The EndDate must be a time in the future.");
    }

    public static InstanceTypeFacts Type(string name) => InstanceTypeCatalogue.Find(name)
        ?? throw CommonErrors.InvalidParameterValue($"Invalid value '{name}' for InstanceType.");

    /// <summary>The zone that is named, which must sell the type.</summary>
    public static string Zone(WorldView at, InstanceTypeFacts type, string? name, string? id)
    {
        var asked = name ?? id ?? throw CommonErrors.MissingParameter("AvailabilityZone/AvailabilityZoneId");
        var zone = RegionCatalogue.Find(at.Region)?.FindZone(asked)
            ?? throw CommonErrors.InvalidParameterValue($"Invalid availability zone: [{asked}]");
        return InstanceTypeOfferings.IsOffered(zone, type.Name)
            ? zone.ZoneName
            : throw new AwsException("Unsupported",
                $"Your requested instance type ({type.Name}) is not supported in your requested Availability Zone "
                + $"({zone.ZoneName}).");
    }
}
