using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.LaunchTemplates;

/// <summary>What a template's data becomes: an answer, a launch, a further version.</summary>
internal static class TemplateData
{
    private const string Place = nameof(RunInstancesRequest.Placement);
    private const string Devices = nameof(RunInstancesRequest.BlockDeviceMappings);
    private const string DeviceName = nameof(BlockDeviceMapping.DeviceName);

    private static LaunchTemplateVersionJson Json => LaunchTemplateVersionJson.Default;

    /// <summary>The data as AWS shows it.</summary>
    public static ResponseLaunchTemplateData Show(RequestLaunchTemplateData data) =>
        JsonSerializer.SerializeToNode(data, Json.RequestLaunchTemplateData)
            .Deserialize(Json.ResponseLaunchTemplateData)!;

    /// <summary>A version's data with members of another laid over it.</summary>
    public static RequestLaunchTemplateData Over(RequestLaunchTemplateData source, RequestLaunchTemplateData changes) =>
        Laid(
            JsonSerializer.SerializeToNode(source, Json.RequestLaunchTemplateData)!.AsObject(),
            JsonSerializer.SerializeToNode(changes, Json.RequestLaunchTemplateData)!.AsObject())
        .Deserialize(Json.RequestLaunchTemplateData)!;

    /// <summary>
    /// A launch with what its template says; the request's own members win, block devices and members of the
    /// placement one by one.
    /// </summary>
    public static RunInstancesRequest Applied(RunInstancesRequest input, RequestLaunchTemplateData data)
    {
        var template = JsonSerializer.SerializeToNode(data, Json.RequestLaunchTemplateData)!.AsObject();
        var request = JsonSerializer.SerializeToNode(input, Json.RunInstancesRequest)!.AsObject();
        if (template[Devices] is JsonArray theirs && request[Devices] is JsonArray own) Keep(theirs, own);
        if (template[Place] is JsonObject under && request[Place] is JsonObject over) Keep(under, over);
        if (request.ContainsKey(nameof(RunInstancesRequest.NetworkInterfaces)) || HasOwnNetwork(request))
            WithoutNetwork(template, request);
        return Laid(template, request).Deserialize(Json.RunInstancesRequest)!;
    }

    /// <summary>The launch with its template applied; the same when it names none.</summary>
    public static RunInstancesRequest Resolved(RunInstancesRequest input, WorldView at)
    {
        if (input.LaunchTemplate is not { } named) return input;
        var template = ChosenTemplate.Of(at, named.LaunchTemplateId, named.LaunchTemplateName);
        var version = ChosenTemplate.Version(at, template, named.Version);
        var applied = Applied(input, version.Data);

        // EC2 User Guide, "Specify attributes for instance type selection": for fleets and Auto Scaling only.
        if (version.Data.InstanceRequirements is not null && applied.InstanceType is null)
            throw new AwsException("UnsupportedOperation",
                "The launch template chooses instance types by InstanceRequirements, which only fleets do: the request "
                + "must contain the parameter InstanceType.");
        applied.LaunchTemplate = new()
        {
            LaunchTemplateId = template.Id,
            Version = version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return applied;
    }

    private static JsonObject Laid(JsonObject under, JsonObject over)
    {
        foreach (var (name, value) in over)
        {
            // An empty list is what the reader makes of a list that was not sent.
            if (value is JsonArray { Count: 0 } && under.ContainsKey(name)) continue;
            under[name] = value?.DeepClone();
        }

        return under;
    }

    /// <summary>Adds to a request's own devices those of the template that it does not name.</summary>
    private static void Keep(JsonArray theirs, JsonArray own)
    {
        var named = own.Select(one => (string?)one![DeviceName]).ToHashSet(StringComparer.Ordinal);
        foreach (var one in theirs.Where(one => !named.Contains((string?)one![DeviceName])).ToList())
            own.Add(one!.DeepClone());
    }

    /// <summary>Adds to a request's own placement what of the template's it does not say.</summary>
    private static void Keep(JsonObject under, JsonObject over)
    {
        foreach (var (name, value) in under)
            if (!IsSaid(over, name) && !IsSaid(over, Twin(name))) over[name] = value?.DeepClone();
    }

    /// <summary>Terraform sends an empty zone where it means none.</summary>
    private static bool IsSaid(JsonObject placement, string? name) =>
        name is not null && placement[name] is { } value
        && !(value.GetValueKind() == JsonValueKind.String && (string?)value is "");

    /// <summary>The other name for the same thing.</summary>
    private static string? Twin(string name) => name switch
    {
        nameof(Placement.GroupId) => nameof(Placement.GroupName),
        nameof(Placement.GroupName) => nameof(Placement.GroupId),
        nameof(Placement.AvailabilityZone) => nameof(Placement.AvailabilityZoneId),
        nameof(Placement.AvailabilityZoneId) => nameof(Placement.AvailabilityZone),
        _ => null,
    };

    /// <summary>Whether a request says by itself where it goes and behind which groups.</summary>
    private static bool HasOwnNetwork(JsonObject request) =>
        request[nameof(RunInstancesRequest.SecurityGroupIds)] is JsonArray { Count: > 0 }
        || request[nameof(RunInstancesRequest.SecurityGroups)] is JsonArray { Count: > 0 };

    private static void WithoutNetwork(JsonObject template, JsonObject request)
    {
        if (request[nameof(RunInstancesRequest.NetworkInterfaces)] is JsonArray { Count: > 0 })
        {
            template.Remove(nameof(RunInstancesRequest.SecurityGroupIds));
            template.Remove(nameof(RunInstancesRequest.SecurityGroups));
        }
        else if (HasOwnNetwork(request))
        {
            template.Remove(nameof(RunInstancesRequest.NetworkInterfaces));
        }
    }
}
