using System.Globalization;
using System.Text.Json.Serialization;
using Virga.Ec2.SpotFleets;
using Virga.Ec2.SpotInstances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>A version of a launch template; the id is the template's and the number: <c>lt-0a…:3</c>.</summary>
internal sealed record LaunchTemplateVersionRow(string Id) : Row(Id), IRow<LaunchTemplateVersionRow>
{
    public static RowKind<LaunchTemplateVersionRow> Kind { get; } =
        new("launch-template-version");

    /// <summary>Versions by template, in the order of their numbers.</summary>
    public static Index<LaunchTemplateVersionRow> ByTemplate { get; } = Kind.Index(version => version.TemplateId);

    public required string TemplateId { get; init; }

    public required long Number { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>What it says, as it came; never changed afterwards.</summary>
    public required RequestLaunchTemplateData Data { get; init; }

    public static string IdOf(string templateId, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{templateId}:{number}");
}

/// <summary>
/// Serializer of <see cref="LaunchTemplateVersionRow"/>, and of the shapes that its data becomes: AWS gives the members
/// of a template the same names in requests, answers and launches, so one passes into the other through JSON. The rows
/// of spot requests hold launches too: one context, so that the code for a launch is there once.
/// </summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RequestLaunchTemplateData))]
[JsonSerializable(typeof(ResponseLaunchTemplateData))]
[JsonSerializable(typeof(RunInstancesRequest))]
[JsonSerializable(typeof(RequestSpotLaunchSpecification))]
[JsonSerializable(typeof(LaunchSpecification))]
[JsonSerializable(typeof(SpotFleetLaunchSpecification))]
[JsonSerializable(typeof(LaunchTemplateConfig))]
[JsonSerializable(typeof(FleetLaunchTemplateConfigRequest))]
[JsonSerializable(typeof(InstanceRequirementsRequest))]
internal sealed partial class LaunchTemplateVersionJson : JsonSerializerContext;
