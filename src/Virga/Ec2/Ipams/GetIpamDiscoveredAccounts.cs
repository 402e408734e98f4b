using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the accounts that a resource discovery sees: the caller's own.</summary>
internal sealed class GetIpamDiscoveredAccounts
    : IQuery<GetIpamDiscoveredAccountsRequest, GetIpamDiscoveredAccountsResult>
{
    private static readonly Filters<IpamDiscoveredAccount> Filters = new()
    {
        { "account-id", one => one.AccountId },
        { "discovery-region", one => one.DiscoveryRegion },
    };

    public static GetIpamDiscoveredAccountsResult Run(GetIpamDiscoveredAccountsRequest input, WorldView at)
    {
        var row = at.Named<IpamResourceDiscoveryRow>(input.IpamResourceDiscoveryId);
        var all = row.Regions.Where(one => one == input.DiscoveryRegion).Select(one => new IpamDiscoveredAccount
        {
            AccountId = at.Account,
            DiscoveryRegion = one,
            LastAttemptedDiscoveryTime = at.Now,
            LastSuccessfulDiscoveryTime = at.Now,
        });
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamDiscoveredAccounts = page.Items, NextToken = page.NextToken };
    }
}
