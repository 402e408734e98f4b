using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.DhcpOptionsSets;

/// <summary>Lists sets of DHCP options.</summary>
internal sealed class DescribeDhcpOptions : IQuery<DescribeDhcpOptionsRequest, DescribeDhcpOptionsResult>
{
    private static readonly Listing<DhcpOptionsRow, DhcpOptions> Listing = new()
    {
        View = DhcpOptionsView.Of,
        Filters = new()
        {
            { "dhcp-options-id", options => options.DhcpOptionsId },
            { "key", options => options.DhcpConfigurations!.Select(one => one.Key) },
            { "value", options => options.DhcpConfigurations!.SelectMany(one => one.Values!).Select(one => one.Value) },
            { "owner-id", options => options.OwnerId },
        },
    };

    public static DescribeDhcpOptionsResult Run(DescribeDhcpOptionsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.DhcpOptionsIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { DhcpOptions = page.Items, NextToken = page.NextToken };
    }
}
