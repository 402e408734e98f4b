using Virga.Ec2.CapacityReservations;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>Allocates hosts for one type, or for a family of types.</summary>
internal sealed class AllocateHosts : IMutation<AllocateHostsRequest, AllocateHostsResult>
{
    private const int MaxHosts = 100;

    public static AllocateHostsResult Run(AllocateHostsRequest input, Change change)
    {
        if ((input.InstanceType is null) == (input.InstanceFamily is null))
            throw CommonErrors.InvalidParameterCombination("Specify either an instance type or an instance family.");
        if (input.OutpostArn is not null || input.AssetIds is { Count: > 0 })
            throw new AwsException("UnsupportedOperation", "There are no Outposts in Virga (OutpostArn, AssetIds).");
        var family = input.InstanceFamily ?? CapacityRules.Type(input.InstanceType!).Family;
        var types = HostCapacity.Family(family);
        if (types.Count == 0 || (input.InstanceType is { } only && types.All(type => type.Name != only)))
            throw new AwsException("InvalidHostConfiguration",
                $"Dedicated Hosts do not run '{input.InstanceType ?? family}'.");
        CapacityRules.CheckCount(input.Quantity ?? 1, MaxHosts);
        var zone = CapacityRules.Zone(change, types[0], input.AvailabilityZone, input.AvailabilityZoneId);
        var ids = new List<string>();
        for (var i = 0; i < (input.Quantity ?? 1); i++)
        {
            var host = change.Put(Row(input, change, family, zone));
            change.TagNew(input.TagSpecifications, ResourceType.DedicatedHost, host.Id);
            ids.Add(host.Id);
        }

        return new() { HostIds = ids };
    }

    private static HostRow Row(AllocateHostsRequest input, Change change, string family, string zone) =>
        new(change.NewId("h"))
        {
            InstanceType = input.InstanceType,
            InstanceFamily = family,
            AvailabilityZone = zone,
            AutoPlacement = input.AutoPlacement ?? AutoPlacement.On,
            Recovery = input.HostRecovery ?? HostRecovery.Off,
            Maintenance = input.HostMaintenance ?? HostMaintenance.Off,
            AllocationTime = change.Now,
            ClientToken = input.ClientToken,
        };
}
