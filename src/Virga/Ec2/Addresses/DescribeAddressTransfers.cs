using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Addresses;

/// <summary>Lists offers of elastic addresses to other accounts.</summary>
internal sealed class DescribeAddressTransfers
    : IQuery<DescribeAddressTransfersRequest, DescribeAddressTransfersResult>
{
    private static readonly Listing<AddressRow, AddressTransfer> Listing = new()
    {
        View = static (row, _) => AddressView.Transfer(
            row, row.Transfer!.Account, row.Transfer.Expires, AddressTransferStatus.Pending),
        Filters = [],
        IsVisible = static (row, at) => row.Transfer is { } offer && offer.Expires > at.Now,
    };

    public static DescribeAddressTransfersResult Run(DescribeAddressTransfersRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.AllocationIds, null, input.MaxResults, input.NextToken);
        return new() { AddressTransfers = page.Items, NextToken = page.NextToken };
    }
}
