using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>Lists dedicated hosts with what is on them and what would still fit.</summary>
internal sealed class DescribeHosts : IQuery<DescribeHostsRequest, DescribeHostsResult>
{
    private static readonly Listing<HostRow, Host> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "auto-placement", host => host.AutoPlacement },
            { "availability-zone", host => host.AvailabilityZone },
            { "client-token", host => host.ClientToken },
            { "host-reservation-id", host => host.HostReservationId },
            { "instance-type", host => host.HostProperties!.InstanceType },
            { "state", host => host.State },
        },
    };

    public static DescribeHostsResult Run(DescribeHostsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.HostIds, input.Filter, input.MaxResults, input.NextToken);
        return new() { Hosts = page.Items, NextToken = page.NextToken };
    }

    private static Host View(HostRow host, WorldView at)
    {
        var largest = HostCapacity.Largest(host.InstanceFamily);
        var guests = HostCapacity.On(at, host.Id).ToList();
        return new()
        {
            HostId = host.Id,
            OwnerId = at.Account,
            State = host.State,
            AutoPlacement = host.AutoPlacement,
            AvailabilityZone = host.AvailabilityZone,
            AvailabilityZoneId = ZoneIds.Of(host.AvailabilityZone),
            AllocationTime = host.AllocationTime,
            ReleaseTime = host.ReleaseTime,
            AllowsMultipleInstanceTypes =
                host.InstanceType is null ? AllowsMultipleInstanceTypes.On : AllowsMultipleInstanceTypes.Off,
            AvailableCapacity = host.IsReleased ? null : Capacity(host, at),
            ClientToken = host.ClientToken,
            HostMaintenance = host.Maintenance,
            HostProperties = new()
            {
                Cores = largest.Processor.Cores,
                InstanceFamily = host.InstanceType is null ? host.InstanceFamily : null,
                InstanceType = host.InstanceType,
                Sockets = largest.Processor.Cores > 32 ? 2 : 1,
                TotalVCpus = largest.Processor.VCpus,
            },
            HostRecovery = host.Recovery,
            HostReservationId = host.ReservationId,
            Instances = guests.ConvertAll(guest => new HostInstance
            {
                InstanceId = guest.Id, InstanceType = guest.InstanceType, OwnerId = at.Account,
            }),
            MemberOfServiceLinkedResourceGroup = false,
            Tags = at.TagsOf(host.Id),
        };
    }

    private static AvailableCapacity Capacity(HostRow host, WorldView at) => new()
    {
        AvailableVCpus = HostCapacity.TotalVCpus(host) - HostCapacity.UsedVCpus(HostCapacity.On(at, host.Id)),
        AvailableInstanceCapacity =
        [
            .. HostCapacity.Family(host.InstanceFamily).Where(type => HostCapacity.Runs(host, type.Name))
                .Select(type => new InstanceCapacity
                {
                    InstanceType = type.Name,
                    AvailableCapacity = HostCapacity.Available(at, host, type),
                    TotalCapacity = HostCapacity.TotalVCpus(host) / type.Processor.VCpus,
                }),
        ],
    };
}
