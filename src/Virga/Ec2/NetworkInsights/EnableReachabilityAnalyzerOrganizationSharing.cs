using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Lets analyses see the accounts of an organization; no account here is in one.</summary>
internal sealed class EnableReachabilityAnalyzerOrganizationSharing : IMutation<
    EnableReachabilityAnalyzerOrganizationSharingRequest, EnableReachabilityAnalyzerOrganizationSharingResult>
{
    public static EnableReachabilityAnalyzerOrganizationSharingResult Run(
        EnableReachabilityAnalyzerOrganizationSharingRequest input, Change change) =>
        throw Ec2Errors.OperationNotPermitted(
            $"The account {change.Account} is not the management account of an organization: there are no "
            + "organizations in Virga.");
}
