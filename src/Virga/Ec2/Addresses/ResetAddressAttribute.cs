using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Removes the name of reverse DNS of an elastic address.</summary>
internal sealed class ResetAddressAttribute : IMutation<ResetAddressAttributeRequest, ResetAddressAttributeResult>
{
    public static ResetAddressAttributeResult Run(ResetAddressAttributeRequest input, Change change)
    {
        var row = change.Put(change.Named<AddressRow>(input.AllocationId) with { PtrRecord = null });
        return new() { Address = AddressView.Attribute(row) };
    }
}
