using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.DelegationRequests;

/// <summary>
/// Asks the owner of an account for access by a template of permissions. AWS registers such templates for its partners
/// only; here are none, so every request names one that does not exist.
/// </summary>
internal sealed class CreateDelegationRequest : IQuery<CreateDelegationRequestRequest, CreateDelegationRequestResponse>
{
    public static CreateDelegationRequestResponse Run(CreateDelegationRequestRequest input, WorldView at) =>
        throw IamErrors.InvalidInput($"No policy template {input.Permissions?.PolicyTemplateArn} is registered.");
}
