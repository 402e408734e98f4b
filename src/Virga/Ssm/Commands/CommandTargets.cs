using Virga.Ec2.Instances;
using Virga.Ssm.Nodes;
using Virga.State;
using Virga.Wire.Ec2;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Finds the instances that a command is for.</summary>
internal static class CommandTargets
{
    private const string TagPrefix = "tag:";
    private const string ById = "InstanceIds";

    public static IReadOnlyList<string> Of(Session session, WorldView at, SendCommandRequest input)
    {
        var ids = input.InstanceIds ?? [];
        var targets = input.Targets ?? [];
        if (ids.Count == 0 == (targets.Count == 0))
            throw SsmErrors.Validation("A command is for InstanceIds or for Targets, one of the two.");
        if (ids.Distinct().Count() != ids.Count) throw SsmErrors.DuplicateInstanceId();
        var named = ids.Concat(targets.Where(one => one.Key == ById).SelectMany(one => one.Values ?? [])).ToList();
        CheckReachable(session, at, named);
        if (ids.Count > 0) return ids;
        var tests = targets.Select(target => Test(at, target)).ToList();
        return [.. ManagedNodes.Of(session, at).Select(node => node.Id)
            .Where(id => tests.TrueForAll(test => test(id)))];
    }

    /// <summary>One that is named must be there; one that its tags choose is left out.</summary>
    private static void CheckReachable(Session session, WorldView at, List<string> ids)
    {
        var machines = session.Outside.Machines;
        var bad = ids.FindAll(id =>
            at.Find<InstanceRow>(id) is not { } row || !ManagedNodes.IsReachable(machines, row));
        if (bad.Count == 0) return;
        var unreachable = bad.FindAll(id => at.Find<InstanceRow>(id) is { State: InstanceStateName.Running });
        throw SsmErrors.NotInValidState(bad, at.Account, unreachable);
    }

    private static Func<string, bool> Test(WorldView at, Target target)
    {
        var key = target.Key ?? "";
        var values = target.Values ?? [];
        if (key == ById) return values.Contains;
        if (key == "tag-key")
            return id => at.Find<TagsRow>(id)?.Tags.Keys.Any(values.Contains) == true;
        if (!key.StartsWith(TagPrefix, StringComparison.Ordinal) || key.Length == TagPrefix.Length)
            throw SsmErrors.InvalidTarget(
                $"Virga does not know targets by {key}, only by InstanceIds, tag: and tag-key.");
        return id => at.Find<TagsRow>(id)?.Tags.TryGetValue(key[TagPrefix.Length..], out var value) == true
            && (values.Count == 0 || values.Contains(value));
    }
}
