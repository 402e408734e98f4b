using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DhcpOptionsSets;

/// <summary>Gives a VPC a set of DHCP options, or none with the word <c>default</c>.</summary>
internal sealed class AssociateDhcpOptions : IMutation<AssociateDhcpOptionsRequest, AssociateDhcpOptionsResult>
{
    private const string None = "default";

    public static AssociateDhcpOptionsResult Run(AssociateDhcpOptionsRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        var id = input.DhcpOptionsId == None ? None : change.Named<DhcpOptionsRow>(input.DhcpOptionsId).Id;
        change.Put(vpc with { DhcpOptionsId = id });
        return new();
    }
}
