using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>Gives hosts back on which nothing is; each succeeds or fails for itself.</summary>
internal sealed class ReleaseHosts : IMutation<ReleaseHostsRequest, ReleaseHostsResult>
{
    public static ReleaseHostsResult Run(ReleaseHostsRequest input, Change change)
    {
        var done = new List<string>();
        var failed = new List<UnsuccessfulItem>();
        foreach (var id in input.HostIds ?? [])
        {
            var refused = change.Attempt<AwsException>(() => Release(change, change.Named<HostRow>(id)));
            if (refused is null) done.Add(id);
            else failed.Add(HostFailure.Of(id, refused));
        }

        return new() { Successful = done, Unsuccessful = failed };
    }

    private static void Release(Change change, HostRow host)
    {
        if (host.IsReleased)
            throw new AwsException("InvalidHostState", $"The host '{host.Id}' is released already.");
        if (change.Rows<InstanceRow>().Any(InstanceRow.ByHost, host.Id))
            throw new AwsException("InvalidHost.Occupied",
                $"Dedicated host '{host.Id}' cannot be released as it is occupied.");
        if (host.ReservationId is not null)
            throw new AwsException("InvalidHostState",
                $"The host '{host.Id}' belongs to the reservation '{host.ReservationId}'.");
        change.Put(host with { State = AllocationState.Released, ReleaseTime = change.Now });
        change.Expire<ReleasedHostIsForgotten>(ReleasedHostIsForgotten.Visibility, host.Id);
    }
}

/// <summary>A released host is described no longer.</summary>
internal sealed class ReleasedHostIsForgotten : ITransition
{
    public static readonly TimeSpan Visibility = TimeSpan.FromHours(1);

    public static void Run(Change change, string subject) => change.Remove<HostRow>(subject);
}
