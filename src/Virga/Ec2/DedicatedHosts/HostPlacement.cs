using Virga.Ec2.Instances;
using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>Which host an instance goes to.</summary>
internal static class HostPlacement
{
    /// <summary>How many instances of the launch the hosts take; no limit where no host is asked for.</summary>
    public static int Room(WorldView at, LaunchPlan plan)
    {
        var placement = plan.Request.Placement;
        if (placement?.HostResourceGroupArn is not null)
            throw new AwsException("UnsupportedOperation",
                "There are no host resource groups in Virga (HostResourceGroupArn).");
        if (!WantsHost(placement)) return int.MaxValue;
        var zone = plan.Interfaces[0].Subnet.AvailabilityZone;
        return Candidates(at, placement!.HostId, plan.Type, zone)
            .Sum(host => HostCapacity.Available(at, host, plan.Type));
    }

    /// <summary>The host of one more instance, or null where it needs none.</summary>
    public static string? Choose(WorldView at, LaunchPlan plan) => WantsHost(plan.Request.Placement)
        ? Choose(at, plan.Request.Placement!.HostId, plan.Type, plan.Interfaces[0].Subnet.AvailabilityZone)
        : null;

    /// <summary>A stopped instance starts again: on its own host where it is bound to one.</summary>
    public static InstanceRow Placed(WorldView at, InstanceRow instance) => instance.Tenancy != Tenancy.Host
        ? instance
        : instance with
        {
            HostId = Choose(
                at, instance.Affinity == Affinity.Host ? instance.HostId : null,
                InstanceTypeCatalogue.Find(instance.InstanceType)!, instance.AvailabilityZone),
        };

    public static AwsException Insufficient() => new("InsufficientHostCapacity",
        "There is not enough capacity to fulfill your Dedicated Host request.");

    private static bool WantsHost(Placement? placement) =>
        placement?.HostId is not null || placement?.Tenancy == Tenancy.Host;

    private static string Choose(WorldView at, string? named, InstanceTypeFacts type, string zone) =>
        Candidates(at, named, type, zone).FirstOrDefault(host => HostCapacity.Available(at, host, type) > 0)?.Id
        ?? throw Insufficient();

    private static IEnumerable<HostRow> Candidates(WorldView at, string? named, InstanceTypeFacts type, string zone)
    {
        if (named is null)
            return at.Rows<HostRow>().Where(host => host.AutoPlacement == AutoPlacement.On && !host.IsReleased
                && host.AvailabilityZone == zone && HostCapacity.Runs(host, type.Name));
        var host = at.Named<HostRow>(named);
        if (host.IsReleased) throw HostRow.Kind.NotFound!(named);
        if (host.AvailabilityZone != zone || !HostCapacity.Runs(host, type.Name))
            throw CommonErrors.InvalidParameterValue(
                $"The host '{host.Id}' does not run the type {type.Name} in the zone {zone}.");
        return [host];
    }
}
