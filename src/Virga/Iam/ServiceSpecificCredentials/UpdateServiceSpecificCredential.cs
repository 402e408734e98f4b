using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceSpecificCredentials;

/// <summary>Switches a service-specific credential on or off.</summary>
internal sealed class UpdateServiceSpecificCredential : IMutation<UpdateServiceSpecificCredentialRequest,
    UpdateServiceSpecificCredentialResult>
{
    public static UpdateServiceSpecificCredentialResult Run(UpdateServiceSpecificCredentialRequest input, Change change)
    {
        var row = ServiceCredentials.Get(change, input.UserName, input.ServiceSpecificCredentialId);
        change.Put(row with { Status = input.Status! });
        return new();
    }
}
