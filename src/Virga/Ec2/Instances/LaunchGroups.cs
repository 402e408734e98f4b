using Virga.Ec2.SecurityGroups;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Instances;

/// <summary>The security groups of a launch, by id or by name.</summary>
internal static class LaunchGroups
{
    /// <summary>The ids; the VPC's default group when none is named.</summary>
    public static IReadOnlyList<string> Of(WorldView at, string vpcId, List<string>? ids, List<string>? names)
    {
        var groups = (ids ?? []).Select(id => ById(at, vpcId, id))
            .Concat((names ?? []).Select(name => ByName(at, vpcId, name))).Distinct(StringComparer.Ordinal).ToList();
        if (groups.Count > SecurityGroupRules.MaxGroupsPerInterface) throw Ec2Errors.GroupsPerInterfaceExceeded();
        return groups.Count > 0 ? groups : [DefaultSecurityGroup.Of(at, vpcId).Id];
    }

    private static string ById(WorldView at, string vpcId, string id)
    {
        if (at.Find<SecurityGroupRow>(id) is not { } group) return ByNameOrNotFound(at, vpcId, id);
        return SecurityGroupLookup.IsUsableIn(at, group, vpcId)
            ? group.Id
            : throw new AwsException(
                "InvalidParameter", $"Security group {id} and subnet belong to different networks.");
    }

    /// <summary>
    /// LocalStack's guide names the default group where an id belongs; a group of that name is meant.
    /// </summary>
    private static string ByNameOrNotFound(WorldView at, string vpcId, string id) =>
        FindByName(at, vpcId, id) ?? throw SecurityGroupRow.Kind.NotFound!(id);

    private static string ByName(WorldView at, string vpcId, string name) =>
        FindByName(at, vpcId, name)
        ?? throw new AwsException("InvalidGroup.NotFound",
            $"The security group '{name}' does not exist in VPC '{vpcId}'");

    private static string? FindByName(WorldView at, string vpcId, string name) =>
        at.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, vpcId).FirstOrDefault(group => group.Name == name)?.Id;
}
