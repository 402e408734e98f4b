using Virga.Ec2.Ipams;
using Virga.Ec2.PrefixLists;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>
/// Asks the rules of a resolver again, makes a version where the answer is another, and gives it to the prefix lists
/// that follow.
/// </summary>
internal static class ResolverSync
{
    /// <summary>How often rules are asked again while nobody changes them; AWS says "periodically".</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public static IpamPrefixListResolverRow Refresh(Change change, IpamPrefixListResolverRow row)
    {
        var blocks = Blocks(change, row);
        if (row.Versions.Count == 0 || !row.Versions[^1].Blocks.SequenceEqual(blocks))
            row = change.Put(row with { Versions = [.. row.Versions, new(blocks)] });
        foreach (var target in change.Rows<IpamPrefixListResolverTargetRow>()
            .By(IpamPrefixListResolverTargetRow.ByResolver, row.Id).ToList())
            Sync(change, row, target);
        change.Expire<ResolverIsAskedAgain>(Interval, row.Id);
        return row;
    }

    /// <summary>The target with the version that it is to have; what does not fit is said in its state.</summary>
    public static IpamPrefixListResolverTargetRow Sync(
        Change change, IpamPrefixListResolverRow resolver, IpamPrefixListResolverTargetRow target)
    {
        var version = target.TracksLatest ? resolver.Versions.Count : target.DesiredVersion ?? resolver.Versions.Count;
        if (target.SyncedVersion == version) return target;
        var there = change.At(new Scope(change.Account, target.PrefixListRegion));
        if (version < 1 || version > resolver.Versions.Count)
            return Failed(change, target, $"There is no version {version}.");
        if (there.Find<PrefixListRow>(target.PrefixListId) is not { } list)
            return Failed(change, target, "The prefix list is gone.");
        var blocks = resolver.Versions[(int)version - 1].Blocks;
        if (blocks.Count > list.MaxEntries)
            return Failed(change, target, $"{blocks.Count} entries do not fit into {list.MaxEntries}.");
        there.Put(list with
        {
            Versions = [.. list.Versions, [.. blocks.Select(one => new PrefixListEntryRow(one, null))]],
        });
        return change.Put(target with
        {
            SyncedVersion = version,
            State = IpamPrefixListResolverTargetState.SyncComplete,
            StateMessage = null,
        });
    }

    private static IpamPrefixListResolverTargetRow Failed(
        Change change, IpamPrefixListResolverTargetRow target, string message) => change.Put(target with
    {
        State = IpamPrefixListResolverTargetState.SyncFailed, StateMessage = message,
    });

    private static List<string> Blocks(WorldView at, IpamPrefixListResolverRow row)
    {
        if (at.Find<IpamRow>(row.IpamId) is not { } ipam) return [];
        var resources = IpamResources.All(at, ipam);
        return
        [
            .. row.Rules.SelectMany(rule => Blocks(at, rule, resources))
                .Where(block => row.IsIpv4 == !block.Contains(':', StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Blocks(WorldView at, ResolverRule rule, List<IpamResourceCidr> resources) =>
        rule.Type switch
        {
            IpamPrefixListResolverRuleType.StaticCidr => [rule.StaticBlock!],
            IpamPrefixListResolverRuleType.IpamPoolCidr =>
                from pool in at.Rows<IpamPoolRow>().By(IpamPoolRow.ByScope, rule.ScopeId)
                from cidr in pool.Cidrs
                where rule.Conditions.All(one => Holds(one, fact => PoolFact(fact, pool, at), cidr.Block))
                select cidr.Block,
            _ =>
                from one in resources
                where one.IpamScopeId == rule.ScopeId && one.ResourceType == rule.ResourceType
                    && rule.Conditions.All(each => Holds(each, fact => ResourceFact(fact, one), one.ResourceCidr!))
                select one.ResourceCidr!,
        };

    private static bool Holds(ResolverCondition condition, Func<string, IEnumerable<string?>> facts, string block)
    {
        if (condition.Fact == "cidr")
        {
            var wanted = IpamBlock.Parse(condition.Value);
            var isFamily = condition.Value.Contains(':', StringComparison.Ordinal)
                == block.Contains(':', StringComparison.Ordinal);
            return condition.Operation switch
            {
                IpamPrefixListResolverRuleConditionOperation.SubnetOf =>
                    isFamily && wanted.Contains(IpamBlock.Parse(block)),
                IpamPrefixListResolverRuleConditionOperation.NotEquals => condition.Value != block,
                _ => condition.Value == block,
            };
        }

        var isEqual = facts(condition.Fact).Contains(condition.Value);
        return condition.Operation == IpamPrefixListResolverRuleConditionOperation.NotEquals ? !isEqual : isEqual;
    }

    private static IEnumerable<string?> PoolFact(string fact, IpamPoolRow pool, WorldView at) => fact switch
    {
        "pool" or "resource" => [pool.Id],
        "owner" => [at.Account],
        "region" => [pool.Locale],
        _ => [],
    };

    private static IEnumerable<string?> ResourceFact(string fact, IpamResourceCidr one) => fact switch
    {
        "pool" => [one.IpamPoolId],
        "resource" => [one.ResourceId],
        "owner" => [one.ResourceOwnerId],
        "region" => [one.ResourceRegion],
        _ => one.ResourceTags!.Select(tag => (string?)$"{tag.Key}={tag.Value}"),
    };
}

/// <summary>The rules of a resolver are asked again, as long as it is there.</summary>
internal sealed class ResolverIsAskedAgain : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<IpamPrefixListResolverRow>(subject) is { } row) ResolverSync.Refresh(change, row);
    }
}

/// <summary>A target has its resolver.</summary>
internal sealed class ResolverInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at) =>
        from target in at.Rows<IpamPrefixListResolverTargetRow>()
        where at.Find<IpamPrefixListResolverRow>(target.ResolverId) is null
        select $"{target.Id} has no resolver.";
}
