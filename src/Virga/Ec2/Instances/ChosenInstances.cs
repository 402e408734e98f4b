using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The instances that a request names.</summary>
internal static class ChosenInstances
{
    /// <summary>All of them, or AWS's error for those that do not exist.</summary>
    public static List<InstanceRow> Of(WorldView at, List<string>? ids)
    {
        if (ids is not { Count: > 0 }) throw CommonErrors.MissingParameter("InstanceId");
        foreach (var id in ids) Ids.Check(InstanceRow.Kind, id);
        var missing = ids.Where(id => at.Find<InstanceRow>(id) is null).ToList();
        if (missing.Count > 1)
            throw new AwsException("InvalidInstanceID.NotFound",
                $"The instance IDs '{string.Join(", ", missing)}' do not exist");
        if (missing.Count == 1) throw InstanceRow.Kind.NotFound!(missing[0]);
        return [.. ids.Distinct(StringComparer.Ordinal).Select(at.Get<InstanceRow>)];
    }

    /// <summary>The one that a request names.</summary>
    public static InstanceRow One(WorldView at, string? id) => Of(at, id is null ? null : [id])[0];

    /// <summary>Before and after, as the operations on states answer.</summary>
    public static InstanceStateChange Changed(InstanceRow before, InstanceRow after) => new()
    {
        InstanceId = before.Id,
        PreviousState = InstanceStateView.Of(before.State),
        CurrentState = InstanceStateView.Of(after.State),
    };
}
