using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Iam.Authorization;

/// <summary>
/// The resources of EC2's operations: those that the request names by id, and for what it makes a star in place of the
/// id. So a new operation needs no code. Source of the forms: Service Authorization Reference, "Resource types defined
/// by Amazon EC2".
/// </summary>
internal static class Ec2Resources
{
    /// <summary>Operations whose name does not say what they make.</summary>
    private static readonly Dictionary<string, string[]> Made = new(StringComparer.Ordinal)
    {
        ["RunInstances"] = ["instance", "network-interface", "volume"],
        ["CreateFleet"] = ["fleet", "instance", "network-interface", "volume"],
        ["RequestSpotInstances"] = ["spot-instances-request"],
        ["AllocateAddress"] = ["elastic-ip"],
        ["AllocateHosts"] = ["dedicated-host"],
        ["CreateNatGateway"] = ["natgateway"],
        ["CreateFlowLogs"] = ["vpc-flow-log"],
        ["CreateSnapshots"] = ["snapshot"],
        ["CopySnapshot"] = ["snapshot"],
        ["ImportSnapshot"] = ["snapshot"],
        ["CopyImage"] = ["image"],
        ["RegisterImage"] = ["image"],
        ["CreateImage"] = ["image", "snapshot"],
        ["CreateManagedPrefixList"] = ["prefix-list"],
        ["CreateReservedInstancesListing"] = ["reserved-instances"],
    };

    public static IEnumerable<string> Of(WorldView at, string operation, RequestFacts facts)
    {
        // Describe answers lists, which have no resource.
        if (operation.StartsWith("Describe", StringComparison.Ordinal)) yield break;
        foreach (var (path, name, value) in facts.All)
            if (!path.StartsWith("Filter", StringComparison.Ordinal) && Named(at, name, value) is { } arn)
                yield return arn;
        foreach (var type in MadeBy(operation, facts)) yield return Arn(at, type, "*");
    }

    /// <summary>Images and snapshots have no account in their ARN.</summary>
    public static string Arn(WorldView at, string type, string id) => type is "image" or "snapshot"
        ? $"arn:aws:ec2:{at.Region}::{type}/{id}"
        : $"arn:aws:ec2:{at.Region}:{at.Account}:{type}/{id}";

    private static IEnumerable<string> MadeBy(string operation, RequestFacts facts)
    {
        if (Made.TryGetValue(operation, out var types)) return types;
        if (!operation.StartsWith("Create", StringComparison.Ordinal)) return [];
        var type = Kebab(operation["Create".Length..]);

        // A route is no resource, its table is; a key pair is named in the request.
        return ResourceType.IsKnown(type) && !(type == "key-pair" && facts.Find("KeyName") is not null) ? [type] : [];
    }

    private static string? Named(WorldView at, string name, string value)
    {
        if (name == "KeyName") return Arn(at, "key-pair", value);
        var dash = value.LastIndexOf('-');
        if (dash <= 0 || value.Length - dash is < 9 or > 18
            || !value.AsSpan(dash + 1).ToString().All(char.IsAsciiHexDigit))
            return null;
        var type = value[..dash] == "ami" ? "image" : Registry.FindKind(value[..dash])?.ResourceType;
        return type is null ? null : Arn(at, type, value);
    }

    /// <summary><c>SecurityGroup</c> is <c>security-group</c>.</summary>
    private static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
