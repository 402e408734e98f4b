using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceSpecificCredentials;

/// <summary>Deletes a service-specific credential.</summary>
internal sealed class DeleteServiceSpecificCredential : IMutation<DeleteServiceSpecificCredentialRequest,
    DeleteServiceSpecificCredentialResult>
{
    public static DeleteServiceSpecificCredentialResult Run(DeleteServiceSpecificCredentialRequest input, Change change)
    {
        var row = ServiceCredentials.Get(change, input.UserName, input.ServiceSpecificCredentialId);
        change.Remove<ServiceCredentialRow>(row.Id);
        return new();
    }
}
