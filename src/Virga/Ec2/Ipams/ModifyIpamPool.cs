using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Changes a pool's description and allocation rules.</summary>
internal sealed class ModifyIpamPool : IMutation<ModifyIpamPoolRequest, ModifyIpamPoolResult>
{
    public static ModifyIpamPoolResult Run(ModifyIpamPoolRequest input, Change change)
    {
        var row = change.Named<IpamPoolRow>(input.IpamPoolId);
        if (input.AutoImport == true)
            throw CommonErrors.InvalidParameterValue("Virga does not import resources into pools by itself.");
        var tags = row.ResourceTags.ToDictionary();
        foreach (var tag in input.RemoveAllocationResourceTags ?? []) tags.Remove(tag.Key!);
        foreach (var tag in input.AddAllocationResourceTags ?? []) tags[tag.Key!] = tag.Value ?? "";
        row = IpamRules.Settle(change, row with
        {
            State = IpamPoolState.ModifyInProgress,
            Description = input.Description ?? row.Description,
            MinLength = input.AllocationMinNetmaskLength ?? row.MinLength,
            MaxLength = input.AllocationMaxNetmaskLength ?? row.MaxLength,
            DefaultLength = input.ClearAllocationDefaultNetmaskLength == true
                ? null
                : input.AllocationDefaultNetmaskLength ?? row.DefaultLength,
            ResourceTags = tags,
        });
        return new() { IpamPool = IpamView.Pool(row, change) };
    }
}
