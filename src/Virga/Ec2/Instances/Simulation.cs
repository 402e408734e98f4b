using Virga.Compute;
using Virga.State;

namespace Virga.Ec2.Instances;

/// <summary>
/// The backend <c>mock</c>: instances that are only rows. They come to what is desired after a while, or in the very
/// change with instant transitions. It is pure, so it lives with the rows rather than behind the backend contract.
/// </summary>
internal static class Simulation
{
    public const string Backend = "mock";

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>Lets a simulated instance come to what it should be; others are the reconciler's.</summary>
    public static void Begin(Change change, InstanceRow instance)
    {
        if (instance.Backend == Backend) change.Later<SimulatedInstanceArrives>(Delay, instance.Id);
    }
}

/// <summary>A simulated instance is what it should be.</summary>
internal sealed class SimulatedInstanceArrives : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<InstanceRow>(subject) is not { IsTerminated: false } instance) return;
        InstanceLifecycle.Arrived(change, instance, instance.Desired, instance.Boot, new());
    }
}
