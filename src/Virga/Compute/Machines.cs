using Virga.Ec2.Instances;

namespace Virga.Compute;

/// <summary>The machines behind instances: the way from operations to what backends can show and do.</summary>
internal sealed class Machines(Reconciler reconciler)
{
    /// <summary>The backend of an instance in a role that not every backend has, or null.</summary>
    public TRole? As<TRole>(InstanceRow instance)
        where TRole : class => reconciler.Backend(instance.Backend) as TRole;
}
