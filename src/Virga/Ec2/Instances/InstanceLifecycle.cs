using System.Globalization;
using Virga.Compute;
using Virga.Ec2.CapacityReservations;
using Virga.Ec2.DedicatedHosts;
using Virga.Ec2.Fleets;
using Virga.Ec2.InstanceEvents;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.SpotInstances;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// How an instance moves from state to state, as on AWS: what the user asks for, and what is then seen of the machine.
/// (EC2 User Guide, "Amazon EC2 instance state changes".)
/// </summary>
internal static class InstanceLifecycle
{
    /// <summary>How long a terminated instance can be described: "a short interval", an hour in practice.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromHours(1);

    /// <summary>The tag that says where ssh reaches the instance. Terraform ignores tags under <c>aws:</c>.</summary>
    private const string SshTag = "aws:virga:ssh";

    /// <summary>The tag that says where a virtual machine's screen is shown by VNC.</summary>
    private const string VncTag = "aws:virga:vnc";

    /// <summary>The tag that says how the user data fared: <c>ok</c>, or <c>exit</c> and a status.</summary>
    public const string UserDataTag = "aws:virga:user-data";

    /// <summary>The tag that says what of the API's answer is not true of the machine on this host.</summary>
    public const string LimitationTag = "aws:virga:limitation";

    /// <summary>Asks for another boot of a stopped or running instance.</summary>
    public static InstanceRow AskStart(Change change, InstanceRow instance)
    {
        var placed = HostPlacement.Placed(change, instance);
        var next = change.Put(ReservedCapacity.Retaken(change, placed) with
        {
            State = InstanceStateName.Pending,
            Desired = Power.Running,
            Boot = instance.Boot + 1,
            LaunchTime = change.Now,
            IsStopForced = false,
            IsHibernating = false,
            StateReasonCode = "pending",
            StateReasonMessage = "pending",
            StateTransitionReason = "",
            Events = InstanceEventPlan.Restarted(change, instance),
        });
        foreach (var eni in InterfacesOf(change, instance).Where(one => one.HadPublicIp))
            change.Put(eni with { AutoPublicIp = PublicAddresses.Next(change) });
        Simulation.Begin(change, next);
        return next;
    }

    /// <summary>Asks for a reboot; the state stays.</summary>
    public static void AskReboot(Change change, InstanceRow instance) =>
        Simulation.Begin(change, change.Put(instance with { Boot = instance.Boot + 1 }));

    /// <summary>Asks for a stop.</summary>
    public static InstanceRow AskStop(
        Change change, InstanceRow instance, bool isForced, Cause cause, bool isHibernating = false)
    {
        var next = change.Put(cause.On(instance, change.Now) with
        {
            State = InstanceStateName.Stopping,
            Desired = Power.Stopped,
            IsStopForced = isForced,
            IsHibernating = isHibernating,
        });
        Simulation.Begin(change, next);
        return next;
    }

    /// <summary>Asks for the end.</summary>
    public static InstanceRow AskTerminate(Change change, InstanceRow instance, Cause cause)
    {
        if (instance.IsTerminated) return instance;
        var next = change.Put(cause.On(instance, change.Now) with
        {
            State = InstanceStateName.ShuttingDown,
            Desired = Power.Terminated,
        });
        Simulation.Begin(change, next);
        return next;
    }

    /// <summary>The machine was seen to have come to a state.</summary>
    /// <param name="change">The change.</param>
    /// <param name="instance">Whose machine.</param>
    /// <param name="seen">What it is now.</param>
    /// <param name="boot">The boot that it is in.</param>
    /// <param name="facts">Where it is reachable.</param>
    public static void Arrived(Change change, InstanceRow instance, Power seen, long boot, MachineFacts facts)
    {
        if (instance.IsTerminated) return;
        switch (seen)
        {
            case Power.Running when instance.Desired == Power.Running:
                Run(change, instance, boot, facts);
                break;
            // A look that began before it was started again says nothing of what is wanted now.
            case Power.Stopped when instance.Desired == Power.Stopped:
                Stop(change, instance);
                break;
            case Power.Terminated:
                Terminate(change, instance);
                break;
        }
    }

    /// <summary>
    /// The machine cannot be what it should be: the instance ends, and says why. One that may run still is told to
    /// stop, and is stopped when it has; what can not even be stopped is left as it is.
    /// </summary>
    public static void Failed(Change change, InstanceRow instance, MachineException failure)
    {
        if (instance.IsTerminated) return;
        var isEnd = instance.BootDone == 0 || failure.IsLost || instance.Desired == Power.Terminated;
        var mayRun = !isEnd && instance.Desired == Power.Running;
        var text = $"{failure.Code}: {failure.Message}";
        var reason = change.Put(instance with
        {
            StateReasonCode = failure.Code,
            StateReasonMessage = text,
            StateTransitionReason = text,
            State = mayRun ? InstanceStateName.Stopping : instance.State,
            Desired = isEnd ? Power.Terminated : Power.Stopped,
        });
        if (isEnd) Terminate(change, reason);
        else if (!mayRun) Stop(change, reason);
    }

    private static void Run(Change change, InstanceRow instance, long boot, MachineFacts facts)
    {
        var next = change.Put(instance with
        {
            State = InstanceStateName.Running,
            BootDone = Math.Max(boot, instance.BootDone),
            Facts = facts,
            StateReasonCode = null,
            StateReasonMessage = null,
            StateTransitionReason = "",
        });
        SpotRequests.Follow(change, next);
        Tagging.SetSystem(change, instance.Id, SshTag, facts.SshEndpoint);
        Tagging.SetSystem(change, instance.Id, VncTag, facts.VncEndpoint);
        Tagging.SetSystem(change, instance.Id, LimitationTag, facts.Limitation);
    }

    private static void Stop(Change change, InstanceRow instance)
    {
        var next = change.Put(instance with
        {
            State = InstanceStateName.Stopped,
            Desired = Power.Stopped,
            Facts = instance.Facts with { Address = null, SshEndpoint = null, VncEndpoint = null },
            CapacityReservationId = null,
            HostId = instance.Affinity == Affinity.Host ? instance.HostId : null,
        });
        foreach (var eni in InterfacesOf(change, instance).ToList()) ReleasePublicIp(change, eni);
        Unreachable(change, instance.Id);
        InterruptibleCapacity.Left(change, instance.CapacityReservationId);
        SpotRequests.Follow(change, next);
    }

    private static void Terminate(Change change, InstanceRow instance)
    {
        foreach (var eni in InterfacesOf(change, instance).ToList())
        {
            if (eni.Attachment!.IsDeletedOnTermination) RemoveInterface.Run(change, eni);
            else change.Put(ReleasePublicIp(change, eni) with { Attachment = null, HadPublicIp = false });
        }

        foreach (var volume in change.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id).ToList())
            Detach(change, volume, instance.Id);
        var next = change.Put(instance with
        {
            State = InstanceStateName.Terminated,
            Desired = Power.Terminated,
            Facts = new(),
            SubnetId = null,
            VpcId = null,
            CapacityReservationId = null,
        });
        Unreachable(change, instance.Id);
        InterruptibleCapacity.Left(change, instance.CapacityReservationId);
        SpotRequests.Follow(change, next);
        FleetProgress.Lost(change, next);
        change.Expire<TerminatedInstanceIsForgotten>(Visibility, instance.Id);
    }

    /// <summary>Its ports of the host are free for other machines, so nothing may say that they lead to it.</summary>
    private static void Unreachable(Change change, string instanceId)
    {
        Tagging.SetSystem(change, instanceId, SshTag, null);
        Tagging.SetSystem(change, instanceId, VncTag, null);
    }

    private static void Detach(Change change, VolumeRow volume, string instanceId)
    {
        var attachment = volume.Attachments.First(one => one.InstanceId == instanceId);
        if (attachment.IsDeletedOnTermination && volume.Attachments.Count == 1)
        {
            change.Remove<VolumeRow>(volume.Id);
            return;
        }

        var rest = volume.Attachments.Where(one => one.InstanceId != instanceId).ToList();
        change.Put(volume with
        {
            Attachments = rest,
            State = rest.Count == 0 ? VolumeState.Available : volume.State,
        });
    }

    private static NetworkInterfaceRow ReleasePublicIp(Change change, NetworkInterfaceRow eni)
    {
        if (eni.AutoPublicIp is not { } address) return eni;
        PublicAddresses.Release(change, address);
        return change.Put(eni with { AutoPublicIp = null, HadPublicIp = true });
    }

    private static IEnumerable<NetworkInterfaceRow> InterfacesOf(WorldView at, InstanceRow instance) =>
        at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id);
}

/// <summary>Why an instance stops or ends.</summary>
/// <param name="Code">Of the state reason.</param>
/// <param name="Message">Of the state reason.</param>
/// <param name="Transition">What the transition reason begins with.</param>
internal sealed record Cause(string Code, string Message, string Transition)
{
    public static readonly Cause User = new(
        "Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown", "User initiated");

    /// <summary>The code is of the EC2 user guide, "Hibernate your Amazon EC2 instance".</summary>
    public static readonly Cause Hibernation = new(
        "Client.UserInitiatedHibernate", "Client.UserInitiatedHibernate: User initiated hibernate", "User initiated");

    public static readonly Cause Guest = new(
        "Client.InstanceInitiatedShutdown",
        "Client.InstanceInitiatedShutdown: Instance initiated shutdown",
        "User initiated");

    /// <summary>The instance with this reason on it.</summary>
    public InstanceRow On(InstanceRow instance, DateTimeOffset now) => instance with
    {
        StateReasonCode = Code,
        StateReasonMessage = Message,
        StateTransitionReason =
            $"{Transition} ({now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} GMT)",
    };
}

/// <summary>A terminated instance is described no longer.</summary>
internal sealed class TerminatedInstanceIsForgotten : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<InstanceRow>(subject);
}
