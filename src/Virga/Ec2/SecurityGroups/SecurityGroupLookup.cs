using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>
/// Finds a group as requests name it: by id, or by a name in the default VPC. A name is also taken where an id is
/// expected, as the walkthroughs of other emulators write <c>--group-id default</c>.
/// </summary>
internal static class SecurityGroupLookup
{
    /// <summary>The group that a request means by id or name; one of them must be given.</summary>
    public static SecurityGroupRow Get(WorldView at, string? id, string? name)
    {
        if (!string.IsNullOrEmpty(id)) return ById(at, id);
        return string.IsNullOrEmpty(name)
            ? throw CommonErrors.MissingParameter("groupName or groupId")
            : ByName(at, name);
    }

    /// <summary>The group with this id, or with this name in the default VPC.</summary>
    public static SecurityGroupRow ById(WorldView at, string id)
    {
        if (at.Find<SecurityGroupRow>(id) is { } group) return group;
        if (Named(at, id) is { } named) return named;
        Ids.Check(SecurityGroupRow.Kind, id);
        throw SecurityGroupRow.Kind.NotFound!(id);
    }

    /// <summary>The group with this name in the default VPC.</summary>
    public static SecurityGroupRow ByName(WorldView at, string name) =>
        Named(at, name) ?? throw Ec2Errors.SecurityGroupNotFoundByName(name, DefaultVpcId(at));

    /// <summary>Ids and names of a request as ids; null when it gives none.</summary>
    public static List<string>? Resolve(WorldView at, List<string>? ids, List<string>? names)
    {
        if (ids is not { Count: > 0 } && names is not { Count: > 0 }) return null;
        return [.. (ids ?? []).Select(id => ById(at, id).Id), .. (names ?? []).Select(name => ByName(at, name).Id)];
    }

    /// <summary>
    /// The groups that a new interface in a VPC gets: those named, which must be the VPC's own or associated with it,
    /// or its default group.
    /// </summary>
    public static IReadOnlyList<string> ForInterface(WorldView at, string vpcId, IReadOnlyList<string>? ids)
    {
        if (ids is not { Count: > 0 }) return [DefaultSecurityGroup.Of(at, vpcId).Id];
        var groups = ids.Distinct(StringComparer.Ordinal).Select(id => ById(at, id)).ToList();
        if (groups.Count > SecurityGroupRules.MaxGroupsPerInterface) throw Ec2Errors.GroupsPerInterfaceExceeded();
        return groups.TrueForAll(group => IsUsableIn(at, group, vpcId))
            ? [.. groups.Select(group => group.Id)]
            : throw Ec2Errors.DifferentNetworks();
    }

    /// <summary>Whether interfaces of the VPC may have the group.</summary>
    public static bool IsUsableIn(WorldView at, SecurityGroupRow group, string vpcId) =>
        group.VpcId == vpcId
        || at.Find<SecurityGroupVpcAssociationRow>(SecurityGroupVpcAssociationRow.IdOf(group.Id, vpcId)) is not null;

    /// <summary>The default VPC's id, or AWS's error where there is none.</summary>
    public static string DefaultVpcId(WorldView at) =>
        at.Rows<VpcRow>().FirstOrDefault(vpc => vpc.IsDefault)?.Id ?? throw Ec2Errors.NoDefaultVpc();

    private static SecurityGroupRow? Named(WorldView at, string name)
    {
        var vpc = at.Rows<VpcRow>().FirstOrDefault(one => one.IsDefault);
        return at.Rows<SecurityGroupRow>().By(SecurityGroupRow.ByVpc, vpc?.Id)
            .FirstOrDefault(group => group.Name == name);
    }
}
