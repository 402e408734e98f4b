using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ssm.Nodes;

/// <summary>
/// The instances that commands can be sent to: those that run, on a backend that can run something in them. AWS's agent
/// is not needed in a guest, nor a role; a virtual machine needs QEMU's guest agent.
/// </summary>
internal static class ManagedNodes
{
    /// <summary>All of them, in order of launch.</summary>
    public static IEnumerable<InstanceRow> Of(Session session, WorldView at) =>
        at.Rows<InstanceRow>().Where(instance => IsReachable(session.Outside.Machines, instance));

    /// <summary>Whether a command that is sent now would find something to run it.</summary>
    public static bool IsReachable(Machines? machines, InstanceRow instance) =>
        RunnerOf(machines, instance)?.IsReachable(instance.Id) == true;

    /// <summary>What runs commands in an instance; null when nothing can.</summary>
    public static ICommandRunner? RunnerOf(Machines? machines, InstanceRow instance) =>
        instance.State == InstanceStateName.Running ? machines?.As<ICommandRunner>(instance) : null;

    /// <summary>The name that the guest has for itself; empty for an instance that is gone.</summary>
    public static string NameOf(string instanceId, WorldView at) =>
        at.Find<InstanceRow>(instanceId) is { } instance ? MachinePlan.Of(instance, at).Hostname : "";
}
