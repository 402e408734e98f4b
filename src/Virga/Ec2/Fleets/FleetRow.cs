using System.Text.Json.Serialization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Fleets;

/// <summary>An EC2 fleet: what was asked for, and what was launched for it.</summary>
internal sealed record FleetRow(string Id) : Row(Id), IRow<FleetRow>
{
    public static RowKind<FleetRow> Kind { get; } = new("fleet", FleetJson.Default.FleetRow)
    {
        ResourceType = "fleet",
        NotFound = id => new AwsException("InvalidFleetId.NotFound", $"The fleet ID '{id}' does not exist"),
    };

    /// <summary>The request, as it came; never changed afterwards.</summary>
    public required CreateFleetRequest Request { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary><c>active</c>, <c>deleted_running</c> or <c>deleted_terminating</c>.</summary>
    public string State { get; init; } = FleetStateCode.Active;

    public IReadOnlyList<FleetLaunch> Launches { get; init; } = [];

    public IReadOnlyList<FleetFailure> Failures { get; init; } = [];

    /// <summary><c>instant</c>, <c>request</c> or <c>maintain</c>, which is meant by none.</summary>
    [JsonIgnore]
    public string Type => Request.Type ?? FleetType.Maintain;
}

/// <summary>Instances that one override gave.</summary>
/// <param name="Pool">Which configuration and override.</param>
/// <param name="Lifecycle"><c>spot</c> or <c>on-demand</c>.</param>
/// <param name="InstanceType">The type.</param>
/// <param name="Weight">Units of capacity that each instance counts for.</param>
/// <param name="InstanceIds">The instances, gone ones included.</param>
internal sealed record FleetLaunch(
    PoolPlace Pool, string Lifecycle, string InstanceType, double Weight, IReadOnlyList<string> InstanceIds);

/// <summary>An override that gave nothing.</summary>
internal sealed record FleetFailure(PoolPlace Pool, string Lifecycle, string Code, string Message);

/// <summary>A place in the request: configuration, and override in it or -1 for the template as it is.</summary>
internal sealed record PoolPlace(int Config, int Override);

/// <summary>
/// Serializer of <see cref="FleetRow"/>, and of the shapes that show the request again under the same member names.
/// </summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FleetRow))]
[JsonSerializable(typeof(FleetLaunchTemplateConfigRequest))]
[JsonSerializable(typeof(FleetLaunchTemplateConfig))]
[JsonSerializable(typeof(FleetLaunchTemplateOverridesRequest))]
[JsonSerializable(typeof(FleetLaunchTemplateOverrides))]
internal sealed partial class FleetJson : JsonSerializerContext;
