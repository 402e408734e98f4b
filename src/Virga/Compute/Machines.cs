using Virga.Ec2.Instances;

namespace Virga.Compute;

/// <summary>The machines behind instances: the way from operations to what backends can show and do.</summary>
internal sealed class Machines(Reconciler reconciler)
{
    /// <summary>A backend that does not find out in this time works or not when it knows.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile bool isSettled;

    /// <summary>
    /// Waits, only while the server starts, until the host's images are known: before, an AMI that is on the host would
    /// be one of the catalogue, or none.
    /// </summary>
    public async ValueTask SettledAsync(CancellationToken cancellation)
    {
        if (isSettled) return;
        await reconciler.SettleAsync(Patience, cancellation).ConfigureAwait(false);
        isSettled = true;
    }

    /// <summary>The backend of an instance in a role that not every backend has, or null.</summary>
    public TRole? As<TRole>(InstanceRow instance)
        where TRole : class => reconciler.Backend(instance.Backend) as TRole;
}
