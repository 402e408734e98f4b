using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Sets the name of reverse DNS of an elastic address.</summary>
internal sealed class ModifyAddressAttribute : IMutation<ModifyAddressAttributeRequest, ModifyAddressAttributeResult>
{
    public static ModifyAddressAttributeResult Run(ModifyAddressAttributeRequest input, Change change)
    {
        var address = change.Named<AddressRow>(input.AllocationId);
        var name = input.DomainName ?? throw CommonErrors.MissingParameter("domainName");
        var row = change.Put(address with { PtrRecord = name.TrimEnd('.') + "." });
        return new() { Address = AddressView.Attribute(row) };
    }
}
