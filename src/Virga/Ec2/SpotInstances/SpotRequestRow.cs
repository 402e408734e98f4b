using System.Text.Json.Serialization;
using Virga.Ec2.LaunchTemplates;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// A spot instance request, made by RequestSpotInstances or by a launch with market options. Its state follows the
/// instance's (EC2 User Guide, "State changes for a Spot request").
/// </summary>
internal sealed record SpotRequestRow(string Id) : Row(Id), IRow<SpotRequestRow>
{
    public static RowKind<SpotRequestRow> Kind { get; } =
        new("spot-instances-request")
        {
            Prefix = "sir",
            Form = IdForm.Word,
            ResourceType = "spot-instances-request",
            NotFound = Ec2Errors.NotFound("InvalidSpotInstanceRequestID", "spot instance request ID"),
            Malformed = Ec2Errors.Malformed("InvalidSpotInstanceRequestID", "sir"),
        };

    /// <summary>Requests by the instance that they gave.</summary>
    public static Index<SpotRequestRow> ByInstance { get; } = Kind.Index(request => request.InstanceId);

    /// <summary>What it launches, one instance.</summary>
    public required RunInstancesRequest Launch { get; init; }

    /// <summary><c>one-time</c> or <c>persistent</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// <c>open</c>, <c>active</c>, <c>closed</c>, <c>cancelled</c>, <c>failed</c> or <c>disabled</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>A code of the User Guide's list: <c>fulfilled</c>, <c>price-too-low</c> …</summary>
    public required string StatusCode { get; init; }

    public required DateTimeOffset StatusTime { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>USD an hour, as AWS writes it: <c>0.035100</c>; the on-demand price where none was said.</summary>
    public required string MaxPrice { get; init; }

    /// <summary><c>terminate</c>, <c>stop</c> or <c>hibernate</c>.</summary>
    public required string InterruptionBehavior { get; init; }

    /// <summary><c>Linux/UNIX</c>, <c>Windows</c> …</summary>
    public required string ProductDescription { get; init; }

    public string? InstanceId { get; init; }

    public string? LaunchedAvailabilityZone { get; init; }

    public string? FaultCode { get; init; }

    public string? FaultMessage { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Requests of a group are launched together or not at all.</summary>
    public string? LaunchGroup { get; init; }

    /// <summary>Requests of a group are launched into one zone.</summary>
    public string? AvailabilityZoneGroup { get; init; }

    /// <summary>Whether it launches again when its instance goes.</summary>
    [JsonIgnore]
    public bool IsPersistent => Type == SpotInstanceType.Persistent;
}
