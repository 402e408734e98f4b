using Virga.Ec2.CapacityReservations;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DedicatedHosts;

/// <summary>Changes hosts; each succeeds or fails for itself.</summary>
internal sealed class ModifyHosts : IMutation<ModifyHostsRequest, ModifyHostsResult>
{
    public static ModifyHostsResult Run(ModifyHostsRequest input, Change change)
    {
        if (input.InstanceType is not null && input.InstanceFamily is not null)
            throw CommonErrors.InvalidParameterCombination("Specify either an instance type or an instance family.");
        var done = new List<string>();
        var failed = new List<UnsuccessfulItem>();
        foreach (var id in input.HostIds ?? [])
        {
            var refused = change.Attempt<AwsException>(() => Modify(change, change.Named<HostRow>(id), input));
            if (refused is null) done.Add(id);
            else failed.Add(HostFailure.Of(id, refused));
        }

        return new() { Successful = done, Unsuccessful = failed };
    }

    private static void Modify(Change change, HostRow host, ModifyHostsRequest input)
    {
        if (host.IsReleased) throw HostRow.Kind.NotFound!(host.Id);
        var isOther = input.InstanceType is not null || input.InstanceFamily is not null;
        var family = input.InstanceFamily
            ?? (input.InstanceType is { } type ? CapacityRules.Type(type).Family : host.InstanceFamily);
        if (family != host.InstanceFamily)
            throw new AwsException("InvalidHostConfiguration",
                $"The host '{host.Id}' is of the family {host.InstanceFamily}.");
        if (isOther && HostCapacity.On(change, host.Id).Any(guest =>
                input.InstanceType is { } only && guest.InstanceType != only))
            throw new AwsException("InvalidHostState", $"The host '{host.Id}' has instances of other types.");
        change.Put(host with
        {
            InstanceType = isOther ? input.InstanceType : host.InstanceType,
            AutoPlacement = input.AutoPlacement ?? host.AutoPlacement,
            Recovery = input.HostRecovery ?? host.Recovery,
            Maintenance = input.HostMaintenance ?? host.Maintenance,
        });
    }
}

/// <summary>A host for which an operation failed.</summary>
internal static class HostFailure
{
    public static UnsuccessfulItem Of(string id, AwsException refused) => new()
    {
        ResourceId = id, Error = new() { Code = refused.Code, Message = refused.Message },
    };
}
