using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Tags;

/// <summary>
/// The tag <c>ec2_vm_manager</c>, by which LocalStack's users find instances that really run. It always matches in
/// filters, and is listed by a setting only: Terraform would take it for drift.
/// </summary>
internal static class BackendTag
{
    public const string Key = "ec2_vm_manager";

    /// <summary>What runs the instance; null for one that is simulated, and for every other resource.</summary>
    public static string? ValueOf(WorldView at, string id) =>
        at.Find<InstanceRow>(id) is { Backend: var backend } && backend != Simulation.Backend ? backend : null;

    /// <summary>The tags of an instance as they are listed.</summary>
    public static List<Tag> Listed(WorldView at, string instanceId) =>
        at.Rules.ShowsBackendTag && ValueOf(at, instanceId) is { } backend
            ? [.. at.TagsOf(instanceId), new() { Key = Key, Value = backend }]
            : at.TagsOf(instanceId);
}
