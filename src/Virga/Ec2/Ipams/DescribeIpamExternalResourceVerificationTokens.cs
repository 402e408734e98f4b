using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists tokens.</summary>
internal sealed class DescribeIpamExternalResourceVerificationTokens
    : IQuery<DescribeIpamExternalResourceVerificationTokensRequest,
        DescribeIpamExternalResourceVerificationTokensResult>
{
    private static readonly Listing<IpamVerificationTokenRow, IpamExternalResourceVerificationToken> Listing = new()
    {
        View = IpamVerificationTokens.Of,
        Filters = new()
        {
            { "ipam-arn", one => one.IpamArn },
            {
                "ipam-external-resource-verification-token-arn",
                one => one.IpamExternalResourceVerificationTokenArn
            },
            {
                "ipam-external-resource-verification-token-id", one => one.IpamExternalResourceVerificationTokenId
            },
            { "ipam-id", one => one.IpamId },
            { "ipam-region", one => one.IpamRegion },
            { "state", one => one.State },
            { "status", one => one.Status },
            { "token-name", one => one.TokenName },
            { "token-value", one => one.TokenValue },
        },
    };

    public static DescribeIpamExternalResourceVerificationTokensResult Run(
        DescribeIpamExternalResourceVerificationTokensRequest input, WorldView at)
    {
        var page = Listing.Page(
            at, input.IpamExternalResourceVerificationTokenIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamExternalResourceVerificationTokens = page.Items, NextToken = page.NextToken };
    }
}
