using System.Text.Json.Serialization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>An EC2 fleet: what is asked for, and what was launched for it.</summary>
internal sealed record FleetRow(string Id) : Row(Id), IRow<FleetRow>
{
    public static RowKind<FleetRow> Kind { get; } = new("fleet")
    {
        Prefix = "fleet",
        Form = IdForm.Uuid,
        ResourceType = "fleet",
        NotFound = id => new AwsException("InvalidFleetId.NotFound", $"The fleet ID '{id}' does not exist"),
        Malformed = id => new AwsException("InvalidFleetId.Malformed", $"The fleet ID '{id}' is malformed"),
    };

    /// <summary>The request, with what ModifyFleet changed of it.</summary>
    public required CreateFleetRequest Request { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary><c>submitted</c>, <c>active</c>, <c>modifying</c>, <c>deleted_running</c> and so on.</summary>
    public string State { get; init; } = FleetStateCode.Submitted;

    /// <summary>What was launched, what failed, what happened.</summary>
    public FleetWork Work { get; init; } = FleetWork.None;

    /// <summary><c>instant</c>, <c>request</c> or <c>maintain</c>, which is meant by none.</summary>
    [JsonIgnore]
    public string Type => Request.Type ?? FleetType.Maintain;
}

/// <summary>
/// Serializer of <see cref="FleetRow"/>, and of the shapes that show the request again under the same member names.
/// </summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FleetLaunchTemplateConfigRequest))]
[JsonSerializable(typeof(FleetLaunchTemplateConfig))]
[JsonSerializable(typeof(FleetLaunchTemplateOverridesRequest))]
[JsonSerializable(typeof(FleetLaunchTemplateOverrides))]
internal sealed partial class FleetJson : JsonSerializerContext;
