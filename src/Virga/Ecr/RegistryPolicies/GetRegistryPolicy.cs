using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.RegistryPolicies;

/// <summary>Shows the registry policy.</summary>
internal sealed class GetRegistryPolicy : IQuery<GetRegistryPolicyRequest, GetRegistryPolicyResponse>
{
    public static GetRegistryPolicyResponse Run(GetRegistryPolicyRequest input, WorldView at) => new()
    {
        RegistryId = at.Account,
        PolicyText = RegistryRow.Of(at).PolicyText ?? throw EcrErrors.RegistryPolicyNotFound(at.Account),
    };
}
