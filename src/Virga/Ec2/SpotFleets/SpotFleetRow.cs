using System.Text.Json.Serialization;
using Virga.Ec2.Fleets;
using Virga.Ec2.LaunchTemplates;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotFleets;

/// <summary>
/// A spot fleet request: AWS's older kind of fleet, with launch specifications of its own or templates.
/// </summary>
internal sealed record SpotFleetRow(string Id) : Row(Id), IRow<SpotFleetRow>
{
    public static RowKind<SpotFleetRow> Kind { get; } =
        new("spot-fleet-request")
        {
            Prefix = "sfr",
            Form = IdForm.Uuid,
            ResourceType = "spot-fleet-request",
            NotFound = Ec2Errors.NotFound("InvalidSpotFleetRequestId", "spot fleet request ID"),
            Malformed = Ec2Errors.Malformed("InvalidSpotFleetRequestId", "sfr"),
        };

    /// <summary>The request, with what ModifySpotFleetRequest changed of it.</summary>
    public required SpotFleetRequestConfigData Request { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary><c>submitted</c>, <c>active</c>, <c>modifying</c>, <c>cancelled_running</c> and so on.</summary>
    public string State { get; init; } = BatchState.Submitted;

    public FleetWork Work { get; init; } = FleetWork.None;

    /// <summary><c>request</c> or <c>maintain</c>, which is meant by none.</summary>
    [JsonIgnore]
    public string Type => Request.Type ?? FleetType.Maintain;
}
