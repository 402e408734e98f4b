using Virga.Ec2.IpamPrefixListResolvers;
using Virga.Ec2.RouteTables;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.TransitGatewayRouteTables;
using Virga.State;

namespace Virga.Ec2.PrefixLists;

/// <summary>Which resources name a prefix list.</summary>
internal static class PrefixListUse
{
    /// <summary>
    /// The resolver's target that gives a list its entries, in whatever region its IPAM lives; or null.
    /// </summary>
    public static IpamPrefixListResolverTargetRow? ResolverTarget(WorldView at, string prefixListId) =>
        at.Scopes.Where(scope => scope.Account == at.Account)
            .SelectMany(scope => at.Rows<IpamPrefixListResolverTargetRow>(scope)
                .By(IpamPrefixListResolverTargetRow.ByPrefixList, prefixListId))
            .FirstOrDefault();

    /// <summary>Refuses a size of a list with which a group that names it would have too many rules.</summary>
    public static void CheckSizes(WorldView at, string prefixListId)
    {
        var users = at.Rows<SecurityGroupRuleRow>().Where(rule => rule.PrefixListId == prefixListId)
            .Select(rule => (rule.GroupId, rule.IsEgress)).Distinct().ToList();
        foreach (var (groupId, isEgress) in users)
            SecurityGroupRules.CheckCount(at, at.Rows<SecurityGroupRuleRow>()
                .By(SecurityGroupRuleRow.ByGroup, groupId).Where(rule => rule.IsEgress == isEgress));
    }

    /// <summary>Ids of security groups, route tables, and route tables of transit gateways.</summary>
    public static IEnumerable<string> Of(WorldView at, string prefixListId) =>
        at.Rows<SecurityGroupRuleRow>().Where(rule => rule.PrefixListId == prefixListId).Select(rule => rule.GroupId)
            .Concat(at.Rows<RouteTableRow>()
                .Where(table => table.Routes.Any(route => route.Destination == prefixListId)).Select(table => table.Id))
            .Concat(at.Rows<TransitGatewayRouteTableRow>()
                .Where(table => table.References.Any(one => one.Destination == prefixListId)).Select(table => table.Id))
            .Distinct(StringComparer.Ordinal);
}
