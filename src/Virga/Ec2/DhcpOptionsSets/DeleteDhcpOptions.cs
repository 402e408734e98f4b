using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DhcpOptionsSets;

/// <summary>Deletes a set of DHCP options that no VPC has.</summary>
internal sealed class DeleteDhcpOptions : IMutation<DeleteDhcpOptionsRequest, DeleteDhcpOptionsResult>
{
    public static DeleteDhcpOptionsResult Run(DeleteDhcpOptionsRequest input, Change change)
    {
        var options = change.Named<DhcpOptionsRow>(input.DhcpOptionsId);
        if (change.Rows<VpcRow>().Any(vpc => vpc.DhcpOptionsId == options.Id))
            throw Ec2Errors.InUse("dhcpOptions", options.Id);
        change.Remove<DhcpOptionsRow>(options.Id);
        return new();
    }
}
