using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>A spot request as AWS shows it.</summary>
internal static class SpotRequestView
{
    public static SpotInstanceRequest Of(SpotRequestRow row, WorldView at) => new()
    {
        SpotInstanceRequestId = row.Id,
        CreateTime = row.CreateTime,
        Type = row.Type,
        State = row.State,
        Status = new()
        {
            Code = row.StatusCode,
            Message = SpotStatus.Message(row.StatusCode),
            UpdateTime = row.StatusTime,
        },
        Fault = row.FaultCode is null ? null : new() { Code = row.FaultCode, Message = row.FaultMessage },
        SpotPrice = row.MaxPrice,
        InstanceId = row.InstanceId,
        InstanceInterruptionBehavior = row.InterruptionBehavior,
        LaunchGroup = row.LaunchGroup,
        AvailabilityZoneGroup = row.AvailabilityZoneGroup,
        LaunchSpecification = SpotLaunch.Show(row.Launch, at),
        LaunchedAvailabilityZone = row.LaunchedAvailabilityZone,
        LaunchedAvailabilityZoneId =
            row.LaunchedAvailabilityZone is { } zone ? ZoneIds.Of(zone) : null,
        ProductDescription = row.ProductDescription,
        ValidFrom = row.ValidFrom,
        ValidUntil = row.ValidUntil,
        Tags = at.TagsOf(row.Id),
    };
}
