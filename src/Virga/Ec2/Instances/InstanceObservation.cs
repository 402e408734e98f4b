using Virga.Compute;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>What becomes of an instance whose machine changed without being asked to.</summary>
internal static class InstanceObservation
{
    /// <summary>Whether the instance is what it should be, as far as was seen.</summary>
    public static bool IsSettled(InstanceRow instance) => (instance.Desired, instance.State) switch
    {
        (Power.Running, InstanceStateName.Running) => instance.BootDone >= instance.Boot,
        (Power.Stopped, InstanceStateName.Stopped) => true,
        _ => false,
    };

    /// <summary>
    /// A machine that powered itself off stops or terminates the instance, as its InstanceInitiatedShutdownBehavior
    /// says; one that somebody stopped on the host is stopped; one that is gone from the host is terminated, since its
    /// disk is gone with it.
    /// </summary>
    public static void Apply(Change change, InstanceRow instance, Power seen, bool isGuestInitiated)
    {
        // A machine that is gone is gone, whatever was wished; one that stopped as it was asked to is no news.
        if (instance.IsTerminated || seen == Power.Running) return;
        if (instance.Desired != Power.Running && seen != Power.Terminated) return;
        var cause = isGuestInitiated ? Cause.Guest : OnHost;
        var isEnd = seen == Power.Terminated
            || (isGuestInitiated && instance.InitiatedShutdownBehavior == ShutdownBehavior.Terminate);
        if (isEnd)
        {
            InstanceLifecycle.AskTerminate(change, instance, cause);
            return;
        }

        var stopping = InstanceLifecycle.AskStop(change, instance, isForced: false, cause);
        InstanceLifecycle.Arrived(change, stopping, Power.Stopped, stopping.Boot, new());
    }

    /// <summary>AWS's code for an instance that ended by no wish of its owner's.</summary>
    private static Cause OnHost { get; } = new(
        "Server.InternalError",
        "Server.InternalError: The machine was stopped or removed on the host, outside of Virga",
        "Server.InternalError: stopped on the host");
}
