using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ssm.Nodes;

/// <summary>
/// The instances that commands can be sent to: those that run, on a backend that can run something in them. There is no
/// agent in the guest, so none has to be installed, and no role is needed.
/// </summary>
internal static class ManagedNodes
{
    /// <summary>All of them, in order of launch.</summary>
    public static IEnumerable<InstanceRow> Of(Session session, WorldView at) =>
        at.Rows<InstanceRow>().Where(instance => RunnerOf(session.Outside.Machines, instance) is not null);

    /// <summary>What runs commands in an instance; null when nothing can.</summary>
    public static ICommandRunner? RunnerOf(Machines? machines, InstanceRow instance) =>
        instance.State == InstanceStateName.Running ? machines?.As<ICommandRunner>(instance) : null;

    /// <summary>The name that the guest has for itself; empty for an instance that is gone.</summary>
    public static string NameOf(string instanceId, WorldView at) =>
        at.Find<InstanceRow>(instanceId) is { } instance ? MachinePlan.Of(instance, at).Hostname : "";
}
