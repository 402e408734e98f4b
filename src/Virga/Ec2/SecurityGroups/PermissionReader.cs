using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SecurityGroups;

/// <summary>
/// Turns the permissions of a request into rules, one for each peer. A rule that it gives has no id yet.
/// </summary>
internal sealed class PermissionReader(WorldView at, SecurityGroupRow group, bool isEgress)
{
    /// <summary>
    /// Set where rules are only compared: a peer that is gone must still be nameable, to revoke its rules.
    /// </summary>
    public bool MayReferToNothing { get; init; }

    /// <summary>The rules that a list of permissions describes.</summary>
    public List<SecurityGroupRuleRow> Read(IReadOnlyList<IpPermission> permissions) =>
        [.. permissions.SelectMany(Read)];

    /// <summary>The permission that the older, flat parameters of a request describe, or null for none.</summary>
    public IpPermission? Flat(
        string? protocol, int? from, int? to, string? cidr, string? sourceGroupName, string? sourceOwnerId)
    {
        if (protocol is null && cidr is null && sourceGroupName is null) return null;
        var permission = new IpPermission { IpProtocol = protocol, FromPort = from, ToPort = to };
        if (cidr is not null) permission.IpRanges = [new() { CidrIp = cidr }];
        if (sourceGroupName is null) return permission;

        // A source group without a protocol means all traffic from it.
        permission.IpProtocol ??= "-1";
        permission.UserIdGroupPairs = [new() { GroupName = sourceGroupName, UserId = sourceOwnerId }];
        return permission;
    }

    /// <summary>Whether a group of this VPC may be named by a group of that one.</summary>
    private static bool AreConnected(WorldView at, SecurityGroupRow group, SecurityGroupRow other) =>
        group.VpcId == other.VpcId
        || SecurityGroupLookup.IsUsableIn(at, group, other.VpcId)
        || SecurityGroupLookup.IsUsableIn(at, other, group.VpcId)
        || PeerGroups.IsPeered(at, group.VpcId, other.VpcId);

    private IEnumerable<SecurityGroupRuleRow> Read(IpPermission permission)
    {
        var traffic = RuleTraffic.Read(permission.IpProtocol, permission.FromPort, permission.ToPort);
        var bare = new SecurityGroupRuleRow("")
        {
            GroupId = group.Id,
            IsEgress = isEgress,
            Protocol = traffic.Protocol,
            FromPort = traffic.FromPort,
            ToPort = traffic.ToPort,
        };
        foreach (var range in permission.IpRanges ?? [])
            yield return Described(bare with { CidrIpv4 = Ipv4(range.CidrIp) }, range.Description);
        foreach (var range in permission.Ipv6Ranges ?? [])
            yield return Described(bare with { CidrIpv6 = Ipv6(range.CidrIpv6) }, range.Description);
        foreach (var list in permission.PrefixListIds ?? [])
            yield return Described(bare with { PrefixListId = PrefixList(list.PrefixListIdValue) }, list.Description);
        foreach (var pair in permission.UserIdGroupPairs ?? [])
            yield return Described(Referring(bare, pair), pair.Description);
    }

    private static SecurityGroupRuleRow Described(SecurityGroupRuleRow rule, string? description)
    {
        SecurityGroupRules.CheckRuleDescription(description);
        return rule with { Description = description };
    }

    /// <summary>A block as AWS keeps it, without bits below the prefix (API Reference, IpRange).</summary>
    public static string Ipv4(string? text) => Cidr.TryParse(text, out var block)
        ? block.Canonical.ToString()
        : throw CommonErrors.InvalidParameterValue($"CIDR block {text} is malformed");

    /// <inheritdoc cref="Ipv4"/>
    public static string Ipv6(string? text) => Ipv6Cidr.TryParse(text, out var block)
        ? block.Canonical.ToString()
        : throw CommonErrors.InvalidParameterValue($"CIDR block {text} is malformed");

    /// <summary>The id of a prefix list that exists.</summary>
    public string PrefixList(string? id) =>
        id is not null && (MayReferToNothing || PeerGroups.PrefixListExists(at, id))
            ? id
            : throw Ec2Errors.PrefixListNotFound(id ?? "");

    /// <summary>The rule with a group of the same or another account as its peer.</summary>
    public SecurityGroupRuleRow Referring(SecurityGroupRuleRow rule, UserIdGroupPair pair)
    {
        if (MayReferToNothing && pair.GroupId is { } gone && at.Find<SecurityGroupRow>(gone) is null)
            return rule with { ReferencedGroupId = gone, ReferencedUserId = pair.UserId };
        if (pair.UserId is { } user && user != at.Account && pair.GroupId is { } foreign)
        {
            var peering = PeerGroups.PeeringWith(at, group.VpcId, user, foreign) ?? throw Ec2Errors.DifferentNetworks();
            return rule with
            {
                ReferencedGroupId = foreign,
                ReferencedUserId = user,
                ReferencedVpcId = peering.VpcId,
                ReferencedPeeringConnectionId = peering.PeeringConnectionId,
            };
        }

        var other = SecurityGroupLookup.Get(at, pair.GroupId, pair.GroupName);
        if (!MayReferToNothing && !AreConnected(at, group, other)) throw Ec2Errors.DifferentNetworks();
        var isElsewhere = other.VpcId != group.VpcId;
        return rule with
        {
            ReferencedGroupId = other.Id,
            ReferencedUserId = at.Account,
            ReferencedVpcId = isElsewhere ? other.VpcId : null,
            ReferencedPeeringConnectionId = isElsewhere
                ? PeerGroups.PeeringWith(at, group.VpcId, at.Account, other.Id)?.PeeringConnectionId
                : null,
        };
    }
}
