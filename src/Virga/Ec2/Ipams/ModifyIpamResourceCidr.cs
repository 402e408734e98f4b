using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Moves a resource's block to another scope, or stops watching it.</summary>
internal sealed class ModifyIpamResourceCidr : IMutation<ModifyIpamResourceCidrRequest, ModifyIpamResourceCidrResult>
{
    public static ModifyIpamResourceCidrResult Run(ModifyIpamResourceCidrRequest input, Change change)
    {
        var scope = change.Named<IpamScopeRow>(input.CurrentIpamScopeId);
        var ipam = change.Get<IpamRow>(scope.IpamId);
        Find(change, ipam, input, scope.Id);
        var to = input.DestinationIpamScopeId is { } id ? change.Named<IpamScopeRow>(id).Id : scope.Id;
        var setting = new IpamResourceSetting(input.ResourceId!, input.ResourceCidr!, to, input.Monitored == true);
        ipam = change.Put(ipam with
        {
            Settings =
            [
                .. ipam.Settings.Where(one => one.ResourceId != setting.ResourceId || one.Block != setting.Block),
                setting,
            ],
        });
        return new() { IpamResourceCidr = Find(change, ipam, input, to) };
    }

    private static IpamResourceCidr Find(
        Change change, IpamRow ipam, ModifyIpamResourceCidrRequest input, string scopeId) =>
        IpamResources.All(change, ipam).Find(one => one.ResourceId == input.ResourceId
            && one.ResourceCidr == input.ResourceCidr && one.ResourceRegion == input.ResourceRegion
            && one.IpamScopeId == scopeId)
        ?? throw new AwsException(
            "InvalidIpamResourceCidr.NotFound",
            $"The resource {input.ResourceId} has no CIDR {input.ResourceCidr} in the scope {scopeId}.");
}
