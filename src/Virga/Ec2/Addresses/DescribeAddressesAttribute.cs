using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Lists the names of reverse DNS of elastic addresses.</summary>
internal sealed class DescribeAddressesAttribute
    : IQuery<DescribeAddressesAttributeRequest, DescribeAddressesAttributeResult>
{
    private static readonly Listing<AddressRow, AddressAttribute> Listing =
        new() { View = static (row, _) => AddressView.Attribute(row), Filters = [], MinResults = 1 };

    public static DescribeAddressesAttributeResult Run(DescribeAddressesAttributeRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.AllocationIds, null, input.MaxResults, input.NextToken);
        return new() { Addresses = page.Items, NextToken = page.NextToken };
    }
}
