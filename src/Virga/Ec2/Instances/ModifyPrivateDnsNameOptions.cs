using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Changes how an instance is named in the VPC's DNS; the kind of name only while it is stopped.</summary>
internal sealed class ModifyPrivateDnsNameOptions
    : IMutation<ModifyPrivateDnsNameOptionsRequest, ModifyPrivateDnsNameOptionsResult>
{
    public static ModifyPrivateDnsNameOptionsResult Run(ModifyPrivateDnsNameOptionsRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        if (input.PrivateDnsHostnameType is { } type && type != instance.HostnameType)
            InstanceEdits.DemandStopped(instance, "privateDnsHostnameType");
        change.Put(instance with
        {
            HostnameType = input.PrivateDnsHostnameType ?? instance.HostnameType,
            HasResourceNameARecord = input.EnableResourceNameDnsARecord ?? instance.HasResourceNameARecord,
            HasResourceNameAaaaRecord = input.EnableResourceNameDnsAAAARecord ?? instance.HasResourceNameAaaaRecord,
        });
        return new() { Return = true };
    }
}
