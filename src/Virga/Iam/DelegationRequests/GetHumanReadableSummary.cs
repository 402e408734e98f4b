using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>Says in a sentence what a delegation request asks for. There are none.</summary>
internal sealed class GetHumanReadableSummary : IQuery<GetHumanReadableSummaryRequest, GetHumanReadableSummaryResponse>
{
    public static GetHumanReadableSummaryResponse Run(GetHumanReadableSummaryRequest input, WorldView at) =>
        input.EntityArn!.Contains(":delegation-request/", StringComparison.Ordinal)
            ? throw IamErrors.NoSuchDelegationRequest(IamArns.NameOf(input.EntityArn))
            : throw IamErrors.InvalidInput("Only delegation requests have a summary.");
}
